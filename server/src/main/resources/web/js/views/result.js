// One job: how it goes, what came of it, and why it came out so.

import { button, h, mark, say } from '../dom.js';
import { bytes, percent } from '../format.js';
import { decisions, warnings } from '../decisions.js';
import { artefact, attend, leave, refresh, store } from '../store.js';
import { recipe, sheet, STATES } from '../words.js';
import { actions } from './actions.js';
import { compare } from './compare.js';
import { standing } from './jobs.js';

const KINDS = { master: 'Master', report: 'Report (JSON)', proxy: 'Proxy for viewing', poster: 'Poster', tags: 'Tags (JSON)', shots: 'Shots (CSV)',
  captions: 'Shots (WebVTT)', sidecar: 'XMP sidecar', 'contact-sheet': 'Contact sheet' };

function downloads(job) {
  const files = job.artefacts.filter((one) => KINDS[one.kind]);
  return h('section', { class: 'panel', 'aria-labelledby': 'downloads-title' }, h('h2', { id: 'downloads-title' }, 'Downloads'),
    h('ul', { class: 'downloads' }, files.map((one) => h('li', {},
      h('a', { class: one.kind === 'master' ? 'button primary' : 'button', href: one.href, download: one.name }, KINDS[one.kind]),
      h('span', { class: 'quiet' }, `${one.name}, ${bytes(one.size)}`)))));
}

function account(report) {
  const said = warnings(report);
  return [
    said.length ? h('section', { class: 'panel warned', 'aria-labelledby': 'warnings-title' }, h('h2', { id: 'warnings-title' }, 'Please note'),
      h('ul', {}, said.map((text) => h('li', {}, text)))) : null,
    h('section', { class: 'panel', 'aria-labelledby': 'decisions-title' }, h('h2', { id: 'decisions-title' }, 'What was measured and decided'),
      h('dl', { class: 'decisions' }, decisions(report).map((one) => h('div', {}, h('dt', {}, one.title), h('dd', {}, one.text, one.small ? h('span', { class: 'quiet' }, ` ${one.small}.`) : null))))),
  ];
}

function table(title, rows) {
  return h('section', { class: 'panel', 'aria-labelledby': 'facts-title' }, h('h2', { id: 'facts-title' }, title),
    h('dl', { class: 'facts' }, rows.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value)))));
}

/** The view at "#/jobs/ID". */
export function result(main, id) {
  const heading = h('h1', { tabindex: '-1' }, '');
  const chip = h('span', { class: 'chip' });
  const what = h('p', { class: 'quiet' });
  const how = h('p', { class: 'how numbers' });
  const bar = h('progress', { max: '100', 'aria-label': 'Progress' });
  const advice = h('p', { class: 'quiet', hidden: true }, '');
  const tools = h('div', {});
  const browse = h('a', { class: 'button primary', hidden: true }, 'Browse the shots');
  const stage = h('div', { class: 'stage' });
  const side = h('div', { class: 'details' });
  const page = h('article', { class: 'result', hidden: true },
    h('header', { class: 'title' }, h('div', { class: 'head' }, heading, chip), what, bar, how, advice, h('div', { class: 'actions' }, browse), tools), stage, side);
  const nothing = h('div', { class: 'empty' }, h('p', { class: 'quiet' }, 'Loading…'));
  main.append(h('p', { class: 'trail' }, h('a', { href: '#/' }, 'Footage and jobs')), nothing, page);

  let job = null;
  let asset = null;
  let does = null;
  let player = null;
  let drawn = null;
  let closed = false;

  function update() {
    const now = store.jobs.get(id);
    if (!now) {
      return;
    }
    job = now.tasks || !job ? now : { ...job, ...now, report: now.report ?? job.report };
    asset = store.assets.get(job.asset) ?? asset;
    nothing.hidden = true;
    page.hidden = false;
    mark(page, 'data-state', job.state);
    say(heading, job.name);
    say(chip, STATES[job.state] ?? job.state);
    say(what, [job.preset, recipe(job.recipe)].filter(Boolean).join(': '));
    bar.hidden = !['running', 'planning', 'assembling'].includes(job.state);
    mark(bar, 'value', job.state === 'planning' ? null : percent(job.progress));
    say(how, standing(job));
    advice.hidden = job.state !== 'failed';
    say(advice, job.asset ? 'Retry runs it again as it is; Change and run again lets you alter the recipe first.'
      : 'It was not taken from its watch folder. Once what is wrong has been put right there, it is taken by itself, as a new job.');
    if (!does) {
      does = actions(() => store.jobs.get(id) ?? job, h('a', { class: 'button', href: `#/new?assets=${job.asset}&from=${id}` }, 'Change and run again'));
      tools.append(does.node);
    }
    does.update(job);
    browse.hidden = !artefact(job, 'tags');
    mark(browse, 'href', `#/shots?asset=${job.asset}`);
    details();
    screen();
  }

  /** Drawn anew only when there is something new: who reads is not disturbed. */
  function details() {
    const sign = JSON.stringify([job.state, job.artefacts, !!job.report, !!asset?.clip]);
    if (sign === drawn) {
      return;
    }
    drawn = sign;
    const clip = job.report?.clip ?? asset?.clip;
    const column = (...parts) => h('div', {}, parts);
    side.replaceChildren(...[
      job.report ? column(account(job.report)) : null,
      column(job.artefacts.length ? downloads(job) : null, clip ? table('The clip', sheet(clip)) : null),
    ].filter(Boolean));
  }

  function screen() {
    const sources = { before: artefact(asset, 'proxy'), after: artefact(job, 'proxy'), posters: [artefact(asset, 'poster'), artefact(job, 'poster')],
      waveform: artefact(asset, 'waveform') };
    const key = [sources.before?.href, sources.after?.href, sources.posters[0]?.href, sources.posters[1]?.href, !!job.report].join();
    if (player?.key === key) {
      return;
    }
    player?.close?.();
    player = compare(sources, job, asset?.clip);
    player.key = key;
    stage.replaceChildren(player.node);
  }

  const view = { title: 'Job', update, close() {
    closed = true;
    leave(id);
    player?.close?.();
  } };
  (async () => {
    try {
      await attend(id);
      if (closed) {
        return;
      }
      const owner = store.jobs.get(id).asset;
      asset = store.assets.get(owner) ?? null;
      update();
      document.title = `${job.name} – Rushes`;
      if (owner && !asset?.artefacts) {
        await refresh('assets', owner);
      }
    } catch (problem) {
      nothing.replaceChildren(h('p', { class: 'lead' }, problem.status === 404 ? 'There is no such job' : 'The job cannot be shown'),
        h('p', { class: 'quiet', role: 'alert' }, problem.message),
        problem.status === 404 ? h('a', { class: 'button', href: '#/' }, 'Back to footage and jobs') : button('Try again', () => dispatchEvent(new HashChangeEvent('hashchange'))));
    }
  })();
  update();
  return view;
}
