// Shots that were found in footage: searched, looked at, corrected, cut out.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { barriers, overflows, shot } from './browser.mjs';
import { clip, stage, text } from './stage.mjs';

/** Frames of each of the three shots. */
const LENGTH = 25;

describe('Shots', () => {
  let asset;

  before(async () => {
    const { server } = stage;
    asset = await server.asset(clip('edit.mov'), 'Grand Hotel.mov');
    const job = await server.job(asset, 'tag', { priority: 60 });
    await server.until(`/v1/jobs/${job.id}`, (now) => now.state === 'done');
    await server.until(`/v1/assets/${asset.id}`, (now) => now.artefacts.some((one) => one.kind === 'proxy'));
  });

  const cards = () => stage.page.locator('.shot');
  const counted = (many) => stage.page.waitForFunction((wanted) => document.querySelectorAll('.shot').length === wanted, many);
  const frame = async () => Number((await stage.page.locator('.where').textContent()).match(/frame (\d+)/)[1]);

  async function open(query = `?asset=${asset.id}`) {
    await stage.page.goto(`${stage.server.url}/#/shots${query}`);
    await stage.page.locator('#line[data-state=live]').waitFor();
  }

  test('a contact sheet is searched, narrowed down and run through with the mouse', async () => {
    const { page } = stage;
    await open('');
    await counted(3);
    await page.getByRole('searchbox', { name: 'Search shots' }).fill('hotels');
    await page.keyboard.press('Enter');
    await text('Found by clip: hotels').waitFor();
    await page.getByRole('searchbox', { name: 'Search shots' }).fill('giraffe');
    await page.keyboard.press('Enter');
    await text('No shot is like that').waitFor();
    await page.getByRole('button', { name: 'Without “giraffe”' }).click();
    await counted(3);
    const picture = cards().first().locator('.scrub-over');
    await picture.hover();
    const box = await picture.boundingBox();
    await page.waitForFunction(() => document.querySelector('.frames').style.backgroundImage !== '');
    const at = async (share) => {
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      return picture.locator('.frames').evaluate((node) => (node.hidden ? null : node.style.backgroundPositionX));
    };
    assert.equal(await at(0.02), '0%');
    assert.equal(await at(0.98), '100%');
    await page.mouse.move(0, 0);
    assert.equal(await picture.locator('.frames').isHidden(), true);
    assert.deepEqual(await barriers(page), []);
    await shot(page, 'shots');
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await overflows(page), 0);
  });

  test('a shot is played from its first frame to its last, marked, and cut out to the frame', async () => {
    const { page, server } = stage;
    await open();
    await counted(3);
    await cards().nth(1).getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Shot 2 of Grand Hotel.mov' }).waitFor();
    await page.waitForFunction((first) => document.querySelector('.where')?.textContent.endsWith(`frame ${first}`), LENGTH);
    await page.keyboard.press('.');
    assert.equal(await frame(), LENGTH + 1);
    await page.keyboard.press('i');
    await page.keyboard.press(' ');
    // it ends where the shot does
    await page.waitForFunction((last) => document.querySelector('.where').textContent.endsWith(`frame ${last}`) && document.querySelector('video').paused, 2 * LENGTH - 1);
    await page.keyboard.press('j');
    await page.waitForFunction((last) => Number(document.querySelector('.where').textContent.match(/frame (\d+)/)[1]) < last - 5, 2 * LENGTH - 1);
    await page.keyboard.press('k');
    const marked = await frame();
    await page.keyboard.press('o');
    await text(`In ${LENGTH + 1}, out ${marked}`).waitFor();
    assert.deepEqual(await barriers(page), []);
    await shot(page, 'shot');
    await page.getByRole('button', { name: 'Make subclip' }).click();
    await text('1 subclip is being made').waitFor();
    const { jobs } = await server.ask('GET', '/v1/jobs?limit=1');
    const job = await server.until(`/v1/jobs/${jobs[0].id}`, (now) => now.state === 'done');
    assert.equal(job.report.frames.written, marked - LENGTH);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Shot 3 of Grand Hotel.mov' }).waitFor();
  });

  test('what a person knows better stays', async () => {
    const { page, server } = stage;
    await open();
    await counted(3);
    await cards().nth(0).getByRole('link').first().click();
    await page.getByLabel('Size').selectOption('WS');
    await text('Noted').waitFor();
    await text('as a person said').waitFor();
    await page.getByLabel('Another tag').fill('our host');
    await page.keyboard.press('Enter');
    await page.locator('.tag', { hasText: 'our host' }).waitFor();
    const job = await server.job(asset, 'tag', { priority: 60 });
    await server.until(`/v1/jobs/${job.id}`, (now) => now.state === 'done');
    await open(`?asset=${asset.id}&tag=our+host`);
    await counted(1);
    await text('Wide', cards().first()).waitFor();
    await cards().first().getByRole('link').first().click();
    await page.locator('.tag', { hasText: 'our host' }).getByRole('button', { name: 'our host is wrong' }).click();
    await page.locator('.tag', { hasText: 'our host' }).waitFor({ state: 'detached' });
    await open(`?asset=${asset.id}&tag=our+host`);
    await text('No shot is like that').waitFor();
  });

  test('a tag is taught by examples and taken back', async () => {
    const { page } = stage;
    await open();
    await counted(3);
    await cards().nth(0).getByRole('checkbox').check();
    await page.getByLabel('Tag to teach').fill('fractal');
    await page.getByRole('button', { name: 'These are', exact: true }).click();
    await text('fractal: 1 yes, 0 no; now show some that are not').waitFor();
    await cards().nth(1).getByRole('checkbox').check();
    await cards().nth(2).getByRole('checkbox').check();
    await cards().nth(0).getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'These are not' }).click();
    await text('fractal: 1 yes, 2 no').waitFor();
    await page.getByRole('button', { name: 'Undo the last lesson of fractal' }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await shot(page, 'teaching');
    await page.getByRole('button', { name: 'Undo the last lesson of fractal' }).click();
    await text('1 yes, 0 no', page.locator('.taught')).waitFor();
    await page.getByRole('button', { name: 'Forget fractal' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
    await page.locator('.taught li').waitFor({ state: 'detached' });
    assert.equal((await stage.server.ask('GET', '/v1/tags')).tags.length, 0);
  });

  test('several shots become subclips at once, and an address that leads nowhere says so', async () => {
    const { page, server } = stage;
    await open();
    await counted(3);
    for (const index of [0, 2]) {
      await cards().nth(index).getByRole('checkbox').check();
    }
    await text('2 shots selected').waitFor();
    await page.getByRole('button', { name: 'Make subclips' }).click();
    await text('2 subclips are being made').waitFor();
    const { jobs } = await server.ask('GET', '/v1/jobs?limit=2');
    for (const { id } of jobs) {
      const job = await server.until(`/v1/jobs/${id}`, (now) => now.state === 'done');
      assert.equal(job.report.frames.written, LENGTH);
    }
    await page.goto(`${server.url}/#/shots/sht_nowhere`);
    await text('There is no such shot').waitFor();
    await page.getByRole('link', { name: 'All shots' }).click();
    await counted(3);
  });
});
