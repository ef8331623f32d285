// Where in its source a job's result begins.

import { number } from './format.js';

/** Seconds of "60f", "1.5s", "90" (frames) or a timecode, from the clip's start. */
function moment(text, clip) {
  const fps = number(clip.video.frame_rate);
  if (/^\d+f?$/.test(text)) {
    return parseInt(text, 10) / fps;
  }
  if (/^[\d.]+s$/.test(text)) {
    return parseFloat(text);
  }
  const label = /^(\d+):(\d\d):(\d\d)[:;](\d\d)$/;
  const frames = (code) => {
    const [, hours, minutes, seconds, rest] = code.match(label).map(Number);
    const base = Math.round(fps);
    const whole = (hours * 60 + minutes) * 60 + seconds;
    const dropped = code.includes(';') ? (base / 15) * (hours * 60 + minutes - Math.floor((hours * 60 + minutes) / 10)) : 0;
    return whole * base + rest - dropped;
  };
  if (!label.test(text)) {
    return 0;
  }
  return (frames(text) - (label.test(clip.timecode ?? '') ? frames(clip.timecode) : 0)) / fps;
}

/** Seconds that lie in the source before the result's first frame. */
export function beginning(report) {
  const range = report?.job.range;
  const first = range?.split('..')[0];
  return first ? Math.max(0, moment(first, report.clip)) : 0;
}
