// Operations in order, and how the master is written.

import { button, h } from '../dom.js';
import { form } from './form.js';

const title = (name) => `${name[0].toUpperCase()}${name.slice(1)}`;

/** Draws the editor of a recipe from what the server offers. */
export function composer(offered, recipe) {
  const list = h('ol', { class: 'steps' });
  const none = h('p', { class: 'quiet' }, 'No operation: the picture is carried over as it is.');
  const output = form(offered.output, recipe?.output ?? {});
  let steps = [];

  function arrange() {
    list.replaceChildren(...steps.map((step) => step.node));
    none.hidden = steps.length > 0;
    steps.forEach((step, index) => {
      step.up.disabled = index === 0;
    });
  }

  function add(name, values) {
    const described = offered.operations.find((one) => one.name === name);
    const fields = form(described, values);
    const step = { name, fields };
    step.up = button('Earlier', () => {
      const at = steps.indexOf(step);
      steps.splice(at - 1, 2, step, steps[at - 1]);
      arrange();
      step.remove.focus();
    }, { class: 'button plain', 'aria-label': `${title(name)} earlier` });
    step.remove = button('Remove', () => {
      steps = steps.filter((one) => one !== step);
      arrange();
    }, { class: 'button plain', 'aria-label': `Remove ${name}` });
    step.node = h('li', { class: 'step' },
      h('div', { class: 'head' }, h('h2', {}, title(name)), h('p', { class: 'quiet' }, `${described.summary}.`), h('div', { class: 'actions' }, step.up, step.remove)),
      fields.node);
    steps.push(step);
    arrange();
  }

  (recipe?.operations ?? []).forEach(({ op, ...values }) => add(op, values));
  arrange();
  return {
    node: h('div', { class: 'composer' }, list, none,
      h('div', { class: 'actions' }, offered.operations.map((one) => button(`Add ${one.name}`, () => add(one.name, {})))),
      h('section', { class: 'step' }, h('div', { class: 'head' }, h('h2', {}, 'Master'), h('p', { class: 'quiet' }, `${offered.output.summary}.`)), output.node)),
    valid: () => steps.every((step) => step.fields.valid()) && output.valid(),
    read: () => ({ operations: steps.map((step) => ({ op: step.name, ...step.fields.read() })), output: output.read() }),
  };
}
