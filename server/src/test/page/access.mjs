// A server for others: it wants a key. It has no workers, so what is there stays as it is.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { barriers, shot } from './browser.mjs';
import { another, home, stage, text } from './stage.mjs';

/** Half as many again as the page asks for at once. */
const MANY = 75;

describe('A guarded server', () => {
  let server;
  let admin;
  let reader;

  before(async () => {
    server = another('guarded', ['--bind', '0.0.0.0', '--workers', 'none']);
    admin = await server.key('editor', 'admin');
    [reader] = await Promise.all([server.key('guest', 'read'), server.start()]);
  });
  after(() => server.stop());

  async function signIn(key) {
    await stage.page.getByRole('textbox', { name: 'Key' }).fill(key);
    await stage.page.getByRole('button', { name: 'Sign in' }).click();
  }

  test('a server that wants a key asks for it once, and an empty one says what to do', async () => {
    const { page } = stage;
    await page.goto(server.url);
    await signIn('rk_wrong');
    await text('The key is wrong or was revoked').waitFor();
    assert.deepEqual(await barriers(page), []);
    await shot(page, 'signin');
    await signIn(admin);
    await text('No footage yet').waitFor();
    await text('No jobs yet').waitFor();
    await page.locator('#line[data-state=live]').waitFor();
    await shot(page, 'empty');
    await page.reload();
    await text('No footage yet').waitFor();
  });

  test('long lists come in parts, for footage and for jobs', async () => {
    const { page } = stage;
    const key = { Authorization: `Bearer ${admin}` };
    for (let i = 0; i < MANY; i++) {
      const asset = await server.ask('PUT', `/v1/assets?name=many.${i}.mov`, new TextEncoder().encode(`clip ${i}`), key);
      await server.ask('POST', '/v1/jobs', { asset: asset.id, recipe: 'restore' }, key);
    }
    await page.goto(server.url);
    await signIn(admin);
    for (const [button, item] of [['Show more footage', '.card'], ['Show older jobs', '.job']]) {
      await page.getByRole('button', { name: button }).waitFor();
      assert.equal(await page.locator(item).count(), 50);
      await page.getByRole('button', { name: button }).click();
      await page.waitForFunction(([what, many]) => document.querySelectorAll(what).length === many, [item, MANY]);
      await page.getByRole('button', { name: button }).waitFor({ state: 'hidden' });
    }
    await text('Waits for a free worker').waitFor();
  });

  test('who may only look is told so', async () => {
    const { page } = stage;
    await page.goto(server.url);
    await signIn(reader);
    await page.locator('.job').first().getByRole('button', { name: 'Hold' }).click();
    await text('has the scope read and this needs submit', page.locator('.job').first()).waitFor();
  });

  test('a priority that another sets is seen at once', async (t) => {
    const { page } = stage;
    if (!JSON.stringify(await server.ask('GET', '/openapi.json')).includes('job.changed')) {
      t.skip('this server does not tell of job.changed');
      return;
    }
    await page.goto(server.url);
    await signIn(admin);
    await page.locator('#line[data-state=live]').waitFor();
    const key = { Authorization: `Bearer ${admin}` };
    const { jobs } = await server.ask('GET', '/v1/jobs?limit=3', undefined, key);
    await server.ask('PATCH', `/v1/jobs/${jobs[2].id}`, { priority: 50 }, key);
    // what is urgent goes first
    await page.waitForFunction((name) => document.querySelector('.job .name').textContent === name && document.querySelector('.job select').value === '50', jobs[2].name);
  });
});
