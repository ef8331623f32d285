// Source and result in one frame.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { clip, finished, stage } from './stage.mjs';

const RATE = 25;

async function opened() {
  const { page, server } = stage;
  const job = await finished();
  await page.goto(`${server.url}/#/jobs/${job.id}`);
  await page.waitForFunction(() => document.querySelectorAll('video').length === 2 && [...document.querySelectorAll('video')].every((film) => film.readyState >= 2 && !film.seeking),
    null, { timeout: 120_000 });
  return job;
}

const times = () => stage.page.evaluate(() => [...document.querySelectorAll('video')].map((film) => film.currentTime));
const still = () => stage.page.waitForFunction(() => [...document.querySelectorAll('video')].every((film) => film.paused && !film.seeking));
const wipe = () => stage.page.getByRole('slider', { name: 'Wipe' });

describe('Comparison', () => {
  test('source and result show the same frame, stepping and playing', async () => {
    const { page } = stage;
    await opened();
    for (const key of ['.', '.', '.', ',']) {
      await page.keyboard.press(key);
    }
    await page.getByText('frame 3 of 30').waitFor();
    await still();
    assert.deepEqual((await times()).map((time) => Math.floor(time * RATE)), [2, 2]);
    await page.getByRole('slider', { name: 'Frame' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('frame 4 of 30').waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector('video').currentTime > 0.6);
    await page.getByRole('button', { name: 'Pause' }).click();
    await still();
    const [result, source] = await times();
    assert.equal(Math.floor(result * RATE), Math.floor(source * RATE));
    assert.ok(result > 0.5);
    const bright = await page.evaluate(() => [...document.querySelectorAll('video')].map((film) => {
      const canvas = document.createElement('canvas');
      canvas.width = 32;
      canvas.height = 18;
      const paper = canvas.getContext('2d');
      paper.drawImage(film, 0, 0, 32, 18);
      return [...paper.getImageData(0, 0, 32, 18).data];
    }));
    const apart = bright[0].reduce((sum, value, i) => sum + Math.abs(value - bright[1][i]), 0) / bright[0].length;
    assert.ok(apart < 8, `the two pictures differ by ${apart} of 255 on average`);
  });

  test('the end is the last frame, and playing on from there begins anew', async () => {
    const { page } = stage;
    await opened();
    await page.getByRole('slider', { name: 'Frame' }).focus();
    await page.keyboard.press('End');
    await page.getByText('frame 30 of 30').waitFor();
    await page.keyboard.press('.');
    await page.getByText('frame 30 of 30').waitFor();
    await still();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector('video').currentTime < 1);
  });

  test('the wipe moves by key and by pointer; size and single views work', async () => {
    const { page } = stage;
    const { report } = await opened();
    await wipe().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    assert.equal(await wipe().getAttribute('aria-valuenow'), '39');
    const box = await page.locator('.view').boundingBox();
    await wipe().hover();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
    await page.mouse.up();
    assert.equal(await wipe().getAttribute('aria-valuenow'), '80');
    await shot(page, 'compare');
    const wide = (width) => page.waitForFunction((pixels) => document.querySelector('.layers').getBoundingClientRect().width === pixels, width);
    await page.keyboard.press('z');
    await wide(report.encoding.width);
    await shot(page, 'compare-1to1', false);
    await page.keyboard.press('z');
    await wide(report.encoding.width * 2);
    await page.getByRole('radio', { name: 'Result' }).check();
    await wipe().waitFor({ state: 'hidden' });
    await page.keyboard.down('b');
    await page.locator('.label.left').waitFor();
    await page.keyboard.up('b');
    await page.locator('.label.left').waitFor({ state: 'hidden' });
  });

  test('at 1:1 the pixels are those of source and master, frame by frame, and not while it plays', async () => {
    const { page, server } = stage;
    const job = await opened();
    await page.getByRole('radio', { name: '1:1' }).check();
    await page.getByText('Frame 1, every pixel: source 160 × 90, master 320 × 180').waitFor();
    await page.keyboard.press('.');
    await page.keyboard.press('.');
    await page.getByText('Frame 3, every pixel').waitFor();
    await shot(page, 'compare-pixels', false);
    const differ = await page.evaluate(async (id) => {
      const pixels = (picture) => {
        const canvas = document.createElement('canvas');
        canvas.width = picture.naturalWidth;
        canvas.height = picture.naturalHeight;
        const paper = canvas.getContext('2d');
        paper.drawImage(picture, 0, 0);
        return [...paper.getImageData(0, 0, canvas.width, canvas.height).data].join();
      };
      const expected = async (of) => {
        const picture = new Image();
        picture.src = `/v1/jobs/${id}/stills/2?of=${of}`;
        await picture.decode();
        return pixels(picture);
      };
      const [master, source] = document.querySelectorAll('.layers img');
      return [pixels(master) === await expected('master'), pixels(source) === await expected('source'), pixels(master) === pixels(source),
        source.style.clipPath === document.querySelectorAll('.layers video')[1].style.clipPath];
    }, job.id);
    assert.deepEqual(differ, [true, true, false, true]);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('pause to see every pixel').waitFor();
    assert.equal(await page.locator('.layers img').count(), 0);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/Frame \d+, every pixel/).waitFor();
    await page.getByRole('radio', { name: 'Fit' }).check();
    await page.locator('.layers img').first().waitFor({ state: 'detached' });
    await server.until(`/v1/jobs/${job.id}`, (now) => !now.tasks.some((task) => task.kind === 'still'));
  });

  test('a variable rate has as many frames on the page as in the file', async () => {
    const { page, server } = stage;
    const asset = await server.asset(clip('variable.mkv'), 'variable.mkv');
    assert.equal(asset.clip.video.timing, 'vfr');
    const job = await server.job(asset, { operations: [], output: { codec: 'prores_hq' } });
    await server.ask('POST', `/v1/jobs/${job.id}/hold`).catch(() => {});
    await server.until(`/v1/assets/${asset.id}`, (now) => now.artefacts.some((one) => one.kind === 'proxy'));
    await page.goto(`${server.url}/#/jobs/${job.id}`);
    await page.getByText(`frame 1 of ${asset.clip.video.frames}`).waitFor();
    await server.ask('POST', `/v1/jobs/${job.id}/cancel`).catch(() => {});
  });
});
