// What a watch folder refused is seen among the jobs, with its reason, and offers nothing that cannot be done.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { barriers, shot } from './browser.mjs';
import { another, home, row, stage } from './stage.mjs';

test('footage that a watch folder refused is a failed job without footage', async () => {
  const { page } = stage;
  const server = another('refusing', ['--workers', 'none']);
  const folder = join(server.data, '..', 'refusing-in');
  const rules = join(server.data, '..', 'refusing.yaml');
  mkdirSync(folder);
  writeFileSync(join(folder, 'shot.mov'), 'footage');
  writeFileSync(join(folder, 'shot.mov.json'), '{"presett": "restore"}');
  writeFileSync(rules, `folders:\n  - {path: ${folder}, output: ${folder}-out, preset: restore, poll: 1s, settle: 2, min_age: 0s}\n`);
  server.options.push('--watch', rules);
  try {
    await server.start();
    await home(server.url);
    await row('shot.mov').getByText('shot.mov.json: unknown field "presett"; did you mean "preset"?').waitFor();
    assert.equal(await row('shot.mov').getByRole('button', { name: 'Retry' }).count(), 0);
    await row('shot.mov').getByRole('link', { name: 'shot.mov', exact: true }).click();
    await page.getByRole('heading', { name: 'shot.mov' }).waitFor();
    await page.getByText('It was not taken from its watch folder.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Retry' }).count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Change and run again' }).count(), 0);
    assert.deepEqual(await barriers(page), []);
    await shot(page, 'refused');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await row('shot.mov').waitFor({ state: 'detached' });
  } finally {
    await server.stop();
  }
});
