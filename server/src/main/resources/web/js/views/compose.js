// What shall be done: a preset, or operations of one's own.

import { get, post } from '../api.js';
import { announce, button, h } from '../dom.js';
import { count } from '../format.js';
import { artefact, made, refresh, store } from '../store.js';
import { facts, recipe as inWords } from '../words.js';
import { composer } from './composer.js';
import { thumbnail } from './thumbnail.js';

const OWN = { id: 'own', title: 'Compose it yourself', text: 'Choose operations, their strength and the master’s format.' };

function clip(asset) {
  const picture = thumbnail();
  picture.show(artefact(asset, 'poster')?.href);
  return h('li', { class: 'clip' }, picture.node, h('div', {}, h('p', { class: 'name' }, asset.name), h('p', { class: 'quiet' }, facts(asset.clip))));
}

/** "Restore: remove noise…; ProRes" as a title and the rest. */
function split(preset) {
  const at = preset.title.indexOf(':');
  return at > 0 && at < 30 ? [preset.title.slice(0, at), preset.title.slice(at + 1).trim()] : [preset.title, inWords(preset.recipe)];
}

const upper = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

/** The view at "#/new?assets=…&from=JOB". */
export function compose(main, parameters) {
  const ids = (parameters.get('assets') ?? '').split(',').filter(Boolean);
  const body = h('div', {}, h('p', { class: 'quiet' }, 'Loading…'));
  main.append(h('p', { class: 'trail' }, h('a', { href: '#/' }, 'Footage and jobs')), h('h1', { tabindex: '-1' }, 'Process'), body);
  draw(body, ids, parameters.get('from')).catch((problem) => {
    body.replaceChildren(h('p', { class: 'trouble', role: 'alert' }, problem.message),
      button('Try again', () => dispatchEvent(new HashChangeEvent('hashchange'))));
  });
  return { title: 'Process' };
}

/** Short enough for a header; without a secure context a number that nobody else has will do. */
async function digest(text) {
  if (!crypto.subtle) {
    return String(Math.random());
  }
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function draw(body, ids, from) {
  const [offered, { presets }, earlier, ...assets] = await Promise.all([get('/v1/operations'), get('/v1/presets'),
    from ? get(`/v1/jobs/${from}`) : null, ...ids.map((id) => store.assets.get(id) ?? refresh('assets', id))]);
  const clips = assets.filter((asset) => asset?.state === 'ready');
  if (!clips.length) {
    body.replaceChildren(h('div', { class: 'empty' }, h('p', { class: 'lead' }, 'No clip to process'),
      h('p', { class: 'quiet' }, 'It was deleted, or the server could not read it.'), h('a', { class: 'button', href: '#/' }, 'Back to the footage')));
    return;
  }
  const cards = [...presets.map((preset) => ({ id: preset.name, title: upper(split(preset)[0]), text: upper(split(preset)[1]), recipe: preset.recipe })), OWN];
  // the restoring one first: that is what most come for
  cards.sort((a, b) => (b.id === 'restore') - (a.id === 'restore'));
  const start = earlier?.recipe ?? cards[0].recipe ?? null;
  const visit = `${Date.now()}-${Math.random()}`;
  let chosen = earlier ? 'own' : cards[0].id;
  let own = composer(offered, start);
  const place = h('div', { class: 'place' }, own.node);
  const show = () => {
    place.hidden = chosen !== 'own';
  };
  const change = (card) => {
    const base = cards.find((one) => one.id === chosen)?.recipe;
    if (card === OWN && base) {
      own = composer(offered, base);
      place.replaceChildren(own.node);
    }
    chosen = card.id;
    show();
  };
  const choices = cards.map((card) => h('label', { class: 'choice' },
    h('input', { type: 'radio', name: 'preset', value: card.id, checked: card.id === chosen, on: { change: () => change(card) } }),
    h('span', { class: 'body' }, h('span', { class: 'title' }, card.title), h('span', { class: 'quiet' }, card.text))));
  const priority = h('select', { id: 'priority' }, [['0', 'Normal'], ['10', 'High, before others'], ['50', 'Urgent, before all'], ['-10', 'Low, when nothing else waits']]
    .map(([value, label]) => h('option', { value }, label)));
  const told = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const go = h('button', { class: 'button primary large', type: 'submit' }, clips.length === 1 ? 'Start' : `Start ${count(clips.length, 'job')}`);
  const submit = async (event) => {
    event.preventDefault();
    if (chosen === 'own' && !own.valid()) {
      return;
    }
    go.disabled = true;
    told.hidden = true;
    try {
      const recipe = chosen === 'own' ? own.read() : chosen;
      let last;
      while (clips.length) {
        // a second try after a lost answer finds the job of the first
        const key = `${visit}-${clips[0].id}-${JSON.stringify(recipe)}`;
        last = await post('/v1/jobs', { asset: clips[0].id, recipe, priority: Number(priority.value) }, { 'Idempotency-Key': await digest(key) });
        made(last);
        // what is started is not started again after a failure further on
        clips.shift();
      }
      announce('Started.');
      location.hash = ids.length === 1 ? `#/jobs/${last.id}` : '#/';
    } catch (problem) {
      told.textContent = problem.message;
      told.hidden = false;
      go.disabled = false;
    }
  };
  body.replaceChildren(h('ul', { class: 'clips' }, clips.map(clip)),
    h('form', { on: { submit } },
      h('fieldset', { class: 'choices' }, h('legend', {}, 'What shall be done'), choices), place,
      h('div', { class: 'go' }, h('div', { class: 'field' }, h('label', { for: 'priority' }, 'Priority'), priority), told, go)));
  show();
}
