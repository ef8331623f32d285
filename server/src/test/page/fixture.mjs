// A small server that speaks the interface of the real one from recorded documents and real
// media, and does only what a test tells it to. Thin on purpose.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml',
  mp4: 'video/mp4', jpg: 'image/jpeg', json: 'application/json', mov: 'video/quicktime' };

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
  + "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const document = (file) => JSON.parse(readFileSync(file, 'utf8'));

export class Fixture {
  /**
   * @param web folders of the page, the first that has a file wins
   * @param media made by the workers: clip.json, report.json, master.mov, source/, result/
   * @param recorded operations.json and presets.json
   */
  constructor({ web, media, recorded }) {
    Object.assign(this, { web, media, recorded });
    this.empty();
  }

  empty() {
    this.assets = [];
    this.jobs = [];
    this.uploads = new Map();
    this.log = [];
    this.streams = new Set();
    this.requests = [];
    this.serial = 0;
    /** Bytes of an upload after which the line goes dead, and who is told when it does. */
    this.limit = Infinity;
    this.stuck = () => {};
    /** Asked for before anything is told, if it is set. */
    this.key = null;
    /** Requests whose "METHOD path" begins so are refused with a problem document. */
    this.refuse = null;
  }

  async start(port = 0) {
    this.server = createServer((request, response) => this.answer(request, response).catch((trouble) => {
      response.headersSent ? response.destroy() : this.problem(response, 500, 'broken', String(trouble));
    }));
    await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
  }

  async stop() {
    this.streams.clear();
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  emit(type, data) {
    const seq = this.log.length + 1;
    const text = `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ seq, type, job: null, asset: null, ...data })}\n\n`;
    this.log.push(text);
    this.streams.forEach((stream) => stream.write(text));
  }

  id(kind) {
    return `${kind}_${String(++this.serial).padStart(6, '0')}`;
  }

  artefacts(folder, kinds, owner) {
    return kinds.map((kind) => {
      const name = { proxy: 'proxy.mp4', poster: 'poster.jpg', waveform: 'waveform.json', master: 'zoom.rushes.mov', report: 'zoom.report.json' }[kind];
      const file = join(this.media, folder, { master: 'master.mov', report: 'report.json' }[kind] ?? name);
      return { id: `art_${owner}_${kind}`, name, kind, type: TYPES[name.split('.').pop()], size: statSync(file).size, sha256: '0'.repeat(64), href: `/v1/artefacts/${folder || '.'}/${file.split('/').pop()}` };
    });
  }

  addAsset(name, state = 'ready', more = {}) {
    const id = this.id('ast');
    const asset = { id, name, size: 216193, sha256: '0'.repeat(64), state, clip: state === 'ready' ? document(join(this.media, 'clip.json')) : null, problem: null,
      owner: 'local', created: new Date(Date.now() + this.serial).toISOString(), artefacts: state === 'ready' ? this.artefacts('source', ['proxy', 'poster', 'waveform'], id) : [], href: `/v1/assets/${id}`, ...more };
    this.assets.push(asset);
    this.emit('asset.created', { asset: id, name, size: asset.size, state });
    return asset;
  }

  addJob(asset, fields = {}) {
    const id = this.id('job');
    const job = { id, asset: asset.id, name: asset.name, state: 'queued', progress: 0, phase: null, fps: 0, eta_seconds: null, frames_done: 0, frames_total: 0, priority: 0,
      labels: {}, webhook: null, recipe: document(join(this.media, 'report.json')).job.recipe, preset: null, options: {}, tasks: [], artefacts: [], report: null, problem: null,
      owner: 'local', created: new Date(Date.now() + this.serial).toISOString(), started: null, finished: null, href: `/v1/jobs/${id}`, ...fields };
    this.jobs.push(job);
    this.emit('job.created', { job: id, asset: asset.id });
    return job;
  }

  /** Changes a job and says so, as the real server does. */
  move(job, fields) {
    const state = fields.state && fields.state !== job.state;
    Object.assign(job, fields);
    this.emit(state ? 'job.state' : 'job.progress', { job: job.id, asset: job.asset, ...fields });
  }

  finish(job) {
    this.move(job, { state: 'done', progress: 1 });
    Object.assign(job, { finished: new Date().toISOString(), report: document(join(this.media, 'report.json')),
      artefacts: [...this.artefacts('', ['master', 'report'], job.id), ...this.artefacts('result', ['proxy', 'poster'], job.id)] });
    this.emit('job.artefact', { job: job.id, asset: job.asset });
  }

  problem(response, status, title, detail) {
    response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ type: 'urn:rushes:problem:test', title, status, detail }));
  }

  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    this.requests.push(`${request.method} ${pathname}`);
    response.setHeader('Content-Security-Policy', POLICY);
    if (this.refuse && `${request.method} ${pathname}`.startsWith(this.refuse)) {
      this.problem(response, 413, 'It does not fit', 'the disk has 12 MB left and the clip needs 4 GB; free some space');
      return;
    }
    if (pathname === '/v1/session' && request.method === 'POST') {
      await this.session(request, response);
    } else if (this.key && pathname.startsWith('/v1/') && !request.headers.cookie?.includes('rushes=yes')) {
      this.problem(response, 401, 'Who asks?', 'this server wants a key');
    } else if (pathname === '/v1/events') {
      this.events(request, response, searchParams);
    } else if (pathname.startsWith('/v1/uploads')) {
      await this.upload(request, response, pathname);
    } else if (pathname.startsWith('/v1/artefacts/')) {
      this.file(request, response, join(this.media, normalize(pathname.slice('/v1/artefacts/'.length))));
    } else if (pathname.startsWith('/v1/')) {
      await this.document(request, response, pathname.slice('/v1/'.length).split('/'));
    } else {
      const path = pathname === '/' ? '/index.html' : normalize(pathname);
      const file = this.web.map((folder) => join(folder, path)).find((one) => existsSync(one));
      file ? this.file(request, response, file) : this.problem(response, 404, 'There is no such thing', `nothing is at ${pathname}`);
    }
  }

  async session(request, response) {
    let body = '';
    for await (const piece of request) {
      body += piece;
    }
    if (JSON.parse(body).key === this.key) {
      response.writeHead(204, { 'Set-Cookie': 'rushes=yes; Path=/; HttpOnly; SameSite=Strict' }).end();
    } else {
      this.problem(response, 401, 'Who asks?', 'there is no such key; it may have been revoked');
    }
  }

  async document(request, response, [what, id, verb]) {
    const send = (body, status = 200) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(body === null ? '' : JSON.stringify(body));
    let body = '';
    for await (const piece of request) {
      body += piece;
    }
    if (what === 'operations' || what === 'presets') {
      send(document(join(this.recorded, `${what}.json`)));
      return;
    }
    const list = this[what];
    const one = list?.find((item) => item.id === id);
    if (!list || (id && !one)) {
      this.problem(response, 404, 'There is no such thing', `there is no ${what.slice(0, -1)} "${id}"`);
    } else if (request.method === 'POST' && !id) {
      const asked = JSON.parse(body);
      const job = this.addJob(this.assets.find((asset) => asset.id === asked.asset), { priority: asked.priority, preset: typeof asked.recipe === 'string' ? asked.recipe : null, asked,
        ...(typeof asked.recipe === 'object' ? { recipe: asked.recipe } : {}) });
      send(job, 201);
    } else if (request.method === 'POST') {
      const state = { cancel: 'cancelled', retry: 'queued', hold: 'held', release: 'queued' }[verb];
      this.move(one, { state, problem: null, progress: 0 });
      send(one);
    } else if (request.method === 'PATCH') {
      Object.assign(one, JSON.parse(body));
      send(one);
    } else if (request.method === 'DELETE') {
      list.splice(list.indexOf(one), 1);
      this.emit(`${what.slice(0, -1)}.deleted`, { [what.slice(0, -1)]: id });
      response.writeHead(204).end();
    } else {
      send(id ? one : { [what]: [...list].reverse(), next: null });
    }
  }

  events(request, response, query) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const after = request.headers['last-event-id'] ?? query.get('after');
    response.write('retry: 200\n\n');
    if (after !== null && after !== undefined) {
      this.log.slice(Number(after)).forEach((text) => response.write(text));
    }
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  async upload(request, response, path) {
    const tus = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' };
    if (request.method === 'POST') {
      const id = this.id('upl');
      const name = Buffer.from(request.headers['upload-metadata'].match(/filename ([^,]*)/)[1], 'base64').toString();
      this.uploads.set(id, { name, length: Number(request.headers['upload-length']), offset: 0 });
      response.writeHead(201, { ...tus, Location: `/v1/uploads/${id}` }).end();
      return;
    }
    const id = path.split('/').pop();
    const upload = this.uploads.get(id);
    if (!upload) {
      response.writeHead(404, tus).end();
    } else if (request.method === 'HEAD') {
      response.writeHead(200, { ...tus, 'Upload-Offset': upload.offset, 'Upload-Length': upload.length }).end();
    } else if (request.method === 'DELETE') {
      this.uploads.delete(id);
      response.writeHead(204, tus).end();
    } else {
      let cut = false;
      for await (const piece of request) {
        const taken = Math.max(0, Math.min(piece.length, this.limit - upload.offset));
        upload.offset += taken;
        cut ||= taken < piece.length;
        if (cut) {
          this.stuck();
        }
      }
      if (cut) {
        // as if the line had gone dead: no answer, and the rest never came
        return;
      }
      response.writeHead(204, { ...tus, 'Upload-Offset': upload.offset }).end();
      if (upload.offset === upload.length) {
        this.uploads.delete(id);
        this.addAsset(upload.name, 'ready', { size: upload.length });
      }
    }
  }

  file(request, response, path) {
    if (!existsSync(path) || !statSync(path).isFile()) {
      this.problem(response, 404, 'There is no such thing', 'no such file');
      return;
    }
    const size = statSync(path).size;
    const range = request.headers.range?.match(/bytes=(\d+)-(\d*)/);
    const from = range ? Number(range[1]) : 0;
    const to = range?.[2] ? Number(range[2]) : size - 1;
    response.writeHead(range ? 206 : 200, { 'Content-Type': TYPES[path.split('.').pop()] ?? 'application/octet-stream', 'Accept-Ranges': 'bytes', 'Content-Length': to - from + 1,
      ...(range ? { 'Content-Range': `bytes ${from}-${to}/${size}` } : {}) });
    createReadStream(path, { start: from, end: to }).pipe(response);
  }
}
