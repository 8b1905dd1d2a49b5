/** The report of licences: what may be passed on, and what stops a release. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../.ci/check-licences.mjs', import.meta.url));

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mcdewey-licences-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

interface Entry {
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** Null when all may be passed on; else what it says. */
async function complaintOf(entries: Readonly<Record<string, Entry>>): Promise<string | null> {
  const packages = { '': { license: 'Apache-2.0' }, admin: { license: 'none' }, ...entries };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, root], (error, _stdout, stderr) => {
      resolve(error === null ? null : stderr);
    });
  });
}

test.each(['MIT', 'ISC', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', 'BSD-3-Clause'])(
  '%s may be passed on',
  async (license) => {
    expect(await complaintOf({ 'node_modules/some': { license } })).toBeNull();
  },
);

test.each(['GPL-3.0-only', 'AGPL-3.0', 'MPL-2.0', '(MIT AND GPL-2.0)', '(LGPL-3.0 OR SSPL-1.0)', 'UNLICENSED'])(
  '%s is refused by name',
  async (license) => {
    const complaint = await complaintOf({ 'node_modules/a/node_modules/@some/thing': { license } });
    expect(complaint).toBe(`not permissive: ${license}: @some/thing\n`);
  },
);

test('tools for tests, and packages of this repository, are not looked at', async () => {
  const entries = { 'node_modules/tool': { license: 'GPL-3.0', dev: true }, 'node_modules/admin': { link: true } };
  expect(await complaintOf(entries)).toBeNull();
});

test('a package that names no licence is refused, unless it does in the form of old', async () => {
  expect(await complaintOf({ 'node_modules/old': {} })).toContain('none named: old');
  await mkdir(join(root, 'node_modules/old'), { recursive: true });
  await writeFile(join(root, 'node_modules/old/package.json'), JSON.stringify({ licenses: [{ type: 'MIT' }] }));
  expect(await complaintOf({ 'node_modules/old': {} })).toBeNull();
});
