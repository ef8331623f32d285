// A line between a browser and a server that can go dead in the middle of an upload.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Line {
  /** How much a connection carries towards the server before it goes dead. */
  limit = Infinity;

  stuck = () => {};

  sockets = new Set();

  async open(port) {
    this.server = createServer((browser) => this.carry(browser, connect(port, '127.0.0.1')));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  carry(browser, server) {
    let carried = 0;
    for (const [one, other] of [[browser, server], [server, browser]]) {
      this.sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    server.pipe(browser);
    browser.on('data', (piece) => {
      carried += piece.length;
      if (carried > this.limit) {
        browser.dead = true;
        browser.pause();
        this.stuck();
      } else if (!server.write(piece)) {
        browser.pause();
        server.once('drain', () => browser.resume());
      }
    });
  }

  /** From now on connections go dead after so many bytes; gives a promise of the first that does. */
  cut(bytes) {
    this.limit = bytes;
    return new Promise((reached) => {
      this.stuck = reached;
    });
  }

  /** It carries again; what was dead breaks. */
  mend() {
    this.limit = Infinity;
    this.sockets.forEach((socket) => socket.dead && socket.destroy());
  }

  close() {
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
  }
}
