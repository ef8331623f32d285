// What the report says was measured and decided, in sentences.

import { bytes, count, rate, span } from './format.js';
import { codec, colour } from './words.js';

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** What the planner says where it leaves a clean clip alone: a decision, nothing to worry about. */
const measured = (warning) => warning.startsWith('measured noise');

/** One sentence for a stage. */
function stage(step, report) {
  if (step.operation === 'denoise') {
    const scenes = report.warnings.filter((warning) => measured(warning) && warning !== step.reason);
    const kept = step.grain > 0 ? [`${step.grain} % of luma's grain put back`] : [];
    return {
      title: `Noise removed, strength σ ${(step.sigma * 255).toFixed(1)} of 255${step.measured ? ' on average' : ''}`,
      text: [step.reason, ...(step.measured ? scenes : []), ...kept].map(sentence).join(' '),
      small: `Model ${step.model}, version ${step.version}`,
    };
  }
  return {
    title: step.scale > 1 ? `Enlarged ${step.scale}×` : step.operation,
    text: step.reason === 'as asked' ? 'As you asked.' : sentence(step.reason),
    small: `Model ${step.model}, version ${step.version}`,
  };
}

/** A list of {title, text, small}. */
export function decisions(report) {
  const { processing, encoding, frames } = report;
  const list = processing.stages.map((step) => stage(step, report));
  const asked = report.job.recipe.operations.map((step) => step.op);
  for (const name of asked.filter((op) => !processing.stages.some((step) => step.operation === op))) {
    const why = report.warnings.find(measured) ?? 'it was not needed';
    list.push({ title: name === 'denoise' ? 'No noise removed' : `No ${name}`, text: sentence(why) });
  }
  if (!list.length) {
    list.push({ title: 'Picture untouched', text: 'No operation was asked for; the master is a faithful transcode.' });
  }
  list.push({
    title: processing.deinterlace === 'none' ? 'Not deinterlaced' : 'Deinterlaced',
    text: sentence(processing.interlace_reason),
  });
  list.push({
    title: `Colour read as ${colour(processing.colour)}`,
    text: processing.colour_reasons.length ? processing.colour_reasons.map(sentence).join(' ') : 'As the file is tagged; nothing was assumed.',
  });
  list.push({
    title: `Master in ${codec(encoding.codec)}`,
    text: `${encoding.width} × ${encoding.height}, ${encoding.timing === 'vfr' ? 'variable rate kept' : `${rate(encoding.frame_rate)} fps`}, ${encoding.pixel_format}, ${encoding.container}, ${bytes(report.output.bytes)}.`,
  });
  const patched = frames.patched ? ` ${count(frames.patched, 'frame')} had to be patched up by the decoder.` : '';
  list.push({
    title: frames.decoded === frames.written ? 'Every frame accounted for' : 'Frames converted',
    text: `${count(frames.decoded, 'frame')} in, ${count(frames.written, 'frame')} out.${patched}`,
  });
  if (frames.reused) {
    list.push({
      title: 'Held frames not computed twice',
      text: `${count(frames.reused, 'frame')} equal to the one before to the last bit: what was made of that one was taken.`,
    });
  }
  const took = (report.timings.segments ?? 0) + (report.timings.assemble ?? 0);
  list.push({
    title: 'How it was made',
    text: `${report.device}; ${span(took)} of work in ${count(report.segments.length, 'segment')}.`,
  });
  return list;
}

/** Warnings as sentences, without those that the decisions say already. */
export function warnings(report) {
  const said = new Set(report.processing.colour_reasons);
  return report.warnings.filter((warning) => !said.has(warning) && !measured(warning)).map(sentence);
}
