// Uploads a file with tus-js-client through a proxy that keeps breaking the connection, and
// ends the client itself now and then. Prints the asset's id and how often it was broken.
// Usage: node upload.mjs SERVER_PORT FILE CHUNK_BYTES PARALLEL
import { createReadStream, openSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import * as tus from 'tus-js-client';

const [serverPort, file, chunkSize, parallel] = process.argv.slice(2);
const size = statSync(file).size;

// numbers that look random and are the same each time
let state = 12345;
function random() {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return state / 0x7fffffff;
}

let broken = 0;
const proxy = net.createServer((client) => {
  const server = net.connect(Number(serverPort), '127.0.0.1');
  let left = broken < 30 ? 500_000 + Math.floor(random() * 4_000_000) : Infinity;
  client.on('data', (chunk) => {
    left -= chunk.length;
    if (left < 0) {
      broken++;
      left = Infinity;
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  });
  client.pipe(server);
  server.pipe(client);
  client.on('error', () => server.destroy());
  server.on('error', () => client.destroy());
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));

let aborted = 0;
let asset;

function once(uploadUrl) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(createReadStream(file), {
      endpoint: `http://127.0.0.1:${proxy.address().port}/v1/uploads`,
      uploadUrl,
      ...(Number(parallel) === 1 ? { uploadSize: size } : {}),
      chunkSize: Number(chunkSize),
      parallelUploads: Number(parallel),
      retryDelays: Array(100).fill(20),
      metadata: { filename: path.basename(file) },
      onProgress(sent) {
        if (Number(parallel) === 1 && aborted < 5 && sent > (aborted + 1) * size / 7) {
          aborted++;
          upload.abort().then(() => resolve(upload.url), reject);
        }
      },
      onError: reject,
      onSuccess({ lastResponse }) {
        asset = lastResponse.getHeader('Rushes-Asset');
        resolve(null);
      },
    });
    upload.start();
  });
}

let url = await once(null);
while (url) {
  url = await once(url);
}
proxy.close();
console.log(`${asset} broken=${broken} aborted=${aborted}`);
process.exit(0);
