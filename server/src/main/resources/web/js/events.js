// The stream of what happens, kept alive.

const TYPES = ['asset.created', 'asset.ready', 'asset.unusable', 'asset.artefact', 'asset.deleted', 'asset.shots', 'shot.changed', 'job.created',
  'job.state', 'job.progress', 'job.changed', 'job.artefact', 'job.deleted'];

/** The browser gives up on a stream that ends with an error status; we come back after this. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/**
 * Opens the stream. The browser itself comes back with the number of the last event; after an
 * answer that makes it give up, a new stream begins behind that event. While nobody sees the page
 * there is none: browsers open six connections to a server, for all tabs together. Gives again(),
 * for one that need not wait.
 * @param listeners event(data), reset() when events are missing, state('live' | 'offline')
 */
export function follow({ event, reset, state }) {
  let source = null;
  let last = null;
  let wait = FIRST_WAIT;
  let timer;
  let missing = false;

  function shut() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function open() {
    shut();
    if (document.hidden) {
      return;
    }
    source = new EventSource(last === null ? '/v1/events' : `/v1/events?after=${last}`);
    source.onopen = () => {
      wait = FIRST_WAIT;
      state('live');
      if (missing) {
        missing = false;
        reset();
      }
    };
    source.onerror = () => {
      state('offline');
      if (source?.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, wait);
        wait = Math.min(LONGEST_WAIT, wait * 2);
      }
    };
    for (const type of TYPES) {
      source.addEventListener(type, (message) => {
        last = message.lastEventId || last;
        event(type, JSON.parse(message.data));
      });
    }
    source.addEventListener('reset', (message) => {
      last = message.lastEventId || last;
      reset();
    });
  }

  addEventListener('online', () => {
    if (!source || source.readyState === EventSource.CLOSED) {
      open();
    }
  });
  addEventListener('offline', () => state('offline'));
  addEventListener('pagehide', shut);
  addEventListener('pageshow', (shown) => {
    if (shown.persisted) {
      open();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      // where no event came yet, there is none to go on behind
      missing ||= last === null;
      shut();
    } else {
      open();
    }
  });
  open();
  return { again: open };
}
