// What TensorFlow.js itself says of one picture, for the test of the conversion to ONNX:
//   npm install --no-save @tensorflow/tfjs@4.22.0
//   node golden.mjs ../../src/main/npm/node_modules/@vladmandic/human/models > ../../src/test/resources/dev/rushes/models/tfjs/golden.json
// The picture is made of numbers, so that no file is needed. Of every output some numbers are kept.
import fs from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';

const MODELS = [
  { name: 'blazeface', size: 256, black: -1, white: 1, outputs: ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'] },
  { name: 'centernet', size: 512, black: 0, white: 255, outputs: ['tower_0/keypoints', 'tower_0/wh'] },
];
const KEPT = 64;

/** Of sample c of the pixel x, y: 0..255. */
function sample(x, y, c) {
  return (x * 7 + y * 13 + c * 101 + ((x * y) >> 5) * 29) % 256;
}

async function load(folder, name) {
  const model = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`)));
  const weights = fs.readFileSync(path.join(folder, `${name}.bin`));
  return tf.loadGraphModel({
    load: async () => ({
      ...model,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    }),
  });
}

await tf.setBackend('cpu');
const golden = {};
for (const { name, size, black, white, outputs } of MODELS) {
  const numbers = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        numbers[(y * size + x) * 3 + c] = black + ((white - black) * sample(x, y, c)) / 255;
      }
    }
  }
  const results = (await load(process.argv[2], name)).execute(tf.tensor4d(numbers, [1, size, size, 3]), outputs);
  golden[name] = {};
  outputs.forEach((output, i) => {
    const result = results[i];
    // pictures as [1, C, H, W]
    const flat = (result.rank === 4 ? result.transpose([0, 3, 1, 2]) : result).dataSync();
    const step = Math.floor(flat.length / KEPT);
    golden[name][output] = { count: flat.length, step, numbers: Array.from({ length: KEPT }, (_, k) => Number(flat[k * step].toPrecision(7))) };
  });
}
console.log(JSON.stringify(golden));
