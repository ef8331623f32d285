// A clip over its time: shots, speech, motion, sharpness, loudness and what may be wrong.

import { h } from '../dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 1200;
const TALL = 34;

function shape(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

function titled(node, words) {
  node.append(shape('title', {}, words));
  return node;
}

function row(label, kind, ...marks) {
  return h('div', { class: `plot ${kind}` }, h('span', { class: 'quiet' }, label),
    shape('svg', { viewBox: `0 0 ${WIDTH} ${TALL}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...marks));
}

/** A filled curve; values from 0 to 1, null for nothing. */
function curve(values, scale) {
  const x = (i) => ((i * WIDTH) / values.length).toFixed(1);
  const y = (value) => (TALL - Math.min(1, Math.max(0, scale(value))) * (TALL - 2)).toFixed(1);
  const steps = values.map((value, i) => `H${x(i)}V${value === null ? TALL : y(value)}`).join('');
  return shape('path', { d: `M0 ${TALL}${steps}H${WIDTH}V${TALL}Z` });
}

/**
 * Draws the tags of a clip.
 * @param tags its document
 * @param shot the one that is looked at
 * @param seek is called with a frame that somebody points at
 */
export function plots(tags, shot, seek) {
  const frames = Math.max(1, tags.shots.at(-1).end.frame);
  const bar = (first, end, kind, words) => titled(shape('rect', { x: ((first * WIDTH) / frames).toFixed(1), y: 2, height: TALL - 4,
    width: Math.max(1.5, ((end - first) * WIDTH) / frames).toFixed(1), class: kind }), words);
  const rows = [row('Shots', 'bars', ...tags.shots.map((one) => bar(one.start.frame, one.end.frame, one.index === shot.index ? 'now' : one.index % 2 ? 'odd' : 'even', `Shot ${one.index + 1}`)))];
  const speech = tags.shots.flatMap((one) => one.audio?.speech ?? []);
  if (speech.length) {
    rows.push(row('Speech', 'bars', ...speech.map(([first, end]) => bar(first, end, 'speech', 'Speech'))));
  }
  const { motion, sharpness, loudness } = tags.curves ?? {};
  if (motion?.length) {
    const most = Math.max(0.02, ...motion);
    rows.push(row('Motion', 'curve', curve(motion, (value) => value / most)));
    rows.push(row('Sharpness', 'curve', curve(sharpness, (value) => value / Math.max(0.05, ...sharpness))));
  }
  if (loudness?.some((value) => value !== null)) {
    rows.push(row('Loudness', 'curve', curve(loudness, (value) => (value + 60) / 60)));
  }
  const faults = tags.clip.qc.filter((one) => one.start);
  if (faults.length) {
    rows.push(row('Faults', 'bars', ...faults.map((one) => bar(one.start.frame, one.end.frame, 'fault', `${one.kind}: ${one.note}`))));
  }
  const line = h('span', { class: 'playhead' });
  const over = h('div', { class: 'over' }, line);
  over.addEventListener('click', (event) => {
    const box = over.getBoundingClientRect();
    seek(Math.min(frames - 1, Math.floor(((event.clientX - box.left) / box.width) * frames)));
  });
  return {
    node: h('div', { class: 'plots', role: 'img', 'aria-label': `The clip over its time: ${tags.shots.length} shots, ${speech.length} stretches of speech, ${faults.length} faults` }, rows, over),
    at(frame) {
      line.style.left = `${((frame + 0.5) / frames) * 100}%`;
    },
  };
}
