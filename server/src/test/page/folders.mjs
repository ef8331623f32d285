// Folders, dropped and chosen.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { drop } from './dropping.mjs';
import { clip, home, stage, text } from './stage.mjs';

const arrived = (name) => stage.page.getByRole('link', { name: `Process ${name}`, exact: true }).waitFor();
const question = () => stage.page.getByRole('dialog', { name: 'These pictures look like a clip' });

describe('Folders', () => {
  test('a dropped folder gives its footage, in whatever folder below, and says what it passed over', async () => {
    const { page } = stage;
    await home();
    await drop(page, clip('card'));
    await arrived('A001.mov');
    await arrived('A002.mov');
    const note = page.locator('.noted');
    assert.match(await note.textContent(), /^Passed over, as they are no footage: .*\.DS_Store/);
    for (const name of ['.DS_Store', 'A001.xml', 'notes.txt']) {
      assert.ok((await note.textContent()).includes(name), name);
      assert.equal(await page.locator('.card').filter({ hasText: name }).count(), 0);
    }
    await shot(page, 'passed-over');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await note.waitFor({ state: 'hidden' });
  });

  test('a chosen folder does the same', async () => {
    const { page } = stage;
    await home();
    await page.setInputFiles('#pick-folder', clip('roll'));
    await arrived('B001.mov');
    await text('Passed over, as it is no footage: readme.txt.').waitFor();
  });

  test('a P2 clip is one clip with its sound, and nothing else of its card is taken', async () => {
    const { page, server } = stage;
    for (const bring of [() => drop(page, clip('p2')), () => page.setInputFiles('#pick-folder', clip('p2'))]) {
      await home();
      await bring();
      await arrived('0001AB.MXF');
      await text('Passed over, as it is no footage: 0001AB.BMP.').waitFor();
      await page.locator('#uploads-title').waitFor({ state: 'hidden' });
      const { assets } = await server.ask('GET', '/v1/assets?q=0001AB');
      assert.deepEqual(assets.map(({ name, files }) => [name, files]), [['0001AB.MXF', 3]]);
      assert.deepEqual(assets[0].clip.audio.map(({ channels }) => channels), [1, 1]);
      await server.ask('DELETE', `/v1/assets/${assets[0].id}`);
    }
  });

  test('numbered pictures can be taken one by one, or not at all', async () => {
    const { page } = stage;
    await home();
    await drop(page, clip('scan'));
    await question().waitFor();
    await text('3 pictures', question()).waitFor();
    assert.equal(await page.getByLabel('Rate').inputValue(), '24');
    await shot(page, 'sequence', false);
    await page.keyboard.press('Escape');
    await question().waitFor({ state: 'hidden' });
    assert.equal(await page.locator('.upload').count(), 0);
    await page.setInputFiles('#pick-folder', clip('scan'));
    await question().getByRole('button', { name: 'As separate pictures' }).click();
    for (const number of [1, 2, 3]) {
      await arrived(`scan.000${number}.png`);
    }
  });

  test('a sequence with a gap is no clip, and the number is named', async () => {
    const { page } = stage;
    await home();
    await page.setInputFiles('#pick-folder', clip('gap'));
    await question().waitFor();
    await text('Number 0003 is missing', question()).waitFor();
    assert.equal(await question().getByRole('button', { name: 'As one clip' }).count(), 0);
    await question().getByRole('button', { name: 'Cancel' }).click();
  });

  test('numbered pictures become one clip at the chosen rate', async (t) => {
    const { page, server } = stage;
    if (!(await server.ask('GET', '/openapi.json')).paths['/v1/assets'].post) {
      t.skip('this server has no POST /v1/assets');
      return;
    }
    await home();
    await page.setInputFiles('#pick-folder', clip('scan'));
    await question().waitFor();
    await page.getByLabel('Rate').selectOption('25');
    await question().getByRole('button', { name: 'As one clip' }).click();
    await arrived('scan.[0001-0003].png');
    await page.locator('#uploads-title').waitFor({ state: 'hidden' });
    const { assets } = await server.ask('GET', `/v1/assets?q=${encodeURIComponent('scan.[0001')}`);
    assert.equal(assets.length, 1);
    assert.equal(assets[0].clip.video.frame_rate, '25/1');
    assert.equal(assets[0].clip.video.frames, 3);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0, 'it remembers parts of what is whole');
  });
});
