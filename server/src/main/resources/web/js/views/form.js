// A form that the server describes.

import { h } from '../dom.js';

let serial = 0;

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
const LABELS = { auto: 'Automatic', mov: 'QuickTime (mov)', mkv: 'Matroska (mkv)', mp4: 'MP4', mxf: 'MXF', prores_hq: 'ProRes 422 HQ',
  prores_4444: 'ProRes 4444', dnxhr_hqx: 'DNxHR HQX', ffv1: 'FFV1, lossless', h264: 'H.264', av1: 'AV1', png: 'PNG pictures', tiff: 'TIFF pictures' };

function choice(option, id, help, value) {
  return h('select', { id, 'aria-describedby': help }, option.choices.map((one) => h('option', { value: one, selected: one === String(value) },
    LABELS[one] ?? (option.name === 'scale' ? `${one} times` : one))));
}

/** A number in whose place a word may stand: the word is a switch, the number its alternative. */
function numeric(option, id, help, value) {
  const word = option.words[0];
  const number = h('input', { type: 'number', id, min: option.min, max: option.max, step: option.type === 'integer' ? 1 : 'any',
    'aria-describedby': help, value: value === word || value === null ? '' : value });
  if (!word) {
    return { node: number, read: () => Number(number.value), input: number };
  }
  const automatic = h('input', { type: 'checkbox', checked: value === word || value === null });
  const settle = () => {
    number.disabled = automatic.checked;
    if (!automatic.checked && number.value === '') {
      number.value = String(Math.min(option.max, Math.max(option.min, 5)));
    }
  };
  automatic.addEventListener('change', settle);
  settle();
  return {
    node: h('span', { class: 'either' }, h('label', { class: 'switch' }, automatic, h('span', {}, LABELS[word] ?? word)), number),
    read: () => (automatic.checked ? word : Number(number.value)),
    input: number,
  };
}

function text(option, id, help, value) {
  if (option.suggestions.length) {
    const known = option.suggestions.includes(String(value)) ? option.suggestions : [...option.suggestions, String(value)];
    return h('select', { id, 'aria-describedby': help }, known.map((one) => h('option', { value: one, selected: one === String(value) }, LABELS[one] ?? one)));
  }
  return h('input', { type: 'text', id, 'aria-describedby': help, value: value ?? '' });
}

function field(option, value) {
  const id = `field-${++serial}`;
  const help = `${id}-help`;
  const shown = value ?? option.default_value ?? (option.choices[0] ?? null);
  let control;
  if (option.type === 'number' || option.type === 'integer') {
    control = numeric(option, id, help, shown);
  } else {
    const input = option.type === 'choice' ? choice(option, id, help, shown) : text(option, id, help, shown);
    control = { node: input, input, read: () => (/^\d+$/.test(input.value) ? Number(input.value) : input.value) };
  }
  const label = `${option.name[0].toUpperCase()}${option.name.slice(1)}`;
  return {
    name: option.name,
    read: control.read,
    valid: () => control.input.disabled || control.input.reportValidity(),
    node: h('div', { class: 'field' }, h('label', { for: id }, label), control.node, h('p', { id: help, class: 'quiet' }, sentence(option.help))),
  };
}

/** Fields for a form of GET /v1/operations, with values by option name. */
export function form(described, values = {}) {
  const fields = described.options.map((option) => field(option, values[option.name]));
  return {
    node: h('div', { class: 'fields' }, fields.map((one) => one.node)),
    valid: () => fields.every((one) => one.valid()),
    read: () => Object.fromEntries(fields.map((one) => [one.name, one.read()])),
  };
}
