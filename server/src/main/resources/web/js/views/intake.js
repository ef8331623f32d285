// What was dropped or chosen is taken in; numbered pictures first want a word.

import { announce, button, h, say } from '../dom.js';
import { count } from '../format.js';
import { changed } from '../store.js';
import { add } from '../uploads.js';

/** What cameras and projectors run at; the fractions are exact. */
const RATES = [['24000/1001', '23.976'], ['24', '24'], ['25', '25'], ['30000/1001', '29.97'], ['30', '30'], ['48', '48'], ['50', '50'],
  ['60000/1001', '59.94'], ['60', '60']];

/** Cinema's, where nobody says another. */
const USUAL = '24';

/** Names in the note; a card may hold thousands that are no footage. */
const NAMED = 4;

let told = '';

/** Starts the uploads of what files.js found, and says what was left out. */
export async function intake({ files, sequences, cards, passed, most }) {
  let rate = null;
  let wanted = sequences;
  let single = files;
  if (sequences.length) {
    const answer = await ask(sequences);
    if (!answer) {
      return;
    }
    rate = answer.rate;
    wanted = rate ? sequences.filter((one) => !one.missing) : [];
    single = rate ? files : [...files, ...sequences.flatMap((one) => one.files)];
  }
  const taken = add(single, wanted, rate, cards);
  const notes = [];
  if (passed.length) {
    const more = passed.length > NAMED ? ` and ${passed.length - NAMED} more` : '';
    notes.push(`Passed over, as ${passed.length === 1 ? 'it is' : 'they are'} no footage: ${passed.slice(0, NAMED).join(', ')}${more}.`);
  }
  if (rate) {
    sequences.filter((one) => one.missing).forEach((one) => notes.push(`${one.name} is left out: number ${one.missing} is missing.`));
  }
  if (most) {
    notes.push(`Only the first ${most.toLocaleString('en')} files are taken; drop the rest afterwards.`);
  }
  told = notes.join(' ');
  announce(`${taken ? `${count(taken, 'upload')} on the way.` : 'Nothing new to upload.'} ${told}`);
  changed();
}

/** Gives {rate}, with null for separate pictures; null if all was called off. */
function ask(sequences) {
  return new Promise((settle) => {
    const whole = sequences.some((one) => !one.missing);
    const rate = h('select', { id: 'rate', name: 'rate' }, RATES.map(([value, label]) => h('option', { value, selected: value === USUAL }, `${label} frames a second`)));
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'sequences-title' },
      h('h2', { id: 'sequences-title' }, sequences.length === 1 ? 'These pictures look like a clip' : 'These pictures look like clips'),
      h('ul', { class: 'found' }, sequences.map((one) => h('li', {}, h('p', { class: 'name' }, one.name),
        h('p', { class: one.missing ? 'trouble' : 'quiet' }, one.missing ? `Number ${one.missing} is missing, and a clip needs every picture` : count(one.files.length, 'picture'))))),
      h('form', { method: 'dialog' },
        whole ? h('div', { class: 'field' }, h('label', { for: 'rate' }, 'Rate'), rate, h('p', { class: 'quiet' }, 'Pictures do not say how fast they run.')) : null,
        h('div', { class: 'actions' },
          button('Cancel', () => dialog.close('no')),
          h('button', { value: 'pictures', class: 'button' }, 'As separate pictures'),
          whole ? h('button', { value: 'clip', class: 'button primary', autofocus: true }, sequences.length === 1 ? 'As one clip' : 'As clips') : null)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      settle({ clip: { rate: rate.value }, pictures: { rate: null } }[dialog.returnValue] ?? null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** What was left out, until somebody has read it. */
export function note() {
  const words = h('p', {});
  const node = h('div', { class: 'noted', hidden: true }, words, button('Dismiss', () => {
    told = '';
    changed();
  }, { class: 'button plain' }));
  return {
    node,
    update() {
      node.hidden = !told;
      say(words, told);
    },
  };
}
