// From a dropped clip to its master, as an editor goes it the first time.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { shot } from './browser.mjs';
import { drop } from './dropping.mjs';
import { clip, home, stage, text } from './stage.mjs';

describe('From clip to master', () => {
  test('a clip is dropped, restored before one’s eyes, compared and fetched', async () => {
    const { page } = stage;
    await home();
    await drop(page, clip('street.mov'));
    await page.getByRole('link', { name: 'Process street.mov' }).waitFor();
    await text('160 × 90 · 25 fps · ProRes', page.locator('.card')).waitFor();
    await page.locator('.card[data-state=ready] img').first().waitFor();
    await shot(page, 'footage');
    await page.getByRole('link', { name: 'Process street.mov' }).click();
    await text('Compose it yourself').waitFor();
    await shot(page, 'presets');
    await page.getByRole('radio', { name: /^Restore/ }).check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: 'street.mov' }).waitFor();
    await page.locator('#announcer', { hasText: 'street.mov is done.' }).waitFor({ state: 'attached', timeout: 120_000 });
    await text('30 frames in, 30 frames out').waitFor();
    await text('What was measured and decided').waitFor();
    await page.getByRole('slider', { name: 'Wipe' }).waitFor({ timeout: 120_000 });
    await text('PCM 16 bit, mono, 48 kHz').waitFor();
    await text('Start timecode').waitFor();
    const [fetched] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the master' }).click()]);
    assert.equal(fetched.suggestedFilename(), 'street.rushes.mov');
    const bytes = readFileSync(await fetched.path());
    assert.equal(bytes.subarray(4, 8).toString(), 'ftyp');
    const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Report (JSON)' }).click()]);
    assert.equal(JSON.parse(readFileSync(await report.path(), 'utf8')).output.bytes, bytes.length);
    await page.getByRole('link', { name: 'Footage and jobs', exact: true }).click();
    await page.locator('.job[data-state=done] img').first().waitFor();
    await shot(page, 'done-list');
  });
});
