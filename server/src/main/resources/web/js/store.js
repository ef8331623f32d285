// What the page knows of footage and jobs: asked for once, then kept up by events.

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
  /** Cursors of what is not loaded yet. */
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

const further = (page) => page.next ?? page.cursor ?? null;

/** Loads both lists from the beginning. */
export async function load() {
  try {
    const [footage, work] = await Promise.all([get(`/v1/assets?limit=${PAGE}`), get(`/v1/jobs?limit=${PAGE}`)]);
    assets.clear();
    jobs.clear();
    footage.assets.forEach((asset) => assets.set(asset.id, asset));
    work.jobs.forEach((job) => jobs.set(job.id, job));
    store.more = { assets: further(footage), jobs: further(work) };
    store.loaded = true;
    store.trouble = null;
    store.locked = false;
  } catch (problem) {
    store.locked = problem.status === 401;
    store.trouble = problem.message;
  }
  changed();
}

/** Loads a further page of "assets" or "jobs". */
export async function loadMore(what) {
  const page = await get(`/v1/${what}?limit=${PAGE}&cursor=${encodeURIComponent(store.more[what])}`);
  page[what].forEach((item) => store[what].set(item.id, item));
  store.more[what] = further(page);
  changed();
}

/** Asks for one job or asset anew; many wishes within a moment become one request. */
export function refresh(what, id) {
  const key = `${what}/${id}`;
  if (fetching.has(key)) {
    return fetching.get(key);
  }
  const request = new Promise((settle) => setTimeout(settle, GATHER)).then(async () => {
    fetching.delete(key);
    try {
      const item = await get(`/v1/${what}/${id}`);
      store[what].set(id, item);
    } catch (problem) {
      if (problem.status === 404) {
        store[what].delete(id);
      }
    }
    changed();
    return store[what].get(id);
  });
  fetching.set(key, request);
  return request;
}

/** Takes an event in. */
export function apply(type, data) {
  if (type === 'asset.deleted') {
    assets.delete(data.asset);
  } else if (type === 'job.deleted') {
    jobs.delete(data.job);
  } else if (type === 'job.progress' || type === 'job.state') {
    move(type, data);
  } else if (type.startsWith('asset.')) {
    refresh('assets', data.asset);
  } else {
    refresh('jobs', data.job);
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
