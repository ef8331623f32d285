// What all tests share: one browser, one server with its workers, and a fresh page for each.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, open, settings } from './browser.mjs';
import { Server } from './server.mjs';

/** Where tests find what there is now: {browser, server, page, done}. */
export const stage = {};

const folder = mkdtempSync(join(tmpdir(), 'rushes-page-'));

/** A generated clip of the folder that was handed in. */
export const clip = (name) => join(settings.clips, name);

/** Another server, which the test ends. */
export const another = (name, options) => new Server(settings, join(folder, name), options);

before(async () => {
  stage.server = another('main', ['--workers', 'cpu=1']);
  [stage.browser] = await Promise.all([launch(), stage.server.start()]);
  // is made while the first tests run
  stage.master = stage.server.asset(clip('street.mov'), 'finished.mov').then(async (asset) => {
    const job = await stage.server.job(asset, 'restore');
    return () => stage.server.until(`/v1/jobs/${job.id}`, (now) => now.artefacts.some((one) => one.kind === 'poster'));
  });
  await stage.master;
});
after(async () => {
  await stage.browser?.close();
  await stage.server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  stage.page = await open(stage.browser);
});
afterEach(async () => {
  assert.deepEqual(stage.page.mistakes, []);
  await stage.page.context().close();
});

/** The job that the comparison is tried on, once it is done. */
export const finished = async () => (await stage.master)();

/** The first element with some words in it. */
export const text = (words, within = stage.page) => within.getByText(words, { exact: false }).first();

/** The page at "#/", with its stream of events open. */
export async function home(url = stage.server.url) {
  await stage.page.goto(`${url}/#/`);
  await stage.page.locator('#line[data-state=live]').waitFor();
}

/** One line of the list of jobs. */
export const row = (name) => stage.page.locator('.job').filter({ has: stage.page.getByRole('link', { name, exact: true }) });

/** One clip of the bin. */
export const card = (name) => stage.page.locator('.card').filter({ has: stage.page.getByText(name, { exact: true }) });
