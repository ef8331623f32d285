// How bytes get to the server: tus keeps what has arrived, this keeps trying.

import { post } from './api.js';
import { sentence } from './format.js';

const ENDPOINT = '/v1/uploads';

/** Seconds between tries while the server is away: half an hour in all, then a person decides. */
const DELAYS = [0, 1, 2, 5, 10, ...Array(120).fill(15)].map((seconds) => seconds * 1000);

/** Pictures of a sequence that are sent at once; browsers open six connections to a server, and the page needs two. */
const LANES = 2;

/** The server reads all pictures once more as it joins them; in milliseconds. */
const JOINING = 1_800_000;

const again = (status) => status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;

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

/** tus-js-client would begin anew after any refusal to say how far an upload is; only one that is gone is a reason. */
function stay(request, response) {
  const status = response.getStatus();
  if (request.getMethod() === 'HEAD' && (status === 401 || status === 429 || status >= 500)) {
    throw new Error(`no offset but ${status}`);
  }
}

function send(file, told, options) {
  return new window.tus.Upload(file, {
    endpoint: ENDPOINT,
    retryDelays: DELAYS,
    onAfterResponse: stay,
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      if (again(status)) {
        told.retrying();
      }
      return again(status);
    },
    ...options,
  });
}

/** Takes up what an earlier try has left; gives whether there was any. */
async function takeUp(upload) {
  const earlier = await upload.findPreviousUploads();
  if (earlier.length) {
    upload.resumeFromPreviousUpload(earlier[0]);
  }
  return earlier.length > 0;
}

/** Forgets uploads: what this browser has kept of them, and on the server. */
export async function discard(keys, urls) {
  for (const key of keys) {
    await window.tus.defaultOptions.urlStorage.removeUpload(key);
  }
  for (const url of new Set(urls.filter(Boolean))) {
    // one that cannot be reached the server lets go of by itself when it expires
    await window.tus.Upload.terminate(url).catch(() => {});
  }
}

/**
 * Sends one file that is a clip. It may be stopped and started again; discard() forgets it on the server too.
 * @param told progress(bytes), resumed(), retrying(), failed(sentence), done()
 */
export function single(file, told) {
  let upload = null;
  let spent = null;
  let ready = null;
  let turn = 0;

  const make = () => send(file, told, {
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type },
    onProgress: told.progress,
    onError: (error) => {
      // its tries are used up: the next start takes a new one, with what this one has left
      spent = upload;
      upload = null;
      told.failed(reason(error));
    },
    onSuccess: told.done,
  });

  return {
    async start() {
      const mine = ++turn;
      if (!upload) {
        upload = make();
        ready = takeUp(upload);
      }
      if (await ready) {
        told.resumed();
      }
      if (mine === turn) {
        upload.start();
      }
    },
    stop() {
      turn++;
      upload?.abort();
    },
    async discard() {
      turn++;
      const last = upload ?? spent;
      if (last) {
        await last.abort();
        const kept = await last.findPreviousUploads();
        await discard(kept.map((one) => one.urlStorageKey), [last.url, ...kept.map((one) => one.uploadUrl)]);
      }
    },
  };
}

/**
 * Sends the pictures of a sequence, or the files of a card's clip, some at once, and has the server make one clip of them.
 * @param rate frames a second, such as "24000/1001", or null if the files say it
 * @param told as for one file, and joining() once all have arrived
 */
export function sequence({ name, files }, rate, told) {
  const storage = window.tus.defaultOptions.urlStorage;
  const sent = files.map(() => 0);
  const places = files.map(() => null);
  let uploads = new Map();
  let following = 0;
  let turn = 0;

  const total = () => told.progress(sent.reduce((sum, bytes) => sum + bytes, 0));

  function halt() {
    turn++;
    uploads.forEach((upload) => upload.abort());
  }

  function fail(text) {
    halt();
    told.failed(text);
  }

  async function one(at, mine) {
    const file = files[at];
    const fingerprint = `rushes-part:${name}:${file.name}:${file.size}:${file.lastModified}`;
    const upload = send(file, told, {
      headers: { 'Upload-Concat': 'partial' },
      metadata: { filename: file.name, sequence: name },
      fingerprint: () => Promise.resolve(fingerprint),
      onProgress: (bytes) => {
        sent[at] = bytes;
        total();
      },
      onError: (error) => fail(reason(error)),
      onSuccess: () => {
        sent[at] = file.size;
        places[at] = upload.url;
        uploads.delete(at);
        total();
        next(mine);
      },
    });
    uploads.set(at, upload);
    if (await takeUp(upload)) {
      told.resumed();
    }
    if (mine === turn) {
      upload.start();
    }
  }

  function next(mine) {
    while (mine === turn && uploads.size < LANES && following < files.length) {
      if (places[following] === null) {
        one(following, mine);
      }
      following++;
    }
    if (mine === turn && !uploads.size && following === files.length) {
      finish();
    }
  }

  async function finish() {
    told.joining();
    try {
      await post('/v1/assets', { name, uploads: places.map((url) => url.split('/').pop()), rate }, {}, JOINING);
    } catch (problem) {
      // what has gone meanwhile is found out by asking for all of them
      places.fill(null);
      fail(problem.message);
      return;
    }
    await discard((await kept()).map((one) => one.urlStorageKey), []);
    told.done();
  }

  const kept = async () => (await storage.findAllUploads()).filter((one) => one.metadata?.sequence === name);

  return {
    start() {
      following = 0;
      uploads = new Map();
      next(++turn);
    },
    stop: halt,
    async discard() {
      halt();
      const all = await kept();
      await discard(all.map((one) => one.urlStorageKey),
        [...places, ...[...uploads.values()].map((upload) => upload.url), ...all.map((one) => one.uploadUrl)]);
    },
  };
}
