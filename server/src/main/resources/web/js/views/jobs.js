// What is being made and what was.

import { button, h, keyed, mark, say } from '../dom.js';
import { ago, count, percent, reason, span } from '../format.js';
import { artefact, byAge, changed, load, loadMore, store } from '../store.js';
import { ACTIVE, recipe, STATES } from '../words.js';
import { actions } from './actions.js';
import { thumbnail } from './thumbnail.js';

const FILTERS = { all: 'All', active: 'Active', done: 'Done', failed: 'Failed' };
const MEMBERS = { all: () => true, active: (job) => ACTIVE.includes(job.state), done: (job) => job.state === 'done',
  failed: (job) => job.state === 'failed' || job.state === 'cancelled' };

let filter = 'all';

/** How it goes, on one line. */
export function standing(job) {
  switch (job.state) {
    case 'running': {
      const parts = [`${percent(job.progress)} %`];
      if (job.frames_total > 0) {
        parts.push(`${job.frames_done} of ${count(job.frames_total, 'frame')}`);
      }
      if (job.fps > 0) {
        parts.push(`${job.fps.toFixed(job.fps < 10 ? 1 : 0)} fps`);
      }
      if (job.eta_seconds !== null && job.eta_seconds !== undefined) {
        parts.push(`${span(job.eta_seconds)} left`);
      }
      return parts.join(' · ');
    }
    case 'failed':
      return reason(job.problem, job.name) ?? 'It failed without saying why.';
    case 'planning':
      return job.phase ? `${job.phase[0].toUpperCase()}${job.phase.slice(1)}…` : 'Measuring the clip and deciding…';
    case 'assembling':
      return 'Joining picture and sound into the master…';
    case 'queued':
      return job.phase ? `${job.phase[0].toUpperCase()}${job.phase.slice(1)}` : 'Waits for a free worker';
    case 'held':
      return 'Nothing happens until it is released';
    default:
      return `${STATES[job.state]} ${ago(job.finished ?? job.created)}`;
  }
}

function row(first) {
  let job = first;
  const picture = thumbnail();
  const chip = h('span', { class: 'chip' });
  const what = h('p', { class: 'quiet' });
  const how = h('p', { class: 'how numbers' });
  const bar = h('progress', { max: '100', 'aria-label': `Progress of ${first.name}` });
  const does = actions(() => job);
  const node = h('li', { class: 'job' },
    h('a', { class: 'frame', href: `#/jobs/${first.id}`, tabindex: '-1', 'aria-hidden': 'true' }, picture.node),
    h('div', { class: 'about' },
      h('div', { class: 'head' }, h('a', { class: 'name', href: `#/jobs/${first.id}` }, first.name), chip), what, bar, how),
    does.node);
  return {
    node,
    update(now) {
      job = now;
      mark(node, 'data-state', now.state);
      picture.show((artefact(now, 'poster') ?? artefact(store.assets.get(now.asset), 'poster'))?.href);
      say(chip, STATES[now.state] ?? now.state);
      say(what, [now.preset, recipe(now.recipe)].filter(Boolean).join(': '));
      bar.hidden = !['running', 'planning', 'assembling'].includes(now.state);
      mark(bar, 'value', now.state === 'planning' ? null : percent(now.progress));
      say(how, standing(now));
      does.update(now);
    },
  };
}

/** What is at work, then what waits by its rank, then what has ended. */
function order(all) {
  const rank = (job) => (['running', 'assembling', 'planning'].includes(job.state) ? 2 : ACTIVE.includes(job.state) ? 1 : 0);
  // sorting is stable: within a rank the newest stay first
  return all.sort((a, b) => rank(b) - rank(a) || (rank(a) === 1 ? b.priority - a.priority : 0));
}

/** The list. */
export function jobList() {
  const list = h('ul', { class: 'rows' });
  const empty = h('div', { class: 'empty', hidden: true });
  const waiting = h('p', { class: 'quiet' }, 'Loading jobs…');
  const more = button('Show older jobs', () => loadMore('jobs').catch(() => load()));
  const choices = Object.entries(FILTERS).map(([id, label]) => h('label', {},
    h('input', { type: 'radio', name: 'jobs-filter', value: id, checked: id === filter, on: { change: () => {
      filter = id;
      changed();
    } } }), h('span', {}, label)));
  return {
    node: h('section', { class: 'panel', 'aria-labelledby': 'jobs-title' },
      h('div', { class: 'head' }, h('h2', { id: 'jobs-title' }, 'Jobs'),
        h('fieldset', { class: 'filter' }, h('legend', { class: 'hidden' }, 'Show which jobs'), choices)),
      waiting, empty, list, more),
    update() {
      const all = order(byAge(store.jobs));
      const shown = all.filter(MEMBERS[filter]);
      keyed(list, shown, row);
      waiting.hidden = store.loaded || !!store.trouble;
      empty.hidden = !store.loaded || shown.length > 0;
      const [lead, rest] = all.length ? [`No ${FILTERS[filter].toLowerCase()} jobs`, `There are ${count(all.length, 'job')} of other kinds.`]
        : ['No jobs yet', 'Choose Process on a clip. What is being made appears here, live.'];
      if (empty.firstChild?.textContent !== lead) {
        empty.replaceChildren(h('p', { class: 'lead' }, lead), h('p', { class: 'quiet' }, rest));
      }
      more.hidden = !store.more.jobs;
    },
  };
}
