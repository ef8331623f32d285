// A shot on the screen: from its first frame to its last, with the keys of an editing desk.

import { button, h } from '../dom.js';
import { number, position } from '../format.js';
import { together } from '../player.js';
import { subclips } from './subclips.js';
import { transport } from './transport.js';

const HELP = [['Space', 'Play the shot, pause'], ['J K L', 'Backwards, stop, forwards; again is faster'], [', .', 'One frame back, on'],
  ['I O', 'Mark in, mark out'], ['↑ ↓', 'Shot before, shot after']];

/**
 * The screen.
 * @param source address of the viewing copy
 * @param shot what it shows
 * @param clip the footage's facts
 * @param moved is called with the frame on the screen
 * @param told is called with a sentence for people
 */
export function screening(source, shot, clip, moved, told) {
  const fps = number(clip.video.frame_rate) || 25;
  const film = h('video', { src: source, playsinline: true, preload: 'auto', tabindex: '-1' });
  const where = h('output', { class: 'numbers where' });
  const marks = h('output', { class: 'numbers quiet' });
  const go = button('Play', () => toggle(), { class: 'button primary play' });
  const { frame: first } = shot.start;
  const { frame: end } = shot.end;
  let [markIn, markOut] = [first, end];
  let bound = true;
  const player = together(film, null, { fps, count: Math.max(0, clip.video.frames), variable: clip.video.timing === 'vfr', offset: 0,
    shown(frame) {
      where.textContent = `${position(frame - first < 0 ? 0 : frame - first, fps)}  frame ${frame}`;
      moved(frame);
      if (bound && !film.paused && frame >= end - 1) {
        keys.stop();
        player.seek(end - 1);
      }
    },
    playing: (on) => {
      go.textContent = on ? 'Pause' : 'Play';
    } });
  const keys = transport(player, film, fps);

  function tell() {
    marks.textContent = `In ${markIn}, out ${markOut - 1}: ${position(Math.max(0, markOut - markIn), fps)}`;
  }

  function toggle() {
    if (film.paused) {
      const frame = player.frame();
      bound = frame >= first && frame < end;
      if (frame === end - 1) {
        player.seek(first);
      }
      keys.halt();
      player.toggle();
    } else {
      keys.stop();
    }
  }

  const acts = new Map([
    [' ', toggle], ['j', () => keys.backwards()], ['k', () => keys.stop()],
    ['l', () => {
      bound = false;
      keys.forwards();
    }],
    [',', () => player.step(-1)], ['.', () => player.step(1)],
    ['i', () => {
      markIn = player.frame();
      markOut = Math.max(markOut, markIn + 1);
      tell();
    }],
    ['o', () => {
      markOut = player.frame() + 1;
      markIn = Math.min(markIn, markOut - 1);
      tell();
    }],
  ]);
  tell();
  player.seek(first);
  const step = (by, label, sign) => button(sign, () => player.step(by), { 'aria-label': label, title: label });
  return {
    node: h('section', { class: 'viewer', 'aria-label': 'The shot' },
      h('div', { class: 'screen' }, h('div', { class: 'view' }, h('div', { class: 'layers' }, film))),
      h('div', { class: 'controls' }, go, step(-1, 'One frame back', '◂'), step(1, 'One frame on', '▸'), where,
        button('Mark in', acts.get('i')), button('Mark out', acts.get('o')), marks,
        button('Make subclip', async () => told(await subclips([{ asset: shot.asset, first: markIn, end: markOut }])))),
      h('details', { class: 'help' }, h('summary', {}, 'Keys'), h('dl', {}, HELP.map(([key, does]) => h('div', {}, h('dt', {}, key), h('dd', {}, does)))))),
    acts,
    seek: (frame) => {
      keys.stop();
      player.seek(frame);
    },
    close() {
      keys.halt();
      player.close();
    },
  };
}
