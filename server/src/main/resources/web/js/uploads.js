// What is on its way in: a queue with a few lanes, and what earlier visits left.

import { announce } from './dom.js';
import { changed } from './store.js';
import { discard, sequence, single } from './transfers.js';

/** At once; the others wait their turn. */
const LANES = 2;

/** Of a transfer's speed, in milliseconds. */
const WINDOW = 3_000;

let serial = 0;

/** All that is on its way: {id, name, size, sent, speed, state, problem}. */
export const uploads = [];

/** States: waiting, sending, joining, paused, retrying, failed. */
function set(upload, state, problem = null) {
  upload.state = state;
  upload.problem = problem;
  changed();
}

/** Takes in files, sequences with the rate that a person chose, and clips of cards; what is on its way already is not taken twice. */
export function add(files, sequences = [], rate = null, cards = []) {
  let taken = 0;
  for (const file of files) {
    taken += take(file.name, file.size, file.lastModified, (told) => single(file, told));
  }
  for (const one of sequences) {
    taken += take(one.name, one.size, one.files[0].lastModified, (told) => sequence(one, rate, told), one.files.length);
  }
  for (const one of cards) {
    taken += take(one.name, one.size, one.files[0].lastModified, (told) => sequence(one, null, told), one.files.length);
  }
  next();
  changed();
  return taken;
}

function take(name, size, moment, transfer, pictures = 0) {
  const twin = uploads.find((one) => one.name === name && one.size === size && one.moment === moment);
  if (twin) {
    if (twin.state === 'failed' || twin.state === 'paused') {
      resume(twin);
    }
    return 0;
  }
  const upload = { id: `up${++serial}`, name, size, moment, pictures, sent: 0, speed: 0, marks: [], state: 'waiting', problem: null, resumed: false };
  upload.transfer = transfer(listener(upload));
  uploads.push(upload);
  return 1;
}

/** Takes it off the list, if it is there. */
function leave(upload) {
  const at = uploads.indexOf(upload);
  if (at >= 0) {
    uploads.splice(at, 1);
  }
}

function listener(upload) {
  return {
    resumed: () => {
      upload.resumed = true;
    },
    retrying: () => set(upload, 'retrying'),
    joining: () => set(upload, 'joining'),
    progress: (sent) => {
      upload.sent = sent;
      measure(upload);
      set(upload, 'sending');
    },
    failed: (problem) => {
      if (uploads.includes(upload)) {
        set(upload, 'failed', problem);
        announce(`The upload of ${upload.name} has stopped.`);
        next();
      }
    },
    done: () => {
      leave(upload);
      announce(`${upload.name} is uploaded.`);
      changed();
      next();
    },
  };
}

function next() {
  while (uploads.filter((one) => ['sending', 'joining', 'retrying'].includes(one.state)).length < LANES) {
    const upload = uploads.find((one) => one.state === 'waiting');
    if (!upload) {
      return;
    }
    upload.marks = [];
    set(upload, 'sending');
    upload.transfer.start();
  }
}

function measure(upload) {
  const now = performance.now();
  upload.marks.push([now, upload.sent]);
  while (upload.marks.length > 2 && now - upload.marks[0][0] > WINDOW) {
    upload.marks.shift();
  }
  const [then, before] = upload.marks[0];
  upload.speed = now > then ? ((upload.sent - before) * 1000) / (now - then) : 0;
}

export function pause(upload) {
  set(upload, 'paused');
  upload.speed = 0;
  upload.transfer.stop();
  next();
}

export function resume(upload) {
  set(upload, 'waiting');
  next();
}

/** Forgets an upload, here and on the server. */
export async function cancel(upload) {
  leave(upload);
  changed();
  next();
  await upload.transfer.discard();
}

/** The server is back: nobody waits for a timer. */
export function revive() {
  uploads.filter((one) => one.state === 'retrying' || one.state === 'failed').forEach((upload) => {
    upload.transfer.stop();
    upload.state = 'waiting';
  });
  next();
  changed();
}

let earlier = null;

/** Uploads that an earlier visit began and nobody has taken up: {id, name, size, pictures, keys, urls}. */
export async function interrupted() {
  earlier ??= group(await window.tus.defaultOptions.urlStorage.findAllUploads());
  // who is taken up once has its own line from then on
  earlier = earlier.filter((one) => !uploads.some((now) => now.name === one.name && (one.pictures > 0 || now.size === one.size)));
  return earlier;
}

function group(all) {
  const found = new Map();
  for (const { urlStorageKey, metadata, size, uploadUrl } of all.filter((one) => one.metadata?.filename)) {
    const id = metadata.sequence ? `sequence:${metadata.sequence}` : urlStorageKey;
    const one = found.get(id) ?? { id, name: metadata.sequence ?? metadata.filename, size: 0, pictures: 0, keys: [], urls: [] };
    one.size += size;
    one.pictures += metadata.sequence ? 1 : 0;
    one.keys.push(urlStorageKey);
    one.urls.push(uploadUrl);
    found.set(id, one);
  }
  return [...found.values()];
}

/** Gives up an interrupted upload. */
export async function forget(one) {
  earlier = earlier.filter((other) => other !== one);
  changed();
  await discard(one.keys, one.urls);
}

addEventListener('beforeunload', (leaving) => {
  if (uploads.some((one) => one.state === 'sending')) {
    leaving.preventDefault();
  }
});
