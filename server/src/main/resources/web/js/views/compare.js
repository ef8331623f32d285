// Before and after in one frame, with a wipe between.

import { button, h } from '../dom.js';
import { number, position } from '../format.js';
import { together } from '../player.js';
import { beginning } from '../range.js';
import { stills } from '../stills.js';
import { outline } from './waveform.js';
import { wipe } from './wipe.js';

const HELP = [['Space', 'play or pause'], [', and .', 'one frame back, one on'], ['Shift with them', 'ten frames'], ['Z', 'fit, 1:1, 2:1'], ['B', 'hold to see the source alone'], ['Arrow keys', 'move the wipe or the frame, whichever has the focus']];

function message(job) {
  if (job.state === 'done') {
    return 'The viewing copies are being made; this page shows them as soon as they are there. The master can be downloaded already.';
  }
  if (job.state === 'failed' || job.state === 'cancelled') {
    return 'There is no result to compare.';
  }
  return 'The source, until there is a result to compare it with.';
}

function layer(source, poster, kind, silent = false) {
  if (source) {
    // with "auto" each film would keep one of the browser's six connections to the server, played or not
    const film = h('video', { src: source.href, poster: poster?.href, preload: 'metadata', playsinline: true, 'aria-label': kind === 'before' ? 'Source' : 'Result' });
    film.muted = silent;
    return film;
  }
  return h('img', { src: poster.href, alt: kind === 'before' ? 'Source' : 'Result' });
}

/** How the master's pixels lie on a screen: square, and upright as the viewing copy is. */
function upright({ width, height }, clip) {
  const sides = [Math.round(width * (number(clip?.video.sample_aspect) || 1)), height];
  const [short, long] = sides.sort((a, b) => a - b);
  return (wide, high) => (wide >= high ? [long, short] : [short, long]);
}

/** Has real pixels shown while somebody looks at pixels and nothing moves. */
function pixels(job, screen) {
  const size = (picture) => `${picture.naturalWidth} × ${picture.naturalHeight}`;
  const frames = stills(job.id, {
    waiting: (frame) => {
      screen.lay();
      screen.tell(`Viewing copies; fetching the pixels of frame ${frame + 1}…`);
    },
    shown: ({ frame, source, master, reason }) => {
      [source, master].filter(Boolean).forEach((one) => one.setAttribute('alt', ''));
      screen.lay(master, source);
      screen.tell(source ? `Frame ${frame + 1}, every pixel: source ${size(source)}, master ${size(master)}`
        : `Frame ${frame + 1}: every pixel of the master, ${size(master)}; of the source a viewing copy, for ${reason}`);
    },
    failed: (reason) => screen.tell(`Viewing copies: ${reason}`),
  });
  return {
    look(frame) {
      frames.ask(frame);
    },
    rest(words) {
      frames.stop();
      screen.lay();
      screen.tell(words);
    },
  };
}

/** A viewer of what there is: two films, two stills, or the source alone. */
export function compare({ before, after, posters, waveform }, job, clip) {
  const still = !before;
  const pair = still ? posters[0] && posters[1] : before && after;
  if (!pair && !before && !posters[0]) {
    return { node: h('div', { class: 'viewer bare' }, h('p', { class: 'quiet' }, message(job))) };
  }
  const single = !pair;
  const result = single ? layer(before, posters[0], 'before') : layer(still ? null : after, posters[1], 'after');
  const source = single ? null : layer(before, posters[0], 'before', true);
  const done = !single && job.state === 'done' && job.report;
  let player = null;
  let close = false;
  let moving = false;
  const screen = wipe(source, result, done ? upright(job.report.encoding, job.report.clip) : null, (on) => {
    close = on;
    see();
  });
  const real = done ? pixels(job, screen) : null;
  const see = () => {
    if (close && !moving) {
      real?.look(player ? player.frame() : 0);
    } else {
      real?.rest(close ? 'Viewing copies; pause to see every pixel' : '');
    }
  };
  if (!done) {
    screen.tell('A viewing copy, not the footage itself');
  }
  const node = h('section', { class: 'viewer', 'aria-label': single ? 'Source' : 'Comparison of source and result' }, screen.node);
  if (single) {
    node.append(h('p', { class: 'note' }, message(job)));
  }
  const keys = new Map([['z', () => screen.zoom()]]);
  const film = result.tagName === 'VIDEO';
  const controls = h('div', { class: 'controls' });
  if (film) {
    const described = (single ? clip : job.report?.encoding ?? clip) ?? {};
    const rate = number(described.frame_rate ?? described.video?.frame_rate) || 25;
    const variable = (described.timing ?? described.video?.timing) === 'vfr';
    const count = single ? Math.max(0, clip?.video.frames ?? 0) : job.report?.frames.written ?? 0;
    const frames = (now, all) => `${variable ? 'about ' : ''}frame ${now} of ${all}`;
    const scrub = h('input', { type: 'range', class: 'scrub', min: 0, max: 0, step: 1, value: 0, 'aria-label': 'Frame' });
    const where = h('output', { class: 'numbers where' });
    const go = button('Play', () => player.toggle(), { class: 'button primary play' });
    const wave = waveform ? outline(waveform.href) : null;
    const shown = (frame) => {
      const last = player ? player.frames() - 1 : 0;
      scrub.max = last;
      scrub.value = frame;
      where.textContent = `${position(frame, rate)}  ${frames(frame + 1, last + 1)}`;
      scrub.setAttribute('aria-valuetext', `${position(frame, rate)}, ${frames(frame + 1, last + 1)}`);
      wave?.at(last ? frame / last : 0);
      see();
    };
    player = together(result, source, { fps: rate, count, variable, offset: single ? 0 : beginning(job.report), shown,
      playing: (on) => {
        go.textContent = on ? 'Pause' : 'Play';
        moving = on;
        see();
      } });
    scrub.addEventListener('input', () => player.seek(Number(scrub.value)));
    const step = (by, label, sign) => button(sign, () => player.step(by), { 'aria-label': label, title: label });
    if (wave) {
      node.append(wave.node);
    }
    node.append(scrub);
    controls.append(go, step(-1, 'One frame back', '◂'), step(1, 'One frame on', '▸'), where);
    keys.set(' ', () => player.toggle());
    keys.set(',', () => player.step(-1)).set('.', () => player.step(1)).set('<', () => player.step(-10)).set('>', () => player.step(10));
    if (clip?.audio?.length) {
      const sound = button('Mute', () => {
        result.muted = !result.muted;
        sound.setAttribute('aria-pressed', result.muted);
      }, { 'aria-pressed': 'false' });
      controls.append(sound);
    }
    shown(0);
  }
  controls.append(screen.zoomer, ...(single ? [] : [screen.modes]));
  node.append(controls, h('details', { class: 'help' }, h('summary', {}, 'Keys'),
    h('dl', {}, HELP.map(([key, does]) => h('div', {}, h('dt', {}, key), h('dd', {}, does))))));

  const typing = (target) => /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.type !== 'range' && target.type !== 'radio';
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.key === ' ' && /^(BUTTON|A|SUMMARY|INPUT)$/.test(event.target.tagName) && event.target.type !== 'range') {
      return;
    }
    if (event.key === 'b' && !event.repeat) {
      screen.peek(true);
    }
    const act = keys.get(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  };
  const release = (event) => event.key === 'b' && screen.peek(false);
  addEventListener('keydown', press);
  addEventListener('keyup', release);
  return {
    node,
    close() {
      removeEventListener('keydown', press);
      removeEventListener('keyup', release);
      real?.rest('');
      player?.close();
      screen.close();
    },
  };
}
