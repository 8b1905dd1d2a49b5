/** A data folder or an address that can't be used is said in one sentence. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folderProblem } from '../src/store/embedded/folder-problem.js';
import { run } from './testkit/command.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-folder-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test.each(['serve', 'search', 'backup'])('a file in its place, for %s', async (command) => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const words = command === 'serve' ? [] : [join(folder, 'word')];
  const { code, stderr } = await run([command, ...words], { MCDEWEY_DATA: file, PORT: '0' });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `mcdewey: ${file} is no folder. Set MCDEWEY_DATA to a folder.\n`,
  });
});

test('an address in use, before anything is opened', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const data = join(folder, 'not-made');
  const { code, stderr } = await run(['serve'], { MCDEWEY_DATA: data, PORT: String(port) });
  other.close();
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `mcdewey: 127.0.0.1:${String(port)} is in use by another program. Stop it, or choose another PORT.\n`,
  });
  await expect(rm(data, { recursive: true })).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['EROFS', 'CONFIG_INVALID', 'can not be written'],
  ['EACCES', 'CONFIG_INVALID', 'can not be written'],
  ['ENOSPC', 'STORE_UNAVAILABLE', 'is full'],
])('%s, also as the message of another thread', (code, kind, words) => {
  for (const error of [Object.assign(new Error('no'), { code }), new Error(`${code}: no, open '/x'`)]) {
    expect(folderProblem(error, '/data')).toMatchObject({ code: kind, message: expect.stringContaining(words) });
  }
  const other = new Error('boom');
  expect(folderProblem(other, '/data')).toBe(other);
});
