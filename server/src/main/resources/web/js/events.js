// The stream of what happens, kept alive.

const TYPES = ['asset.created', 'asset.ready', 'asset.unusable', 'asset.artefact', 'asset.deleted', 'job.created',
  'job.state', 'job.progress', 'job.changed', 'job.artefact', 'job.deleted'];

/** The browser gives up on a stream that ends with an error status; we come back after this. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/**
 * Opens the stream. The browser itself comes back with the number of the last event; after an
 * answer that makes it give up, a new stream begins behind that event. Gives again(), for one that
 * need not wait.
 * @param listeners event(data), reset() when events are missing, state('live' | 'offline')
 */
export function follow({ event, reset, state }) {
  let source;
  let last = null;
  let wait = FIRST_WAIT;
  let timer;

  function open() {
    source = new EventSource(last === null ? '/v1/events' : `/v1/events?after=${last}`);
    source.onopen = () => {
      wait = FIRST_WAIT;
      state('live');
    };
    source.onerror = () => {
      state('offline');
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(timer);
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
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(timer);
      open();
    }
  });
  addEventListener('offline', () => state('offline'));
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (shown) => {
    if (shown.persisted) {
      open();
    }
  });
  open();
  return { again() {
    clearTimeout(timer);
    source.close();
    open();
  } };
}
