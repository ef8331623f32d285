// The bin: every clip that is there.

import { remove } from '../api.js';
import { announce, button, confirmed, h, keyed, mark, say } from '../dom.js';
import { bytes, clock, count, reason } from '../format.js';
import { artefact, byAge, changed, gone, load, loadMore, store } from '../store.js';
import { facts, seconds } from '../words.js';
import { thumbnail } from './thumbnail.js';

const selected = new Set();

function state(asset) {
  if (asset.state === 'probing') {
    return asset.problem ? `Tried again later: ${reason(asset.problem)}` : 'Being looked at…';
  }
  return asset.state === 'unusable' ? reason(asset.problem, asset.name) ?? 'This file cannot be used.' : facts(asset.clip);
}

function card(first) {
  let asset = first;
  const picture = thumbnail();
  const length = h('span', { class: 'length', hidden: true });
  const box = h('input', { type: 'checkbox', 'aria-label': `Select ${first.name}`, on: { change: () => {
    selected[box.checked ? 'add' : 'delete'](asset.id);
    changed();
  } } });
  const words = h('p', { class: 'quiet' });
  const process = h('a', { class: 'button primary', 'aria-label': `Process ${first.name}`, href: `#/new?assets=${first.id}` }, 'Process');
  const drop = button('Delete', () => discard([asset]), { 'aria-label': `Delete ${first.name}`, class: 'button plain' });
  const node = h('li', { class: 'card' },
    h('label', { class: 'frame' }, picture.node, length, box),
    h('p', { class: 'name', title: first.name }, first.name), words, h('div', { class: 'actions' }, process, drop));
  return {
    node,
    update(now) {
      asset = now;
      mark(node, 'data-state', now.state);
      picture.show(artefact(now, 'poster')?.href, now.state === 'unusable' ? 'broken' : 'clip');
      say(words, `${state(now)}${now.state === 'ready' ? ` · ${bytes(now.size)}` : ''}`);
      const long = seconds(now.clip);
      length.hidden = !long;
      say(length, clock(long));
      process.hidden = box.hidden = now.state !== 'ready';
      box.checked = selected.has(now.id);
    },
  };
}

async function discard(assets) {
  const what = assets.length === 1 ? assets[0].name : count(assets.length, 'clip');
  if (!await confirmed(`Delete ${what}?`, 'The footage is removed from the server; the file on your own disk stays.', 'Delete')) {
    return;
  }
  for (const asset of assets) {
    try {
      await remove(`/v1/assets/${asset.id}`);
      selected.delete(asset.id);
      gone('assets', asset.id);
    } catch (problem) {
      store.trouble = problem.message;
      announce(problem.message);
    }
  }
  changed();
}

/** The bin. */
export function footage() {
  const list = h('ul', { class: 'cards' });
  const empty = h('div', { class: 'empty', hidden: true },
    h('p', { class: 'lead' }, 'No footage yet'),
    h('p', { class: 'quiet' }, 'Drop a clip and it appears here with its facts, ready to be restored. The file on your disk is never touched.'));
  const waiting = h('p', { class: 'quiet' }, 'Loading footage…');
  const tally = h('p', { class: 'quiet' });
  const all = h('a', { class: 'button primary', href: '#/' }, 'Process selected');
  const none = button('Clear', () => {
    selected.clear();
    changed();
  });
  const bar = h('div', { class: 'selection', hidden: true }, tally, h('div', { class: 'actions' }, all,
    button('Delete', () => discard([...selected].map((id) => store.assets.get(id)).filter(Boolean)), { class: 'button plain' }), none));
  const more = button('Show more footage', () => loadMore('assets').catch(() => load()));
  return {
    node: h('section', { class: 'panel', 'aria-labelledby': 'footage-title' },
      h('h2', { id: 'footage-title' }, 'Footage'), bar, waiting, empty, list, more),
    update() {
      const assets = byAge(store.assets);
      keyed(list, assets, card);
      waiting.hidden = store.loaded || !!store.trouble;
      empty.hidden = !store.loaded || assets.length > 0;
      more.hidden = !store.more.assets;
      const ready = [...selected].filter((id) => store.assets.get(id)?.state === 'ready');
      bar.hidden = !ready.length;
      say(tally, `${count(ready.length, 'clip')} selected`);
      mark(all, 'href', `#/new?assets=${ready.join(',')}`);
    },
  };
}
