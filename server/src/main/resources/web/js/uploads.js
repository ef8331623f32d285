// Uploads that survive: tus keeps what has arrived, this keeps trying.

import { announce } from './dom.js';
import { sentence } from './format.js';
import { changed } from './store.js';

const ENDPOINT = '/v1/uploads';

/** At once; the others wait their turn. */
const LANES = 2;

/** Seconds between tries while the server is away: half an hour in all, then a person decides. */
const DELAYS = [0, 1, 2, 5, 10, ...Array(120).fill(15)].map((seconds) => seconds * 1000);

/** Of a transfer's speed, in milliseconds. */
const WINDOW = 3_000;

let serial = 0;

/** All that is on its way: {id, name, size, sent, speed, state, problem}. */
export const uploads = [];

/** States: waiting, sending, paused, retrying, failed. */
function set(upload, state, problem = null) {
  upload.state = state;
  upload.problem = problem;
  changed();
}

/** Takes files in; what is on its way already is not taken twice. */
export function add(files) {
  let taken = 0;
  for (const file of files) {
    const twin = uploads.find((one) => one.name === file.name && one.size === file.size && one.file.lastModified === file.lastModified);
    if (twin) {
      if (twin.state === 'failed' || twin.state === 'paused') {
        resume(twin);
      }
      continue;
    }
    uploads.push({ id: `up${++serial}`, file, name: file.name, size: file.size, sent: 0, speed: 0, marks: [], state: 'waiting', problem: null, resumed: false });
    taken++;
  }
  next();
  changed();
  return taken;
}

function next() {
  while (uploads.filter((one) => one.state === 'sending' || one.state === 'retrying').length < LANES) {
    const upload = uploads.find((one) => one.state === 'waiting');
    if (!upload) {
      return;
    }
    start(upload);
  }
}

async function start(upload) {
  set(upload, 'sending');
  upload.marks = [];
  if (!upload.transfer) {
    upload.transfer = transfer(upload);
    const earlier = await upload.transfer.findPreviousUploads();
    if (earlier.length) {
      upload.resumed = true;
      upload.transfer.resumeFromPreviousUpload(earlier[0]);
    }
  }
  if (upload.state === 'sending') {
    upload.transfer.start();
  }
}

function transfer(upload) {
  return new window.tus.Upload(upload.file, {
    endpoint: ENDPOINT,
    retryDelays: DELAYS,
    removeFingerprintOnSuccess: true,
    metadata: { filename: upload.name, filetype: upload.file.type },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const again = status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
      if (again) {
        set(upload, 'retrying');
      }
      return again;
    },
    onProgress: (sent) => {
      upload.sent = sent;
      measure(upload);
      set(upload, 'sending');
    },
    onError: (error) => {
      upload.transfer = null;
      set(upload, 'failed', reason(error));
      announce(`The upload of ${upload.name} has stopped.`);
      next();
    },
    onSuccess: () => {
      uploads.splice(uploads.indexOf(upload), 1);
      announce(`${upload.name} is uploaded.`);
      changed();
      next();
    },
  });
}

function reason(error) {
  const response = error.originalResponse;
  if (!response) {
    return 'The server does not answer. What has arrived is kept; resume when it is back.';
  }
  try {
    return sentence(JSON.parse(response.getBody()).detail);
  } catch (unreadable) {
    return response.getBody()?.trim() || `The server refused it (${response.getStatus()}).`;
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
  upload.transfer?.abort();
  next();
}

export function resume(upload) {
  set(upload, 'waiting');
  next();
}

/** Forgets an upload, here and on the server. */
export async function cancel(upload) {
  uploads.splice(uploads.indexOf(upload), 1);
  changed();
  next();
  try {
    await upload.transfer?.abort(true);
  } catch (unreachable) {
    // the server lets go of it by itself when it expires
  }
}

/** The server is back: nobody waits for a timer. */
export function revive() {
  uploads.filter((one) => one.state === 'retrying' || (one.state === 'failed' && !one.transfer)).forEach((upload) => {
    upload.transfer?.abort();
    upload.transfer = null;
    upload.state = 'waiting';
  });
  next();
  changed();
}

/** Uploads that an earlier visit began and nobody has taken up: {key, name, size}. */
export async function interrupted() {
  const known = await window.tus.defaultOptions.urlStorage.findAllUploads();
  return known.filter((one) => one.metadata?.filename && !uploads.some((now) => now.name === one.metadata.filename && now.size === one.size))
    .map((one) => ({ id: one.urlStorageKey, name: one.metadata.filename, size: one.size, url: one.uploadUrl }));
}

/** Gives up an interrupted upload. */
export async function forget(one) {
  await window.tus.defaultOptions.urlStorage.removeUpload(one.id);
  await window.tus.Upload.terminate(one.url).catch(() => {});
  changed();
}

addEventListener('beforeunload', (leaving) => {
  if (uploads.some((one) => one.state === 'sending')) {
    leaving.preventDefault();
  }
});
