// What the page keeps of what it was told, over hours and beside other tabs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { another, finished, home, stage } from './stage.mjs';

/** What the page asks for at once. */
const PART = 50;

/** More tabs than a browser opens connections to a server. */
const TABS = 8;

/** Answers to a path wait from now on; what is given lets them go. */
async function delayed(path) {
  let go;
  const gate = new Promise((open) => {
    go = open;
  });
  let waiting;
  const caught = new Promise((one) => {
    waiting = one;
  });
  await stage.page.route(path, async (route) => {
    const response = await route.fetch();
    waiting();
    await gate;
    await route.fulfill({ response });
  });
  return { go, caught };
}

const rows = (count) => stage.page.waitForFunction((many) => document.querySelectorAll('.job').length === many, count);

describe('What the page keeps', () => {
  let server;
  let asset;

  before(async () => {
    server = another('kept', ['--workers', 'none']);
    await server.start();
    asset = await server.ask('PUT', '/v1/assets?name=kept.mov', new TextEncoder().encode('footage'));
  });
  after(() => server.stop());

  async function submit(count) {
    for (let i = 0; i < count; i++) {
      await server.job(asset, 'restore');
    }
  }

  test('an answer that comes late does not undo what was told since, nor bring back what has gone', async () => {
    const { page } = stage;
    const [old, dropped] = [await server.job(asset, 'restore'), await server.job(asset, 'archive')];
    const { go, caught } = await delayed('**/v1/jobs?*');
    await page.goto(`${server.url}/#/`);
    await page.locator('#line[data-state=live]').waitFor();
    await caught;
    for (const job of [old, dropped]) {
      await server.ask('POST', `/v1/jobs/${job.id}/cancel`);
    }
    await page.waitForFunction(() => document.querySelectorAll('.job[data-state=cancelled]').length === 2);
    await server.ask('DELETE', `/v1/jobs/${dropped.id}`);
    await rows(1);
    const late = page.waitForResponse((response) => response.url().includes('/v1/jobs?'));
    go();
    await (await late).finished();
    // what came too late is asked for anew
    await page.waitForResponse((response) => response.url().endsWith(`/v1/jobs/${old.id}`));
    await page.waitForFunction(() => [...document.querySelectorAll('.job')].map((one) => one.dataset.state).join() === 'cancelled');
  });

  test('older jobs that somebody asked for stay when the server comes back', async () => {
    const { page } = stage;
    await submit(PART + 10);
    const { length } = (await server.ask('GET', '/v1/jobs?limit=100')).jobs;
    await home(server.url);
    await rows(PART);
    await page.getByRole('button', { name: 'Show older jobs' }).click();
    await rows(length);
    await server.stop();
    await page.locator('#line[data-state=offline]').waitFor();
    const further = page.waitForResponse((response) => /v1\/jobs\?.*cursor=/.test(response.url()));
    await server.start();
    await page.locator('#line[data-state=live]').waitFor();
    await further;
    await rows(length);
  });

  test('a page that stays open does not grow without end, and what it let go of can be had', async () => {
    const { page } = stage;
    await home(server.url);
    await rows(PART);
    await submit(PART + 1);
    await rows(PART);
    await page.getByRole('button', { name: 'Show older jobs' }).click();
    await rows(2 * PART);
  });

  test('tabs that nobody sees leave the connections to the one that is seen, and catch up', async () => {
    const { page } = stage;
    const seen = (tab, hidden) => tab.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    const tabs = [];
    for (let i = 0; i < TABS; i++) {
      const tab = await page.context().newPage();
      await tab.goto(`${server.url}/#/`);
      await tab.locator('#line[data-state=live]').waitFor();
      await tab.locator('.job').first().waitFor();
      await seen(tab, true);
      tabs.push(tab);
    }
    await home(server.url);
    const job = await server.job(asset, 'restore', { priority: 90 });
    await page.locator(`.job a[href="#/jobs/${job.id}"]`).first().waitFor();
    assert.equal(await tabs[0].locator(`.job a[href="#/jobs/${job.id}"]`).count(), 0);
    await seen(page, true);
    await seen(tabs[0], false);
    await tabs[0].locator(`.job a[href="#/jobs/${job.id}"]`).first().waitFor();
  });

  test('leaving a job before it is there leaves nothing of it behind', async () => {
    const { page } = stage;
    const job = await finished();
    // as if it were older than what the list shows
    await page.route('**/v1/jobs?*', (route) => route.fulfill({ json: { jobs: [], next: null } }));
    await home();
    await page.locator('.card').first().waitFor();
    const one = await delayed(`**/v1/jobs/${job.id}`);
    await page.goto(`${stage.server.url}/#/jobs/${job.id}`);
    await one.caught;
    await page.goto(`${stage.server.url}/#/`);
    await page.locator('.intake').waitFor();
    const late = page.waitForResponse((response) => response.url().endsWith(`/v1/jobs/${job.id}`));
    one.go();
    await (await late).finished();
    // by the time of another answer the page has made of that one what it makes
    await page.evaluate(() => fetch('/healthz').then((answer) => answer.text()));
    const taken = await page.evaluate(() => !document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '.', bubbles: true, cancelable: true })));
    assert.equal(taken, false, 'a viewer that nobody sees takes keys');
  });
});
