// What shots are called, for people.

import { number } from './format.js';

export const SIZES = { ECU: 'Extreme close-up', CU: 'Close-up', MCU: 'Medium close-up', MS: 'Medium', MWS: 'Medium wide', WS: 'Wide', EWS: 'Extreme wide' };

export const MOVES = { static: 'Static', handheld: 'Handheld', tracking: 'Tracking', 'pan-left': 'Pan left', 'pan-right': 'Pan right',
  'tilt-up': 'Tilt up', 'tilt-down': 'Tilt down', 'zoom-in': 'Zoom in', 'zoom-out': 'Zoom out' };

/** "Nobody seen", "1 person", "3 people". */
export const people = (count) => (Number(count) === 0 ? 'Nobody seen' : Number(count) === 1 ? '1 person' : `${count} people`);

/** Seconds from a mark to another. */
export const length = (shot) => number(shot.end.seconds) - number(shot.start.seconds);

/** The words that hold of it. */
export const words = (shot) => shot.tags.filter((tag) => tag.score > 0);

/** "Close-up · Pan left · 2 people". */
export function summary(shot) {
  return [shot.size && SIZES[shot.size.type], shot.move && MOVES[shot.move.type], shot.people?.count ? people(shot.people.count) : null,
    shot.slate ? `Slate ${[shot.slate.scene, shot.slate.take].filter(Boolean).join('/')}` : null,
    ...(shot.objects ?? []).slice(0, 3).map((thing) => thing.label)].filter(Boolean).join(' · ');
}
