// Frames with every pixel that they have, in place of what a proxy shows.

/** How long somebody has to rest on a frame before it is asked for, in milliseconds. */
const REST = 200;
/** Between two questions whether it is made. */
const WAIT = 400;
/** A worker that has not made it by then has other work. */
const LONGEST = 60_000;

const pause = (time, signal) => new Promise((settle, fail) => {
  const timer = setTimeout(settle, time);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    fail(signal.reason);
  }, { once: true });
});

/** The picture of one frame, decoded. */
async function fetched(job, frame, of, signal) {
  const end = performance.now() + LONGEST;
  for (;;) {
    const answer = await fetch(`/v1/jobs/${job}/stills/${frame}?of=${of}`, { signal });
    if (answer.status === 200) {
      const picture = new Image();
      const url = URL.createObjectURL(await answer.blob());
      picture.src = url;
      await picture.decode().finally(() => URL.revokeObjectURL(url));
      return picture;
    }
    if (answer.status !== 202 && answer.status !== 429) {
      throw new Error((await answer.json()).detail);
    }
    if (performance.now() > end) {
      throw new Error('no worker had time for this frame');
    }
    await pause(WAIT, signal);
  }
}

/**
 * Shows frames of a finished job.
 * @param told waiting(frame), shown({frame, source, master, reason}) with a picture each, or for the source null and the
 * reason, and failed(sentence)
 */
export function stills(job, told) {
  let asked = null;
  let controller = null;

  function stop() {
    asked = null;
    controller?.abort();
    controller = null;
  }

  async function ask(frame) {
    if (frame === asked) {
      return;
    }
    stop();
    asked = frame;
    controller = new AbortController();
    const { signal } = controller;
    told.waiting(frame);
    try {
      await pause(REST, signal);
      let reason = null;
      const [source, master] = await Promise.all([fetched(job, frame, 'source', signal).catch((trouble) => {
        reason = trouble.message;
        return null;
      }), fetched(job, frame, 'master', signal)]);
      signal.throwIfAborted();
      told.shown({ frame, source, master, reason });
    } catch (trouble) {
      if (!signal.aborted) {
        controller.abort();
        told.failed(trouble.message);
      }
    }
  }

  return { ask, stop };
}
