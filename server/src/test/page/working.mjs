// Jobs under way: what the list shows, and what a person may do to them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { card, clip, home, row, stage, text } from './stage.mjs';

const HEAVY = { operations: [{ op: 'upscale', scale: 4 }], output: { codec: 'prores_hq' } };

/** A job of some length that is at work. */
async function running(name) {
  const asset = await stage.server.asset(clip('long.mov'), name);
  const job = await stage.server.job(asset, HEAVY, { priority: 50 });
  await row(name).getByText('Running', { exact: true }).waitFor({ timeout: 120_000 });
  return job;
}

const state = (job, wanted) => stage.server.until(`/v1/jobs/${job.id}`, (now) => now.state === wanted);

describe('Jobs under way', () => {
  test('progress is live, a killed worker loses nothing, and a job is cancelled and run again', async () => {
    const { page, server } = stage;
    await home();
    const job = await running('long.mov');
    const line = row('long.mov').locator('.how');
    await page.waitForFunction(() => [...document.querySelectorAll('.how')].some((one) => /^\d+ % · [1-9]\d* of \d+ frames · [\d.]+ fps · .* left$/.test(one.textContent)), null, { timeout: 120_000 });
    await shot(page, 'running');
    const [killed] = server.workers('cpu');
    process.kill(killed, 'SIGKILL');
    await server.until(`/v1/jobs/${job.id}`, (now) => now.tasks.some((task) => task.deaths > 0));
    await server.until(`/v1/jobs/${job.id}`, (now) => now.tasks.some((task) => task.deaths > 0 && task.frames_done > 0 && task.state === 'running'));
    await page.waitForFunction(() => [...document.querySelectorAll('.job[data-state=running] .how')].some((one) => /frames/.test(one.textContent)));
    assert.notEqual(server.workers('cpu')[0], killed);
    await row('long.mov').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await row('long.mov').getByText('Running', { exact: true }).waitFor();
    await row('long.mov').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the job' }).click();
    await row('long.mov').getByText('Cancelled', { exact: true }).waitFor();
    await page.locator('#announcer', { hasText: 'long.mov was cancelled.' }).waitFor({ state: 'attached' });
    assert.match(await line.textContent(), /^Cancelled just now$/);
    await row('long.mov').getByRole('button', { name: 'Retry' }).click();
    await row('long.mov').getByText('Running', { exact: true }).waitFor({ timeout: 120_000 });
    await server.ask('POST', `/v1/jobs/${job.id}/cancel`);
    await row('long.mov').getByText('Cancelled', { exact: true }).waitFor();
    await row('long.mov').getByRole('button', { name: 'Delete' }).click();
    await shot(page, 'question', false);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await row('long.mov').waitFor({ state: 'detached' });
    await assert.rejects(server.ask('GET', `/v1/jobs/${job.id}`), /404/);
  });

  test('a job is held, ranked and released, and what others change is seen', async () => {
    const { page, server } = stage;
    await home();
    const job = await running('ranked.mov');
    await row('ranked.mov').getByRole('button', { name: 'Hold' }).click();
    await row('ranked.mov').getByText('On hold', { exact: true }).waitFor();
    await text('Nothing happens until it is released', row('ranked.mov')).waitFor();
    await row('ranked.mov').getByLabel('Priority of').selectOption('-10');
    await server.until(`/v1/jobs/${job.id}`, (now) => now.priority === -10);
    await shot(page, 'held');
    await row('ranked.mov').getByRole('button', { name: 'Release' }).click();
    await row('ranked.mov').getByText(/^(Queued|Running)$/).waitFor();
    await page.evaluate(() => document.activeElement.blur());
    await server.ask('POST', `/v1/jobs/${job.id}/cancel`);
    await row('ranked.mov').getByText('Cancelled', { exact: true }).waitFor();
    await server.ask('DELETE', `/v1/jobs/${job.id}`);
    await row('ranked.mov').waitFor({ state: 'detached' });
  });

  test('a truncated clip fails with a sentence that says so', async () => {
    const { page, server } = stage;
    await home();
    await page.setInputFiles('#pick-files', clip('truncated.mkv'));
    await page.getByRole('link', { name: 'Process truncated.mkv' }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: 'truncated.mkv' }).waitFor();
    await page.locator('#announcer', { hasText: 'truncated.mkv has failed.' }).waitFor({ state: 'attached', timeout: 60_000 });
    const said = await page.locator('.how').textContent();
    assert.match(said, /^truncated\.mkv is truncated: it should have at least \d+ bytes and has \d+; copy it again, or choose “Save what is there”$/);
    assert.ok(!said.includes('/'), `it tells where files lie: ${said}`);
    await text('Change and run again').waitFor();
    await shot(page, 'failed');
    await page.getByRole('link', { name: 'Footage and jobs', exact: true }).click();
    await page.getByRole('radio', { name: 'Failed' }).check();
    await row('truncated.mkv').waitFor();
    await shot(page, 'failed-list');
    await page.getByRole('radio', { name: 'All' }).check();
    await row('truncated.mkv').getByRole('button', { name: 'Save what is there' }).click();
    await page.locator('#announcer', { hasText: 'truncated.mkv is done.' }).waitFor({ state: 'attached', timeout: 120_000 });
    await page.getByRole('heading', { name: 'Please note' }).waitFor();
  });

  test('sound alone is no footage, and says so; a still picture is', async () => {
    const { page } = stage;
    await home();
    await page.setInputFiles('#pick-files', [clip('sound.wav'), clip('sound.m4a'), clip('still.png')]);
    await card('sound.wav').getByText('sound.wav is no footage').waitFor();
    await card('sound.m4a').getByText('has no picture').waitFor();
    await shot(page, 'unusable');
    await page.getByRole('link', { name: 'Process still.png' }).click();
    await page.getByRole('radio', { name: /^Restore/ }).check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('slider', { name: 'Wipe' }).waitFor({ timeout: 120_000 });
    assert.equal(await page.locator('.layers img').count(), 2);
    assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0);
    await shot(page, 'still');
  });

  test('a recipe of one’s own is what the server gets, for several clips at once', async () => {
    const { page, server } = stage;
    for (const name of ['one.mov', 'two.mov']) {
      await server.asset(clip('tiny.mov'), name);
    }
    await home();
    await page.getByLabel('Select one.mov').check();
    await page.getByLabel('Select two.mov').check();
    await page.getByRole('link', { name: 'Process selected' }).click();
    await page.getByText('Compose it yourself').click();
    await page.getByLabel('Automatic').uncheck();
    await page.getByRole('spinbutton', { name: 'Strength' }).fill('7.5');
    await page.getByRole('combobox', { name: 'Codec' }).selectOption('ffv1');
    await page.getByRole('combobox', { name: 'Container' }).selectOption('mkv');
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('-10');
    await shot(page, 'compose');
    await page.getByRole('button', { name: 'Start 2 jobs' }).click();
    for (const name of ['one.mov', 'two.mov']) {
      await row(name).waitFor();
      const { jobs } = await server.ask('GET', '/v1/jobs');
      const job = jobs.find((one) => one.name === name);
      assert.equal(job.priority, -10);
      assert.equal(job.recipe.operations[0].strength, '7.5');
      assert.equal(job.recipe.output.codec, 'ffv1');
      await state(job, 'done');
      await row(name).getByText('Done', { exact: true }).waitFor();
    }
  });

  test('footage is deleted unless a job needs it, and the refusal is the server’s own', async () => {
    const { page } = stage;
    await home();
    for (const name of ['one.mov', 'sound.wav']) {
      await card(name).getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    }
    await card('sound.wav').waitFor({ state: 'detached' });
    await card('one.mov').waitFor();
  });
});
