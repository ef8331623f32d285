// The outline of the sound, with the place that is shown.

import { h } from '../dom.js';

const WIDTH = 1200;
const HEIGHT = 48;
const SVG = 'http://www.w3.org/2000/svg';

/** Draws the peaks at an address; without them it stays away. */
export function outline(href) {
  const shape = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  shape.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  shape.setAttribute('preserveAspectRatio', 'none');
  shape.setAttribute('aria-hidden', 'true');
  shape.append(path);
  const mark = h('span', { class: 'playhead' });
  const node = h('div', { class: 'waveform', hidden: true }, shape, mark);
  fetch(href).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))).then(({ peaks }) => {
    const half = HEIGHT / 2;
    const columns = Math.min(WIDTH, peaks.length);
    let drawn = '';
    for (let x = 0; x < columns; x++) {
      const from = Math.floor((x * peaks.length) / columns);
      const to = Math.max(from + 1, Math.floor(((x + 1) * peaks.length) / columns));
      const tall = Math.max(0.5, (Math.max(...peaks.slice(from, to)) / 255) * half);
      drawn += `M${((x + 0.5) * WIDTH) / columns} ${(half - tall).toFixed(1)}V${(half + tall).toFixed(1)}`;
    }
    path.setAttribute('d', drawn);
    path.setAttribute('stroke-width', Math.max(1, (WIDTH / columns) * 0.7).toFixed(2));
    node.hidden = peaks.length === 0;
  }).catch(() => {
    // a picture of the sound is a convenience; the sound itself is there
  });
  return {
    node,
    at(share) {
      mark.style.left = `${share * 100}%`;
    },
  };
}
