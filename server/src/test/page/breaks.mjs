// When the server is away.

import { describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { clip, finished, home, row, stage, text } from './stage.mjs';

describe('Breaks', () => {
  test('an absent server is said, its return noticed, and what happened meanwhile is told', async () => {
    const { page, server } = stage;
    await finished();
    const asset = await server.asset(clip('tiny.mov'), 'meanwhile.mov');
    const job = await server.job(asset, { operations: [], output: { codec: 'prores_hq' } });
    await server.until(`/v1/jobs/${job.id}`, (now) => now.state === 'done');
    await home();
    await row('meanwhile.mov').getByText('Done', { exact: true }).waitFor();
    await server.stop();
    await text('The server does not answer.').waitFor();
    await row('meanwhile.mov').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await text('may be restarting', row('meanwhile.mov')).waitFor();
    await shot(page, 'offline');
    await server.start();
    await page.locator('#line[data-state=live]').waitFor();
    await page.locator('#banner').waitFor({ state: 'hidden' });
    await page.locator('#announcer', { hasText: 'The server is back.' }).waitFor({ state: 'attached' });
    await row('meanwhile.mov').getByText('Done', { exact: true }).waitFor();
    await server.ask('DELETE', `/v1/jobs/${job.id}`);
    await row('meanwhile.mov').waitFor({ state: 'detached' });
  });

  test('an address that leads nowhere says so', async () => {
    const { page, server } = stage;
    await page.goto(`${server.url}/#/jobs/job_000404`);
    await text('There is no such job').waitFor();
    await shot(page, 'unknown-job');
    await page.goto(`${server.url}/#/new?assets=ast_000404`);
    await text('No clip to process').waitFor();
  });
});
