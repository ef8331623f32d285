// Parts of footage as files of their own: jobs that leave the picture as it is.

import { post } from '../api.js';
import { announce } from '../dom.js';
import { count } from '../format.js';
import { made } from '../store.js';

/**
 * Asks for subclips.
 * @param parts {asset, first, end} each; end is the first frame that is left out
 * @returns a sentence that says what came of it
 */
export async function subclips(parts) {
  let done = 0;
  try {
    for (const { asset, first, end } of parts) {
      made(await post('/v1/jobs', { asset, recipe: { operations: [] }, options: { range: `${first}f..${end}f` } }));
      done++;
    }
  } catch (problem) {
    const sentence = `${done ? `${count(done, 'subclip')} begun, then: ` : ''}${problem.message}`;
    announce(sentence);
    return sentence;
  }
  const sentence = `${count(done, 'subclip is', 'subclips are')} being made; see Footage and jobs.`;
  announce(sentence);
  return sentence;
}
