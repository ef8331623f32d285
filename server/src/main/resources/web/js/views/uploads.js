// What is on its way in.

import { button, confirmed, h, keyed, mark, say } from '../dom.js';
import { bytes, count, percent, span } from '../format.js';
import { cancel, forget, interrupted, pause, resume, uploads } from '../uploads.js';

const parts = ({ name, pictures }) => count(pictures, /\.mxf$/i.test(name) ? 'file' : 'picture');

function words(upload) {
  const share = `${bytes(upload.sent)} of ${bytes(upload.size)}`;
  switch (upload.state) {
    case 'waiting':
      return `Waiting for its turn · ${bytes(upload.size)}`;
    case 'paused':
      return `Paused · ${share}`;
    case 'retrying':
      return 'The server does not answer; trying again. What has arrived is kept.';
    case 'joining':
      return `${parts(upload)} have arrived and become one clip…`;
    case 'failed':
      return upload.problem;
    default: {
      const speed = upload.speed > 0 ? ` · ${bytes(upload.speed)}/s · ${span((upload.size - upload.sent) / upload.speed)} left` : '';
      const many = upload.pictures ? `${parts(upload)} · ` : '';
      return `${upload.resumed ? 'Resumed · ' : ''}${many}${share}${speed}`;
    }
  }
}

function row(first) {
  let upload = first;
  const bar = h('progress', { max: '100', 'aria-label': `Upload of ${first.name}` });
  const text = h('p', { class: 'quiet numbers' });
  const hold = button('Pause', () => (upload.state === 'paused' || upload.state === 'failed' ? resume(upload) : pause(upload)));
  const stop = button('Cancel', async () => {
    if (upload.sent < 1e7 || await confirmed(`Cancel the upload of ${upload.name}?`, `${bytes(upload.sent)} have arrived and would be thrown away.`, 'Cancel the upload')) {
      cancel(upload);
    }
  });
  const node = h('li', { class: 'upload' }, h('p', { class: 'name' }, first.name), bar, text, h('div', { class: 'actions' }, hold, stop));
  return {
    node,
    update(now) {
      upload = now;
      mark(node, 'data-state', now.state);
      mark(bar, 'value', now.size ? percent(now.sent / now.size) : 0);
      say(text, words(now));
      const verb = now.state === 'paused' || now.state === 'failed' ? 'Resume' : 'Pause';
      say(hold, verb);
      hold.hidden = stop.hidden = now.state === 'joining';
      mark(hold, 'aria-label', `${verb} ${now.name}`);
      mark(stop, 'aria-label', `Cancel ${now.name}`);
    },
  };
}

function leftover(one) {
  const node = h('li', { class: 'upload' }, h('p', { class: 'name' }, one.name),
    h('p', { class: 'quiet' }, one.pictures ? `${parts(one)}, interrupted. Choose or drop this folder again and it goes on where it stopped.`
      : `${bytes(one.size)}, interrupted. Choose or drop this file again and it goes on where it stopped.`),
    h('div', { class: 'actions' }, button('Forget', () => forget(one), { 'aria-label': `Forget ${one.name}` })));
  return { node, update() {} };
}

/** The list; not there while nothing is. */
export function uploadList() {
  const list = h('ul', { class: 'rows' });
  const rest = h('ul', { class: 'rows' });
  const node = h('section', { class: 'panel', 'aria-labelledby': 'uploads-title', hidden: true },
    h('h2', { id: 'uploads-title' }, 'Uploads'), list, rest);
  return {
    node,
    async update() {
      keyed(list, uploads, row);
      const left = window.tus ? await interrupted() : [];
      keyed(rest, left, leftover);
      node.hidden = !uploads.length && !left.length;
    },
  };
}
