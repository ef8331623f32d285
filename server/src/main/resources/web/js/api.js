// The server's HTTP interface.

import { sentence } from './format.js';

/** What went wrong, in the server's own sentence. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(sentence(detail || title));
    this.status = status;
    this.title = title;
  }
}

/** How long to wait for an answer to a small request, in milliseconds. */
const PATIENCE = 30_000;

/** Most of a list that is asked for at once. */
export const PAGE = 50;

async function ask(method, path, body, headers = {}, patience = PATIENCE) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
  } catch (trouble) {
    throw new Problem(0, 'No answer', 'The server does not answer; it may be restarting. Try again in a moment.');
  }
  const text = await response.text();
  let document = null;
  try {
    document = text ? JSON.parse(text) : null;
  } catch (trouble) {
    throw new Problem(response.status, 'Unreadable answer', `The server answered ${method} ${path} with something that is not JSON.`);
  }
  if (!response.ok) {
    throw new Problem(response.status, document?.title ?? `HTTP ${response.status}`, document?.detail);
  }
  return document;
}

export const get = (path) => ask('GET', path);
export const post = (path, body, headers, patience) => ask('POST', path, body ?? {}, headers, patience);
export const patch = (path, body) => ask('PATCH', path, body);
export const put = (path, body) => ask('PUT', path, body);
export const remove = (path) => ask('DELETE', path);
