// For everybody: keyboard, screen readers, small screens, both schemes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { barriers, open, overflows, shot } from './browser.mjs';
import { card, clip, finished, home, row, stage, text } from './stage.mjs';

const LONG = 'A001_C003_0812_a_name_that_is_rather_long_for_a_card.mov';

describe('For everybody', () => {
  let asset;
  let busy;

  before(async () => {
    const { server } = stage;
    asset = await server.asset(clip('long.mov'), LONG);
    await server.asset(clip('sound.wav'), 'only sound.wav');
    busy = await server.job(asset, { operations: [{ op: 'denoise', strength: 30 }, { op: 'upscale', scale: 4 }], output: { codec: 'prores_hq' } });
    const held = await server.job(asset, 'restore', { priority: -10 });
    await server.ask('POST', `/v1/jobs/${held.id}/hold`);
  });
  after(() => stage.server.ask('POST', `/v1/jobs/${busy.id}/cancel`));

  const focused = () => stage.page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id);

  test('everything can be done from the keyboard', async () => {
    const { page } = stage;
    await home();
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'main');
    const reached = [];
    while (reached.at(-1) !== `Process ${LONG}` && reached.length < 400) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
    }
    assert.deepEqual(reached.slice(0, 2), ['pick-files', 'pick-folder']);
    assert.equal(reached.at(-1), `Process ${LONG}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Process' }).waitFor();
    await page.getByText('Compose it yourself').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    await page.getByRole('radio', { checked: true }).focus();
    await page.keyboard.press('ArrowDown');
    const preset = await page.locator('input[name=preset]:checked').inputValue();
    assert.notEqual(preset, 'restore');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: LONG }).waitFor();
    const { jobs } = await stage.server.ask('GET', '/v1/jobs?limit=1');
    assert.equal(jobs[0].preset, preset);
    await page.getByRole('button', { name: `Cancel ${LONG}` }).focus();
    await page.keyboard.press('Enter');
    if (await page.getByRole('dialog').count()) {
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel the job' }).focus();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Cancelled', { exact: true }).waitFor();
  });

  for (const [name, options] of Object.entries({ dark: {}, light: { colorScheme: 'light' },
    phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' } })) {
    test(`no barriers and nothing sticking out: ${name}`, async () => {
      const job = await finished();
      await stage.page.context().close();
      stage.page = await open(stage.browser, options);
      const { page, server } = stage;
      const look = async (view) => {
        await shot(page, `${view}-${name}`);
        assert.deepEqual(await barriers(page), [], view);
        assert.equal(await overflows(page), 0, `${view} sticks out`);
      };
      await home();
      await page.locator('.job[data-state=running] progress').first().waitFor();
      await card('only sound.wav').waitFor();
      await look('home');
      await page.goto(`${server.url}/#/new?assets=${asset.id}`);
      await page.getByText('Compose it yourself').click();
      await look('compose');
      await page.goto(`${server.url}/#/jobs/${job.id}`);
      await page.waitForFunction(() => [...document.querySelectorAll('video')].every((film) => film.readyState >= 2) && document.querySelectorAll('video').length === 2);
      await text('What was measured').waitFor();
      await look('result');
    });
  }
});
