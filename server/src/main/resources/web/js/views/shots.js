// All shots as a contact sheet that can be searched.

import { get } from '../api.js';
import { button, h, mark, say } from '../dom.js';
import { clock, count } from '../format.js';
import { length, MOVES, people, SIZES, summary, words } from '../shots.js';
import { scrubber } from './scrub.js';
import { subclips } from './subclips.js';
import { teaching } from './teaching.js';

const PART = 60;

/** How long changes are gathered before shots are asked for anew, in milliseconds. */
const GATHER = 400;

/** What shots can be chosen by, and what the values are called. */
const FACETS = [
  ['size', 'Size', (value) => SIZES[value] ?? value],
  ['move', 'Camera', (value) => MOVES[value] ?? value],
  ['people', 'People', (value) => `${people(value)}`],
  ['tag', 'Shows', (value) => value],
];

const KNOWN = ['q', 'size', 'move', 'people', 'speech', 'tag', 'asset', 'takes'];

function card(shot, selected, pick) {
  const name = `Shot ${shot.index + 1} of ${shot.clip}`;
  const box = h('input', { type: 'checkbox', 'aria-label': `Select ${name}`, on: { change: () => pick(shot, box.checked) } });
  box.checked = selected.has(shot.id);
  const href = `#/shots/${shot.id}`;
  const tags = words(shot).map((tag) => tag.name).join(', ');
  return h('li', { class: 'card shot' },
    h('div', { class: 'frame' }, h('a', { href, 'aria-label': name }, scrubber(shot)), box,
      h('span', { class: 'length' }, length(shot) < 10 ? `${length(shot).toFixed(1)} s` : clock(length(shot)))),
    h('p', { class: 'name', title: shot.clip }, h('span', { class: 'numbers' }, `${shot.index + 1} `), shot.clip),
    h('p', { class: 'quiet numbers' }, shot.start.timecode),
    h('p', { class: 'quiet' }, summary(shot)),
    tags ? h('p', { class: 'quiet' }, tags) : null,
    shot.why?.length ? h('p', { class: 'why' }, `Found by ${shot.why.join('; ')}`) : null,
    shot.takes > 1 && shot.takes_group ? h('p', {}, h('a', { class: 'takes', href: `#/shots?takes=${encodeURIComponent(shot.takes_group)}` }, `${shot.takes} takes`)) : null);
}

/** The view at "#/shots". */
export function shots(main, parameters) {
  const asked = new URLSearchParams([...parameters].filter(([name, value]) => KNOWN.includes(name) && value));
  const selected = new Map();
  let shown = [];
  let next = null;
  let turn = 0;
  let timer;

  const input = h('input', { type: 'search', name: 'q', value: asked.get('q'), 'aria-label': 'Search shots', autocomplete: 'off',
    placeholder: 'close-up two people talking' });
  const form = h('form', { class: 'search', role: 'search', on: { submit: (event) => {
    event.preventDefault();
    choose('q', input.value.trim());
  } } }, input, h('button', { class: 'button primary' }, 'Search'));
  const tally = h('p', { class: 'quiet', role: 'status' }, 'Looking…');
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const chosen = h('div', { class: 'chosen actions' });
  const facets = h('div', { class: 'facets', role: 'group', 'aria-label': 'Narrow down' });
  const list = h('ul', { class: 'cards sheet' });
  const more = button('Show more shots', () => look(true));
  const picked = h('p', { class: 'quiet' });
  const told = h('p', { class: 'quiet', role: 'status' });
  const lessons = teaching(() => [...selected.values()], () => look(false));
  const bar = h('div', { class: 'selection', hidden: true }, picked, lessons.tools, h('div', { class: 'actions' },
    button('Make subclips', async () => {
      const parts = [...selected.values()].map((shot) => ({ asset: shot.asset, first: shot.start.frame, end: shot.end.frame }));
      say(told, await subclips(parts));
      selected.clear();
      draw();
    }, { class: 'button primary' }),
    button('Clear', () => {
      selected.clear();
      draw();
    })));
  const empty = h('div', { class: 'empty', hidden: true });
  main.append(h('h1', { tabindex: '-1' }, 'Shots'), form, chosen,
    h('div', { class: 'browser' }, h('div', { class: 'facets' }, facets, lessons.known), h('section', { class: 'panel', 'aria-label': 'Contact sheet' }, tally, trouble, bar, told, lessons.told, empty, list, more)));

  function choose(name, value) {
    if (value) {
      asked.set(name, value);
    } else {
      asked.delete(name);
    }
    history.replaceState(null, '', asked.size ? `#/shots?${asked}` : '#/shots');
    look(false);
  }

  function pick(shot, on) {
    if (on) {
      selected.set(shot.id, shot);
    } else {
      selected.delete(shot.id);
    }
    tell();
  }

  function tell() {
    bar.hidden = !selected.size;
    say(picked, `${count(selected.size, 'shot')} selected`);
  }

  function draw() {
    list.replaceChildren(...shown.map((shot) => card(shot, selected, pick)));
    more.hidden = next === null;
    tell();
  }

  function facet([name, title, called], counts) {
    const values = Object.entries(counts ?? {});
    const now = asked.get(name);
    if (!values.length && !now) {
      return null;
    }
    return h('section', {}, h('h2', {}, title), h('ul', {}, values.slice(0, 16).map(([value, many]) => h('li', {},
      h('button', { type: 'button', class: 'facet', 'aria-pressed': String(value === now), on: { click: () => choose(name, value === now ? null : value) } },
        h('span', {}, called(value)), h('span', { class: 'numbers quiet' }, many.toLocaleString('en')))))));
  }

  function narrow(page) {
    const active = [...asked].map(([name, value]) => {
      const label = { q: `“${value}”`, speech: value === 'true' ? 'Somebody speaks' : 'Nobody speaks', asset: `Clip: ${shown[0]?.clip ?? 'one'}`, takes: 'Takes of one shot' }[name]
        ?? FACETS.find(([facetName]) => facetName === name)?.[2](value) ?? value;
      return button(`${label} ✕`, () => {
        if (name === 'q') {
          input.value = '';
        }
        choose(name, null);
      }, { 'aria-label': `Without ${label}` });
    });
    chosen.replaceChildren(...active);
    chosen.hidden = !active.length;
    const speech = asked.get('speech');
    facets.replaceChildren(...FACETS.map((one) => facet(one, page.facets[one[0]])).filter(Boolean),
      h('section', {}, h('h2', {}, 'Sound'), h('ul', {}, h('li', {}, h('button', { type: 'button', class: 'facet', 'aria-pressed': String(speech === 'true'),
        on: { click: () => choose('speech', speech === 'true' ? null : 'true') } }, h('span', {}, 'Somebody speaks'))))));
  }

  /** Asks; only the answer to the last question counts. */
  async function look(further) {
    const mine = ++turn;
    const query = new URLSearchParams(asked);
    query.set('limit', PART);
    query.set('offset', further && next !== null ? next : 0);
    try {
      const page = await get(`/v1/shots?${query}`);
      if (mine !== turn) {
        return;
      }
      shown = further ? [...shown, ...page.shots] : page.shots;
      next = page.next;
      trouble.hidden = true;
      say(tally, `${count(page.total, 'shot')}${page.relaxed ? ': none has all of these words, these have some' : ''}`);
      empty.hidden = page.total > 0;
      empty.replaceChildren(...(asked.size ? [h('p', { class: 'lead' }, 'No shot is like that'), h('p', { class: 'quiet' }, 'Try fewer or other words.')]
        : [h('p', { class: 'lead' }, 'No shots yet'), h('p', { class: 'quiet' }, 'Process footage with the preset “Tag”, and its shots appear here.')]));
      narrow(page);
      draw();
    } catch (problem) {
      if (mine === turn) {
        trouble.hidden = false;
        say(trouble, problem.message);
        say(tally, '');
      }
    }
  }

  const again = () => {
    clearTimeout(timer);
    // what somebody has scrolled to stays
    timer = setTimeout(() => shown.length <= PART && look(false), GATHER);
  };
  addEventListener('shots', again);
  mark(more, 'hidden', '');
  look(false);
  return {
    title: 'Shots',
    close() {
      turn = -1;
      clearTimeout(timer);
      removeEventListener('shots', again);
    },
  };
}
