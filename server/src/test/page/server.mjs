// `rushes serve` as a process of its own, with its worker processes.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const alive = new Set();
process.on('exit', () => alive.forEach((server) => server.kill('SIGKILL')));

/** Of what workers do on a machine with other work. */
const PATIENCE = 120_000;

export class Server {
  /**
   * @param settings java, flags and classPath of the server
   * @param data its data directory, made if missing
   * @param options of `rushes serve`
   */
  constructor(settings, data, options = []) {
    Object.assign(this, { settings, data, options });
    mkdirSync(data, { recursive: true });
  }

  command(...words) {
    const { java, flags, classPath } = this.settings;
    const log = openSync(join(this.data, 'test.log'), 'a');
    return spawn(java, [...flags, '-cp', classPath, 'dev.rushes.server.cli.Main', ...words], { stdio: ['ignore', 'pipe', log] });
  }

  /** Starts it and waits until it answers; again on the same port if it was there before. */
  async start() {
    const port = this.url ? new URL(this.url).port : '0';
    this.process = this.command('serve', '--data', this.data, '--port', port, ...this.options);
    alive.add(this.process);
    this.ended = once(this.process, 'exit');
    const lines = createInterface({ input: this.process.stdout });
    const [line] = await Promise.race([once(lines, 'line'), this.ended.then(() => ['it ended at once'])]);
    const address = line.match(/^Rushes is at (http.*)$/)?.[1];
    if (!address) {
      throw new Error(`${line}\n${this.log()}`);
    }
    this.url = address.replace('0.0.0.0', '127.0.0.1');
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    await this.ended;
    alive.delete(this.process);
  }

  /** Makes a key for it; it need not run. */
  async key(name, scope) {
    const made = this.command('keys', 'create', '--name', name, '--scope', scope, '--data', this.data);
    const [[line]] = await Promise.all([once(createInterface({ input: made.stdout }), 'line'), once(made, 'exit')]);
    return line.trim();
  }

  log() {
    return readFileSync(join(this.data, 'test.log'), 'utf8');
  }

  /** Process ids of its workers of a class. */
  workers(kind) {
    const file = (id, name) => {
      try {
        return readFileSync(`/proc/${id}/${name}`, 'utf8');
      } catch (gone) {
        return '';
      }
    };
    return readdirSync('/proc').filter((id) => /^\d+$/.test(id)).filter((id) => {
      const parent = file(id, 'stat').split(') ').pop().split(' ')[1];
      return Number(parent) === this.process.pid && file(id, 'cmdline').includes(`--class\0${kind}\0`);
    }).map(Number);
  }

  /** Asks it as a program would; fails for anything but success. */
  async ask(method, path, body, headers = {}) {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(`${this.url}${path}`, { method, body: bytes || body === undefined ? body : JSON.stringify(body),
      headers: body === undefined || bytes ? headers : { 'Content-Type': 'application/json', ...headers } });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text ? JSON.parse(text) : null;
  }

  /** A file as footage, without the page; waits until it has been looked at. */
  async asset(file, name) {
    const { id } = await this.ask('PUT', `/v1/assets?name=${encodeURIComponent(name)}`, readFileSync(file));
    return this.until(`/v1/assets/${id}`, (asset) => asset.state !== 'probing');
  }

  job(asset, recipe, more = {}) {
    return this.ask('POST', '/v1/jobs', { asset: asset.id, recipe, ...more });
  }

  /** Asks again and again until what it says holds. */
  async until(path, holds) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = await this.ask('GET', path);
      if (holds(found)) {
        return found;
      }
      if (Date.now() > end) {
        throw new Error(`in vain: ${holds} of ${JSON.stringify(found)}`);
      }
      await new Promise((later) => setTimeout(later, 50));
    }
  }
}
