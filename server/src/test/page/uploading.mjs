// Uploads that are interrupted in every way, and go on where they stopped.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { drop } from './dropping.mjs';
import { Line } from './line.mjs';
import { card, clip, home, stage, text } from './stage.mjs';

/** Of a connection until it goes dead; far less than the clip. */
const SOME = 100_000;

describe('Uploads', () => {
  let line;

  before(async () => {
    line = new Line();
    await line.open(new URL(stage.server.url).port);
  });
  after(() => line.close());

  /** Counts what the page asks of uploads from now on. */
  function watched() {
    const asked = [];
    stage.page.on('request', (request) => request.url().includes('/v1/uploads') && asked.push(request.method()));
    return (method) => asked.filter((one) => one === method).length;
  }

  /** Begins an upload that gets stuck. */
  async function begun(name) {
    await home(line.url);
    const stuck = line.cut(SOME);
    await stage.page.setInputFiles('#pick-files', clip(name));
    await stuck;
  }

  const arrived = (name) => stage.page.getByRole('link', { name: `Process ${name}`, exact: true }).waitFor();

  test('an upload is paused and resumed', async () => {
    const { page } = stage;
    const asked = watched();
    await begun('paused.mov');
    await page.getByRole('button', { name: 'Pause paused.mov' }).click();
    await text('Paused ·').waitFor();
    await shot(page, 'paused');
    line.mend();
    await page.getByRole('button', { name: 'Resume paused.mov' }).click();
    await arrived('paused.mov');
    await page.locator('#uploads-title').waitFor({ state: 'hidden' });
    assert.equal(asked('POST'), 1, 'it began anew');
    assert.ok(asked('HEAD') > 0, 'it did not ask how much had arrived');
  });

  test('an upload goes on after a reload when the file is chosen again', async () => {
    const { page } = stage;
    const asked = watched();
    await begun('reloaded.mov');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await text('Choose or drop this file again').waitFor();
    await shot(page, 'interrupted');
    line.mend();
    await page.setInputFiles('#pick-files', clip('reloaded.mov'));
    await arrived('reloaded.mov');
    await text('Choose or drop this file again').waitFor({ state: 'hidden' });
    assert.equal(asked('POST'), 1, 'it began anew');
  });

  test('what an earlier visit left is forgotten when one says so, here and on the server', async () => {
    const { page } = stage;
    await begun('left.mov');
    const posted = page.waitForRequest((request) => request.method() === 'DELETE' && request.url().includes('/v1/uploads/'));
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    line.mend();
    await page.getByRole('button', { name: 'Forget left.mov' }).click();
    assert.equal((await (await posted).response()).status(), 204);
    await page.locator('#uploads-title').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('#line[data-state=live]').waitFor();
    assert.equal(await page.getByText('left.mov').count(), 0);
  });

  test('an upload is cancelled, and nothing of it stays', async () => {
    const { page } = stage;
    await begun('cancelled.mov');
    const gone = page.waitForResponse((response) => response.request().method() === 'DELETE' && response.status() === 204);
    await page.getByRole('button', { name: 'Cancel cancelled.mov' }).click();
    const { pathname } = new URL((await gone).url());
    await page.locator('#uploads-title').waitFor({ state: 'hidden' });
    line.mend();
    await assert.rejects(stage.server.ask('GET', pathname), /404/);
    assert.deepEqual((await stage.server.ask('GET', '/v1/assets?q=cancelled.mov')).assets, []);
  });

  test('an upload that the server refuses is cancelled too, and does not come back as interrupted', async () => {
    const { page } = stage;
    await begun('refused.mov');
    await page.getByRole('button', { name: 'Pause refused.mov' }).click();
    line.mend();
    await page.route('**/v1/uploads/*', (route) => (route.request().method() === 'PATCH'
      ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"detail":"not today"}' }) : route.continue()));
    await page.getByRole('button', { name: 'Resume refused.mov' }).click();
    await text('Not today').waitFor();
    const gone = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.getByRole('button', { name: 'Cancel refused.mov' }).click();
    assert.equal((await gone).status(), 204);
    await page.locator('#uploads-title').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('#line[data-state=live]').waitFor();
    assert.equal(await page.getByText('refused.mov').count(), 0);
  });

  test('an upload survives that the server is killed, and so does the stream of events', async () => {
    const { page, server } = stage;
    const asked = watched();
    await begun('restarted.mov');
    await server.stop('SIGKILL');
    await text('trying again. What has arrived is kept').waitFor();
    await page.locator('#line[data-state=offline]').waitFor();
    await shot(page, 'retrying');
    line.mend();
    await server.start();
    await page.locator('#line[data-state=live]').waitFor();
    await arrived('restarted.mov');
    await text('Resumed', page.locator('.upload')).waitFor({ state: 'hidden' });
    assert.equal(asked('POST'), 1, 'it began anew');
    assert.ok(asked('HEAD') > 0, 'it did not ask how much had arrived');
  });

  test('names are shown as they are, however odd', async () => {
    const { page } = stage;
    const names = ['🎬 “Zoë’s” cut & <script>alert(1)<∕script>.mov', 'مقطع فيديو.mov', `a"b'c <img src=x onerror=alert(1)>.mov`];
    const folder = mkdtempSync(join(tmpdir(), 'rushes-odd-'));
    names.forEach((name) => copyFileSync(clip('tiny.mov'), join(folder, name)));
    await home();
    await drop(page, ...names.map((name) => join(folder, name)));
    for (const name of names) {
      await arrived(name);
      assert.equal(await card(name).count(), 1);
      const made = (await stage.server.ask('GET', `/v1/assets?q=${encodeURIComponent(name)}`)).assets;
      assert.deepEqual(made.map((asset) => asset.name), [name]);
    }
    rmSync(folder, { recursive: true });
    await shot(page, 'odd-names');
    await page.getByRole('link', { name: `Process ${names[0]}`, exact: true }).click();
    await page.getByRole('radio', { name: /^Archive/ }).check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: names[0] }).waitFor();
    await page.getByRole('link', { name: 'Download the master' }).waitFor({ timeout: 60_000 });
    const [fetched] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the master' }).click()]);
    assert.match(fetched.suggestedFilename(), /^🎬 “Zoë’s” cut & _?.?script/);
  });
});
