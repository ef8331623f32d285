// What the page knows of footage and jobs: asked for once, then kept up by events.

import { ask, hear } from './answers.js';
import { get, PAGE } from './api.js';
import { announce } from './dom.js';

const assets = new Map();
const jobs = new Map();
const watchers = new Set();
const fetching = new Map();

/** How long changes of one job are gathered before it is asked for anew, in milliseconds. */
const GATHER = 150;

export const store = {
  assets,
  jobs,
  /** Cursors of what is not loaded yet, or null. */
  more: { assets: null, jobs: null },
  loaded: false,
  /** Whether the server wants a key first. */
  locked: false,
  /** A sentence if the lists cannot be had. */
  trouble: null,
};

let pending = false;

/** Has all watchers look, once a frame at most. */
export function changed() {
  if (!pending) {
    pending = true;
    // a page in the background draws no frames, so a timer it is
    setTimeout(() => {
      pending = false;
      watchers.forEach((watcher) => watcher());
    }, 16);
  }
}

/** Calls a function after each change; gives a function that ends that. */
export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** How many of each list somebody has asked to see; what is trimmed is beyond them. */
const wanted = { assets: PAGE, jobs: PAGE };

/** In place of a cursor: what the cursor stood behind was trimmed. */
const ANEW = {};

/** Never trimmed: something is seen to happen there. */
const BUSY = ['probing', 'planning', 'running', 'assembling'];

/** The job that is looked at closely; tasks and report are kept of no other. */
let close = null;

function keep(what, item) {
  const { tasks, report, ...brief } = item;
  if (what === 'jobs' && item.id === close) {
    // lists leave both out
    store.jobs.set(close, { ...store.jobs.get(close), ...(tasks ? item : brief) });
  } else {
    store[what].set(item.id, brief);
  }
}

/** A page that stays open for weeks shows no more than was asked for, and a little. */
function trim(what) {
  if (store[what].size <= wanted[what] + PAGE) {
    return;
  }
  for (const { id, state } of byAge(store[what]).slice(wanted[what])) {
    if (id !== close && !BUSY.includes(state)) {
      store[what].delete(id);
      store.more[what] = ANEW;
    }
  }
}

async function list(what) {
  const items = [];
  let next = null;
  do {
    const page = await get(`/v1/${what}?limit=${PAGE}${next ? `&cursor=${encodeURIComponent(next)}` : ''}`);
    items.push(...page[what]);
    next = page.next;
  } while (next && items.length < wanted[what]);
  return { items, next };
}

/** Takes a list in place of what there was, but for what was heard of since it was asked for. */
function replace(what, { items, next }, late) {
  const listed = new Set(items.map((item) => item.id));
  for (const id of store[what].keys()) {
    if (!listed.has(id) && !late(`${what}/${id}`)) {
      if (id === close) {
        refresh(what, id);
      } else {
        store[what].delete(id);
      }
    }
  }
  add(what, items, late);
  store.more[what] = next;
}

function add(what, items, late) {
  for (const item of items) {
    if (late(`${what}/${item.id}`)) {
      refresh(what, item.id);
    } else {
      keep(what, item);
    }
  }
}

async function fill() {
  try {
    await ask(() => Promise.all(['assets', 'jobs'].map(list)), ([footage, work], late) => {
      replace('assets', footage, late);
      replace('jobs', work, late);
    });
    store.loaded = true;
    store.trouble = null;
    store.locked = false;
  } catch (problem) {
    store.locked = problem.status === 401;
    store.trouble = problem.message;
  }
  changed();
}

let loading = null;
let wished = false;

/** Loads both lists, as far as somebody has asked to see them; wishes while that is under way become one more time. */
export function load() {
  wished = true;
  loading ??= (async () => {
    while (wished) {
      wished = false;
      await fill();
    }
    loading = null;
  })();
  return loading;
}

/** Loads a further page of "assets" or "jobs". */
export async function loadMore(what) {
  wanted[what] += PAGE;
  const cursor = store.more[what];
  if (cursor === ANEW) {
    await load();
    return;
  }
  await ask(() => get(`/v1/${what}?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`), (page, late) => {
    add(what, page[what], late);
    store.more[what] = page.next;
  });
  changed();
}

/** Has a job kept with tasks and report, and asks for it; fails if it cannot be had. */
export async function attend(id) {
  close = id;
  for (let again = true; again;) {
    await ask(() => get(`/v1/jobs/${id}`), (job, late) => {
      again = late(`jobs/${id}`);
      if (!again) {
        keep('jobs', job);
      }
    });
  }
  changed();
}

/** It is no longer looked at. */
export function leave(id) {
  close = null;
  if (jobs.has(id)) {
    keep('jobs', jobs.get(id));
  }
}

/** A job that was just made here, unless the stream was faster. */
export function made(job) {
  if (!jobs.has(job.id)) {
    hear(`jobs/${job.id}`);
    keep('jobs', job);
  }
}

/** It is gone, and no late answer brings it back. */
export function gone(what, id) {
  hear(`${what}/${id}`);
  store[what].delete(id);
}

/** Asks for one job or asset anew; many wishes within a moment become one request. */
export function refresh(what, id) {
  const key = `${what}/${id}`;
  if (fetching.has(key)) {
    return fetching.get(key);
  }
  const request = new Promise((settle) => setTimeout(settle, GATHER)).then(async () => {
    fetching.delete(key);
    let again = false;
    try {
      await ask(() => get(`/v1/${what}/${id}`), (item, late) => {
        again = late(key);
        if (!again) {
          keep(what, item);
          trim(what);
        }
      });
    } catch (problem) {
      if (problem.status === 404) {
        gone(what, id);
      }
    }
    changed();
    return again ? refresh(what, id) : store[what].get(id);
  });
  fetching.set(key, request);
  return request;
}

/** Takes an event in. */
export function apply(type, data) {
  if (type === 'asset.shots' || type === 'shot.changed') {
    // shots are asked for where they are looked at
    dispatchEvent(new CustomEvent('shots', { detail: data }));
    return;
  }
  const [what, id] = type.startsWith('asset.') ? ['assets', data.asset] : ['jobs', data.job];
  if (type === 'job.progress') {
    // the next one comes within seconds, so an answer that is a little older does no harm
    move(type, data);
  } else if (type.endsWith('.deleted')) {
    gone(what, id);
  } else {
    hear(`${what}/${id}`);
    if (type === 'job.state') {
      move(type, data);
    } else {
      refresh(what, id);
    }
  }
  changed();
}

const ENDS = { done: 'is done', failed: 'has failed', cancelled: 'was cancelled' };

function move(type, data) {
  const job = jobs.get(data.job);
  if (!job) {
    if (type === 'job.state') {
      refresh('jobs', data.job);
    }
    return;
  }
  for (const field of ['state', 'progress', 'problem', 'fps', 'eta_seconds', 'frames_done', 'frames_total', 'phase']) {
    if (field in data) {
      job[field] = data[field];
    }
  }
  if (type === 'job.state') {
    if (ENDS[data.state]) {
      announce(`${job.name} ${ENDS[data.state]}.`);
    }
    refresh('jobs', data.job);
  }
}

/** Newest first. */
export const byAge = (map) => [...map.values()].sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : a.id < b.id ? 1 : -1));

/** The artefact of a kind, of a job or an asset. */
export const artefact = (owner, kind) => owner?.artefacts?.find((one) => one.kind === kind) ?? null;
