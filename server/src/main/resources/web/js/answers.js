// Which word on an item is the newest: an answer is as old as its question.

let turn = 0;
const open = new Set();
const heard = new Map();

/** Something was heard of an item, such as "jobs/ID": answers to earlier questions no longer count. */
export function hear(key) {
  heard.set(key, ++turn);
}

/**
 * Asks, and hands on the answer.
 * @param question gives a promise of the answer
 * @param take is called with the answer, and with late(key): whether something newer is known of an item; if not, this
 * answer is from now on what is known
 */
export async function ask(question, take) {
  const since = ++turn;
  open.add(since);
  try {
    take(await question(), (key) => {
      const late = heard.get(key) > since;
      if (!late) {
        heard.set(key, since);
      }
      return late;
    });
  } finally {
    open.delete(since);
    // what no open question is older than nobody will look up
    const oldest = Math.min(...open);
    heard.forEach((when, key) => when < oldest && heard.delete(key));
  }
}
