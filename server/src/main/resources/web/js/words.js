// What machines say, in words.

import { count, number, rate, span } from './format.js';

export const STATES = {
  queued: 'Queued', planning: 'Planning', running: 'Running', assembling: 'Assembling', done: 'Done',
  failed: 'Failed', cancelled: 'Cancelled', held: 'On hold',
};

export const ACTIVE = ['queued', 'planning', 'running', 'assembling', 'held'];

const CODECS = {
  prores_hq: 'ProRes 422 HQ', prores_4444: 'ProRes 4444', dnxhr_hqx: 'DNxHR HQX', ffv1: 'FFV1 (lossless)',
  h264: 'H.264', av1: 'AV1', png: 'PNG', tiff: 'TIFF', prores: 'ProRes', hevc: 'HEVC', dnxhd: 'DNxHD',
  mpeg2video: 'MPEG-2', mjpeg: 'Motion JPEG', dvvideo: 'DV', mpeg4: 'MPEG-4', rawvideo: 'uncompressed', vp9: 'VP9',
};

export const codec = (id) => CODECS[id] ?? id;

/** "AAC", "PCM 24 bit". */
function sound(id) {
  const [, kind, bits] = id.match(/^pcm_([suf])(\d+)/) ?? [];
  return bits ? `PCM ${bits} bit${kind === 'f' ? ' float' : ''}` : id.toUpperCase();
}

/** Short lengths to a tenth of a second: a shot is often no longer. */
const length = (long) => (long < 10 ? `${long.toFixed(1)} s` : span(long));

/** "Denoise as measured, enlarge 2×; ProRes 422 HQ". */
export function recipe(document) {
  if (!document?.operations) {
    return typeof document === 'string' ? document : '';
  }
  const steps = document.operations.map((step) => {
    if (step.op === 'denoise') {
      return step.strength === undefined || step.strength === 'auto' ? 'denoise as measured' : `denoise σ ${step.strength}`;
    }
    if (step.op === 'upscale') {
      return `enlarge ${step.scale}×`;
    }
    return step.op === 'tag' ? 'find shots and what is in them' : step.op;
  });
  if (document.operations.length && document.operations.every((step) => step.op === 'tag')) {
    return 'Find shots and what is in them';
  }
  const picture = steps.length ? steps.join(', ') : 'picture untouched';
  const wanted = document.output?.codec ?? 'auto';
  const master = wanted === 'auto' ? 'usual master' : codec(wanted);
  return `${picture[0].toUpperCase()}${picture.slice(1)} → ${master}`;
}

/** Length of a clip in seconds, 0 for a still. */
export function seconds(clip) {
  if (!clip || clip.still) {
    return 0;
  }
  return clip.video.duration * number(clip.video.time_base) || number(clip.duration);
}

/** One line: size, rate, codec, length. */
export function facts(clip) {
  if (!clip) {
    return '';
  }
  const video = clip.video;
  const parts = [`${video.width} × ${video.height}`];
  if (!clip.still) {
    parts.push(`${rate(video.frame_rate)} fps${video.timing === 'vfr' ? ' variable' : ''}`);
  }
  parts.push(codec(video.codec));
  return parts.join(' · ');
}

const RANGES = { tv: 'limited range', pc: 'full range' };

/** "BT.709, limited range". */
export function colour(values) {
  if (!values) {
    return 'not tagged';
  }
  const names = { bt709: 'BT.709', bt2020nc: 'BT.2020', bt2020c: 'BT.2020', bt2020: 'BT.2020', smpte170m: 'BT.601 (525)', bt470bg: 'BT.601 (625)',
    smpte2084: 'PQ', 'arib-std-b67': 'HLG', gbr: 'RGB', unknown: null };
  const name = (value) => (value in names ? names[value] : value);
  const parts = [...new Set([values.matrix, values.primaries, values.transfer].map(name).filter(Boolean))];
  if (RANGES[values.range]) {
    parts.push(RANGES[values.range]);
  }
  return parts.join(', ') || 'not tagged';
}

const ROTATED = (degrees) => `${((-degrees % 360) + 360) % 360}° clockwise`;

/** Rows of [term, value] that describe a clip. */
export function sheet(clip) {
  const video = clip.video;
  const rows = [
    ['Picture', `${video.width} × ${video.height}, ${codec(video.codec)}${video.profile ? ` ${video.profile}` : ''}`],
    ['Samples', `${video.bit_depth} bit, ${video.chroma}${video.alpha ? ', with alpha' : ''}`],
    ['Colour', colour(video.colour)],
  ];
  if (!clip.still) {
    rows.push(['Rate', `${rate(video.frame_rate)} fps, ${video.timing === 'vfr' ? 'variable' : 'constant'}`]);
    rows.push(['Length', `${video.frames >= 0 ? `${count(video.frames, 'frame')}, ` : ''}${length(seconds(clip))}`]);
  }
  if (clip.timecode) {
    rows.push(['Start timecode', clip.timecode]);
  }
  if (clip.reel) {
    rows.push(['Reel', clip.reel]);
  }
  if (video.field_order && video.field_order !== 'progressive') {
    rows.push(['Fields', `interlaced, ${video.field_order.startsWith('t') ? 'top' : 'bottom'} field first as tagged`]);
  }
  if (video.sample_aspect !== '1/1') {
    rows.push(['Pixel aspect', video.sample_aspect.replace('/', ':')]);
  }
  if (video.rotation) {
    rows.push(['Rotation', ROTATED(video.rotation)]);
  }
  for (const track of clip.audio) {
    rows.push(['Sound', `${sound(track.codec)}, ${track.layout ?? count(track.channels, 'channel')}, ${track.sample_rate / 1000} kHz`]);
  }
  return rows;
}
