// A shot's best frame; the mouse runs through the others.

import { h } from '../dom.js';

/** Pixels of a frame's width in a strip. */
const CELL = 160;

/** A picture of a shot; its strip is fetched when the mouse first comes. */
export function scrubber(shot) {
  const frames = h('span', { class: 'frames', hidden: true });
  const line = h('span', { class: 'at', hidden: true });
  const node = h('span', { class: 'thumb scrub-over' },
    shot.thumbnail ? h('img', { src: shot.thumbnail, alt: '', loading: 'lazy', decoding: 'async' }) : null, frames, line);
  let count = 0;

  function load() {
    if (count || !shot.strip) {
      return;
    }
    count = 1;
    const strip = new Image();
    strip.onload = () => {
      count = Math.max(1, Math.round(strip.naturalWidth / CELL));
      frames.style.backgroundImage = `url("${shot.strip}")`;
      frames.style.backgroundSize = `${count * 100}% 100%`;
      // as the picture that it covers: whole, in a frame of 16:9
      frames.style.aspectRatio = `${CELL} / ${strip.naturalHeight}`;
      frames.style[CELL * 9 < strip.naturalHeight * 16 ? 'height' : 'width'] = '100%';
    };
    strip.src = shot.strip;
  }

  node.addEventListener('pointerenter', load);
  node.addEventListener('pointermove', (event) => {
    if (count > 1 && event.pointerType !== 'touch') {
      const box = node.getBoundingClientRect();
      const share = Math.min(0.999, Math.max(0, (event.clientX - box.left) / box.width));
      frames.style.backgroundPositionX = `${(Math.floor(share * count) / (count - 1)) * 100}%`;
      line.style.left = `${share * 100}%`;
      frames.hidden = line.hidden = false;
    }
  });
  node.addEventListener('pointerleave', () => {
    frames.hidden = line.hidden = true;
  });
  return node;
}
