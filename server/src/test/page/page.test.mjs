// The page in a real browser, against documents and media that real workers made.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { barriers, launch, open, overflows, server, settings, shot } from './browser.mjs';

let browser;
let fixture;
let page;

before(async () => {
  browser = await launch();
  fixture = await server();
});
after(async () => {
  await browser?.close();
  await fixture?.stop();
});
beforeEach(async () => {
  fixture.empty();
  page = await open(browser);
});
afterEach(async () => {
  assert.deepEqual(page.mistakes, []);
  await page.context().close();
});

const text = (words) => page.getByText(words, { exact: false }).first();
const home = async (on = page) => {
  await on.goto(fixture.url);
  await on.locator('#line[data-state=live]').waitFor();
};

/** Lets the line go dead in the middle of an upload. */
function door() {
  fixture.limit = 100_000;
  const reached = new Promise((done) => {
    fixture.stuck = done;
  });
  return { reached, open: () => {
    fixture.limit = Infinity;
  } };
}

async function finished() {
  const asset = fixture.addAsset('street.mov');
  const job = fixture.addJob(asset);
  fixture.finish(job);
  await page.goto(`${fixture.url}/#/jobs/${job.id}`);
  await page.waitForFunction(() => document.querySelectorAll('video').length === 2 && [...document.querySelectorAll('video')].every((film) => film.readyState >= 2 && !film.seeking));
  return job;
}

const times = () => page.evaluate(() => [...document.querySelectorAll('video')].map((film) => film.currentTime));
const still = () => page.waitForFunction(() => [...document.querySelectorAll('video')].every((film) => film.paused && !film.seeking));

test('an empty server says what to do', async () => {
  await home();
  await text('No footage yet').waitFor();
  await text('No jobs yet').waitFor();
  await shot(page, 'empty');
});

test('a chosen file is uploaded, can be paused and resumed, and becomes footage', async () => {
  await home();
  const way = door();
  await page.setInputFiles('#pick-files', settings.clip);
  await way.reached;
  await page.getByRole('button', { name: 'Pause zoom.mp4' }).click();
  await text('Paused').waitFor();
  await shot(page, 'paused');
  way.open();
  await page.getByRole('button', { name: 'Resume zoom.mp4' }).click();
  await page.getByRole('link', { name: 'Process zoom.mp4' }).waitFor();
  await page.locator('#uploads-title').waitFor({ state: 'hidden' });
  assert.ok(fixture.requests.some((line) => line.startsWith('HEAD /v1/uploads/')), 'it did not ask how much had arrived');
});

test('a dropped file is uploaded from any view', async () => {
  await page.goto(`${fixture.url}/#/jobs/job_000404`);
  await text('There is no such job').waitFor();
  await shot(page, 'unknown-job');
  const bytes = [...readFileSync(settings.clip)];
  const transfer = await page.evaluateHandle((content) => {
    const held = new DataTransfer();
    held.items.add(new File([new Uint8Array(content)], 'dropped.mp4', { type: 'video/mp4', lastModified: 1 }));
    return held;
  }, bytes);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await text('Drop to upload').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await page.getByRole('link', { name: 'Process dropped.mp4' }).waitFor();
});

test('an upload goes on after a reload when the file is chosen again', async () => {
  await home();
  const way = door();
  await page.setInputFiles('#pick-files', settings.clip);
  await way.reached;
  const begun = fixture.uploads.size;
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await text('Choose or drop this file again').waitFor();
  await shot(page, 'interrupted');
  way.open();
  await page.setInputFiles('#pick-files', settings.clip);
  await page.getByRole('link', { name: 'Process zoom.mp4' }).waitFor();
  assert.equal(begun, 1);
  assert.equal(fixture.requests.filter((line) => line === 'POST /v1/uploads').length, 1, 'it began anew');
});

test('an upload survives a restart of the server', async () => {
  await home();
  const way = door();
  await page.setInputFiles('#pick-files', settings.clip);
  await way.reached;
  const port = fixture.port;
  await fixture.stop();
  await text('trying again. What has arrived is kept').waitFor();
  await shot(page, 'retrying');
  way.open();
  await fixture.start(port);
  await page.getByRole('link', { name: 'Process zoom.mp4' }).waitFor();
});

test('a preset is chosen, the job runs before one’s eyes, the result is compared', async () => {
  fixture.addAsset('street.mov');
  await home();
  await page.getByRole('link', { name: 'Process street.mov' }).click();
  await text('Compose it yourself').waitFor();
  await shot(page, 'presets');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'street.mov' }).waitFor();
  const job = fixture.jobs[0];
  assert.equal(job.asked.recipe, 'restore');
  fixture.move(job, { state: 'planning', phase: 'measuring noise' });
  await text('Measuring noise…').waitFor();
  fixture.move(job, { state: 'running' });
  fixture.move(job, { progress: 0.42, fps: 11.6, eta_seconds: 185, frames_done: 21, frames_total: 50 });
  await text('42 % · 21 of 50 frames · 12 fps · 3 min 05 s left').waitFor();
  await shot(page, 'running');
  fixture.finish(job);
  await page.getByRole('slider', { name: 'Wipe' }).waitFor();
  await page.locator('#announcer', { hasText: 'is done' }).waitFor({ state: 'attached' });
  await text('What was measured and decided').waitFor();
  await text('50 frames in, 50 frames out').waitFor();
});

test('a recipe of one’s own is what the server gets', async () => {
  fixture.addAsset('street.mov');
  await home();
  await page.getByRole('link', { name: 'Process street.mov' }).click();
  await page.getByText('Compose it yourself').click();
  await page.getByLabel('Automatic').uncheck();
  await page.getByRole('spinbutton', { name: 'Strength' }).fill('7.5');
  await page.getByRole('combobox', { name: 'Scale' }).selectOption('4');
  await page.getByRole('combobox', { name: 'Codec' }).selectOption('dnxhr_hqx');
  await page.getByRole('combobox', { name: 'Container' }).selectOption('mxf');
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('50');
  await shot(page, 'compose');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'street.mov' }).waitFor();
  assert.deepEqual(fixture.jobs[0].asked, { asset: fixture.assets[0].id, priority: 50, recipe: {
    operations: [{ op: 'denoise', strength: 7.5, model: 'auto' }, { op: 'upscale', scale: 4, model: 'auto' }], output: { codec: 'dnxhr_hqx', container: 'mxf' } } });
});

test('several clips are started at once', async () => {
  fixture.addAsset('one.mov');
  fixture.addAsset('two.mov');
  await home();
  await page.getByLabel('Select one.mov').check();
  await page.getByLabel('Select two.mov').check();
  await page.getByRole('link', { name: 'Process selected' }).click();
  await page.getByRole('button', { name: 'Start 2 jobs' }).click();
  await page.getByRole('link', { name: 'one.mov' }).first().waitFor();
  assert.equal(fixture.jobs.length, 2);
});

test('the list is live, and jobs can be held, released, ranked, cancelled, retried and deleted', async () => {
  const asset = fixture.addAsset('street.mov');
  await home();
  const job = fixture.addJob(asset);
  const row = page.locator('.job');
  await row.getByText('Queued', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Hold' }).click();
  await row.getByText('On hold').waitFor();
  await row.getByRole('button', { name: 'Release' }).click();
  await row.getByText('Queued', { exact: true }).waitFor();
  await row.getByLabel('Priority of').selectOption('50');
  await page.waitForFunction(() => document.querySelector('.job select').value === '50');
  fixture.move(job, { state: 'running', progress: 0.1 });
  await row.getByText('Running').waitFor();
  await row.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the job' }).click();
  await row.getByText('Cancelled', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Retry' }).click();
  await row.getByText('Queued', { exact: true }).waitFor();
  fixture.move(job, { state: 'failed', problem: { detail: 'street.mov: frame 812 cannot be decoded' } });
  await row.getByText('frame 812 cannot be decoded').waitFor();
  await shot(page, 'failed-list');
  await row.getByRole('button', { name: 'Delete' }).click();
  await shot(page, 'question', false);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await text('No jobs yet').waitFor();
  assert.equal(job.priority, 50);
});

test('source and result show the same frame, stepping and playing', async () => {
  await finished();
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press(',');
  await page.getByText('frame 3 of 50').waitFor();
  await still();
  assert.deepEqual((await times()).map((time) => Math.floor(time * 25)), [2, 2]);
  await page.getByRole('slider', { name: 'Frame' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('frame 4 of 50').waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => document.querySelector('video').currentTime > 0.6);
  await page.getByRole('button', { name: 'Pause' }).click();
  await still();
  const [result, source] = await times();
  assert.equal(Math.floor(result * 25), Math.floor(source * 25));
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
  assert.ok(apart < 6, `the two pictures differ by ${apart} of 255 on average`);
});

test('the wipe moves by key and by pointer; zoom and single views work', async () => {
  await finished();
  const wipe = page.getByRole('slider', { name: 'Wipe' });
  await wipe.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  assert.equal(await wipe.getAttribute('aria-valuenow'), '39');
  const box = await page.locator('.view').boundingBox();
  await wipe.hover();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
  await page.mouse.up();
  assert.equal(await wipe.getAttribute('aria-valuenow'), '80');
  await shot(page, 'compare');
  await page.keyboard.press('z');
  await page.waitForFunction(() => document.querySelector('.layers').getBoundingClientRect().width === 640);
  await shot(page, 'compare-1to1', false);
  await page.keyboard.press('z');
  await page.waitForFunction(() => document.querySelector('.layers').getBoundingClientRect().width === 1280);
  await page.getByRole('radio', { name: 'Result' }).check();
  await wipe.waitFor({ state: 'hidden' });
  await page.keyboard.down('b');
  await page.locator('.label.left').waitFor();
  await page.keyboard.up('b');
  await page.locator('.label.left').waitFor({ state: 'hidden' });
});

test('an absent server is said, and its return noticed', async () => {
  const asset = fixture.addAsset('street.mov');
  const job = fixture.addJob(asset, { state: 'running', progress: 0.2 });
  await home();
  await text('Running').waitFor();
  const port = fixture.port;
  await fixture.stop();
  await text('The server does not answer.').waitFor();
  await page.getByRole('button', { name: 'Hold' }).click();
  await text('may be restarting').waitFor();
  await shot(page, 'offline');
  job.state = 'failed';
  job.problem = { detail: 'the worker died three times on this clip' };
  await fixture.start(port);
  await page.locator('#line[data-state=live]').waitFor();
  await page.locator('#banner').waitFor({ state: 'hidden' });
  await text('The worker died three times').waitFor();
});

test('what happened during a break is told when it is over', async () => {
  const asset = fixture.addAsset('street.mov');
  await home();
  const port = fixture.port;
  await fixture.stop();
  await text('The server does not answer.').waitFor();
  fixture.addJob(asset, { name: 'meanwhile.mov' });
  await fixture.start(port);
  await text('meanwhile.mov').waitFor();
});

test('a refusal is shown in the server’s own words, and nothing typed is lost', async () => {
  fixture.addAsset('street.mov');
  await home();
  await page.getByRole('link', { name: 'Process street.mov' }).click();
  await page.getByRole('radio', { name: /^Denoise/ }).check();
  fixture.refuse = 'POST /v1/jobs';
  await page.getByRole('button', { name: 'Start' }).click();
  await text('The disk has 12 MB left').waitFor();
  await shot(page, 'refused');
  assert.equal(await page.locator('input[name=preset]:checked').inputValue(), 'denoise');
});

test('a refused upload says why and can be tried again', async () => {
  await home();
  fixture.refuse = 'POST /v1/uploads';
  await page.setInputFiles('#pick-files', settings.clip);
  await text('The disk has 12 MB left').waitFor();
  await shot(page, 'upload-refused');
  fixture.refuse = null;
  await page.getByRole('button', { name: 'Resume zoom.mp4' }).click();
  await page.getByRole('link', { name: 'Process zoom.mp4' }).waitFor();
});

test('footage that cannot be used says why; a damaged job says what to do', async () => {
  const asset = fixture.addAsset('notes.mov', 'unusable', { problem: { detail: 'notes.mov is no footage that can be read' } });
  fixture.addAsset('coming.mov', 'probing');
  const job = fixture.addJob(asset, { state: 'failed', problem: { detail: 'notes.mov is damaged: 12 frames are missing' } });
  await home();
  await text('notes.mov is no footage').waitFor();
  await text('Being looked at…').waitFor();
  await shot(page, 'unusable');
  await page.goto(`${fixture.url}/#/jobs/${job.id}`);
  await text('12 frames are missing').waitFor();
  await shot(page, 'failed');
});

test('a server that wants a key asks for it once', async () => {
  fixture.addAsset('secret.mov');
  fixture.key = 'rk_right';
  await page.goto(fixture.url);
  await page.getByRole('textbox', { name: 'Key' }).fill('rk_wrong');
  await page.keyboard.press('Enter');
  await text('There is no such key').waitFor();
  assert.deepEqual(await barriers(page), []);
  await shot(page, 'signin');
  await page.getByRole('textbox', { name: 'Key' }).fill('rk_right');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await text('secret.mov').waitFor();
  await page.locator('#line[data-state=live]').waitFor();
  await page.reload();
  await text('secret.mov').waitFor();
});

test('everything can be done from the keyboard', async () => {
  fixture.addAsset('street.mov');
  await home();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const reached = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id);
    reached.push(label);
    if (label === 'Process street.mov') {
      break;
    }
  }
  assert.deepEqual(reached, ['pick-files', 'pick-folder', 'Select street.mov', 'Process street.mov']);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Process' }).waitFor();
  await page.getByText('Compose it yourself').waitFor();
  await page.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('input[name=preset]:checked').inputValue(), 'archive');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'street.mov' }).waitFor();
  assert.equal(fixture.jobs[0].asked.recipe, 'archive');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
});

for (const [name, options] of Object.entries({ dark: {}, light: { colorScheme: 'light' }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' } })) {
  test(`no barriers and nothing sticking out: ${name}`, async () => {
    await page.context().close();
    page = await open(browser, options);
    const asset = fixture.addAsset('A001_C003_0812_a_name_that_is_rather_long_for_a_card.mov');
    fixture.addAsset('notes.mov', 'unusable', { problem: { detail: 'notes.mov is no footage that can be read: Invalid data found when processing input' } });
    fixture.addJob(asset, { state: 'running', progress: 0.42, fps: 11.6, eta_seconds: 185, frames_done: 1520, frames_total: 3620 });
    fixture.addJob(asset, { state: 'failed', problem: { detail: 'A001_C003_0812.mov: frame 812 cannot be decoded' } });
    await home();
    await text('Running').waitFor();
    const look = async (view) => {
      await shot(page, `${view}-${name}`);
      assert.deepEqual(await barriers(page), [], view);
      assert.equal(await overflows(page), 0, `${view} sticks out`);
    };
    await look('home');
    await page.goto(`${fixture.url}/#/new?assets=${asset.id}`);
    await page.getByText('Compose it yourself').click();
    await look('compose');
    await finished();
    await text('What was measured').waitFor();
    await look('result');
  });
}
