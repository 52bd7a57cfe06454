// Every module is one that a browser can read, also those that no other test loads.

import test from 'node:test';
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

const WEB = new URL('../../main/resources/web/', import.meta.url).pathname;
const run = promisify(execFile);

test('everyModule_parses', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'modules'));
  t.after(() => rm(folder, {recursive: true}));
  const files = (await readdir(WEB, {recursive: true})).filter(file => file.endsWith('.js'));
  assert.ok(files.length > 50);
  for (const file of files) {
    const copy = join(folder, `${file.replaceAll('/', '-')}.mjs`); // Node takes only this ending for a module unasked
    await cp(join(WEB, file), copy);
    await assert.doesNotReject(run(process.execPath, ['--check', copy]), file);
  }
});
