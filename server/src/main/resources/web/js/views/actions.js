// What a person may do to a job.

import { patch, post, remove } from '../api.js';
import { announce, button, confirmed, h } from '../dom.js';
import { salvageable } from '../format.js';
import { artefact, changed, gone, made, refresh } from '../store.js';

const LEVELS = [[50, 'Urgent'], [10, 'High'], [0, 'Normal'], [-10, 'Low']];

const QUEUED = ['queued', 'held', 'planning', 'running'];
const RUNNING = ['queued', 'planning', 'running', 'assembling'];

/**
 * Buttons and the priority; what a state does not allow is not there.
 * @param extra a link in place of the one to the job's own page
 */
export function actions(job, extra = null) {
  const told = h('p', { class: 'trouble', role: 'alert', hidden: true });

  async function act(work) {
    told.hidden = true;
    try {
      await work();
      await refresh('jobs', job().id);
    } catch (problem) {
      told.textContent = problem.message;
      told.hidden = false;
    }
  }

  // what was refused before it was footage is not there to be run again
  const footage = () => Boolean(job().asset);
  const verb = (label, path, test) => ({
    test,
    node: button(label, () => act(() => post(`/v1/jobs/${job().id}/${path}`)), { 'aria-label': `${label} ${job().name}` }),
  });
  const salvage = {
    test: (state) => footage() && state === 'failed' && salvageable(job().problem),
    node: button('Save what is there', () => act(async () => {
      const { asset, recipe, preset, priority, labels, options } = job();
      const another = await post('/v1/jobs', { asset, recipe: preset ?? recipe, priority, labels, options: { ...options, damaged: 'keep' } });
      made(another);
      location.hash = `#/jobs/${another.id}`;
    }), { 'aria-label': `Save what is there of ${job().name}` }),
  };
  const cancel = {
    test: (state) => RUNNING.includes(state) || state === 'held',
    node: button('Cancel', async () => {
      if (job().state !== 'running' || await confirmed(`Cancel ${job().name}?`, 'What is made so far is thrown away. It can be run again.', 'Cancel the job')) {
        act(() => post(`/v1/jobs/${job().id}/cancel`));
      }
    }, { 'aria-label': `Cancel ${job().name}` }),
  };
  const discard = {
    test: (state) => !RUNNING.includes(state) && state !== 'held',
    node: button('Delete', async () => {
      if (await confirmed(`Delete ${job().name}?`, 'The job and its master are removed from the server. The footage stays.', 'Delete')) {
        act(async () => {
          await remove(`/v1/jobs/${job().id}`);
          announce('Deleted.');
          gone('jobs', job().id);
          changed();
          if (location.hash.startsWith('#/jobs/')) {
            location.hash = '#/';
          }
        });
      }
    }, { class: 'button plain', 'aria-label': `Delete ${job().name}` }),
  };
  const open = extra ? { test: footage, node: extra } : { test: (state) => state === 'done', node: h('a', { class: 'button primary', href: `#/jobs/${job().id}`, 'aria-label': `Compare ${job().name}` }, 'Compare') };
  const master = { test: (state) => state === 'done', node: h('a', { class: extra ? 'button primary' : 'button', download: true, 'aria-label': `Download the master of ${job().name}` }, extra ? 'Download the master' : 'Download') };
  const priority = h('select', { 'aria-label': `Priority of ${job().name}`, on: { change: () => act(() => patch(`/v1/jobs/${job().id}`, { priority: Number(priority.value) })) } },
    LEVELS.map(([value, label]) => h('option', { value }, label)));
  const level = { test: (state) => QUEUED.includes(state), node: h('label', { class: 'priority' }, h('span', {}, 'Priority'), priority) };
  const all = [...(extra ? [master] : [open, master]), verb('Retry', 'retry', (state) => footage() && (state === 'failed' || state === 'cancelled')), salvage,
    verb('Release', 'release', (state) => state === 'held'), verb('Hold', 'hold', (state) => ['queued', 'planning', 'running'].includes(state)),
    cancel, ...(extra ? [open] : []), level, discard];
  return {
    node: h('div', { class: 'actions' }, all.map((one) => one.node), told),
    update(now) {
      all.forEach((one) => {
        one.node.hidden = !one.test(now.state);
      });
      const file = artefact(now, 'master');
      master.node.hidden ||= !file;
      if (file) {
        master.node.href = file.href;
        master.node.download = file.name;
      }
      if (document.activeElement !== priority) {
        if (![...priority.options].some((option) => Number(option.value) === now.priority)) {
          priority.append(h('option', { value: now.priority }, `${now.priority}`));
        }
        priority.value = now.priority;
      }
    },
  };
}
