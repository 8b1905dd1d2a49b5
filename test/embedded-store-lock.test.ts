/** One process owns a data folder; the next one is told who. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { acquireDataLock, readDataLock } from '../src/store/embedded/data-lock.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mcdewey-lock-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

/** Leaves the lock behind as if `change` were true of its owner. */
async function forge(change: Record<string, unknown>): Promise<void> {
  await acquireDataLock(dataDir, { command: 'mcdewey serve' });
  const path = join(dataDir, 'mcdewey.lock');
  const content = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...content, token: 'forged', ...change }));
}

test('a second owner is refused, naming the first', async () => {
  const lock = await acquireDataLock(dataDir, { command: 'mcdewey serve' });
  await lock.update({ url: 'http://127.0.0.1:4000' });
  await expect(acquireDataLock(dataDir, { command: 'mcdewey ingest' })).rejects.toMatchObject({
    code: 'DATA_IN_USE',
    details: { pid: process.pid, command: 'mcdewey serve', url: 'http://127.0.0.1:4000' },
  });
  expect(await readDataLock(dataDir)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:4000' });
  await lock.release();
});

test('a released folder is free', async () => {
  const lock = await acquireDataLock(dataDir, { command: 'mcdewey serve' });
  await lock.release();
  expect(await readDataLock(dataDir)).toBeNull();
  await (await acquireDataLock(dataDir, { command: 'mcdewey ingest' })).release();
  expect(await readdir(dataDir)).toEqual([]);
});

test('an owner that lost the folder does not take it from the next one', async () => {
  const first = await acquireDataLock(dataDir, { command: 'mcdewey serve' });
  await rm(join(dataDir, 'mcdewey.lock'));
  const second = await acquireDataLock(dataDir, { command: 'mcdewey ingest' });
  await first.update({ url: 'http://127.0.0.1:1' });
  await first.release();
  expect(await readDataLock(dataDir)).toMatchObject({ command: 'mcdewey ingest' });
  await second.release();
});

test('the lock of a dead process is taken over', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  await forge({ pid: child.pid });
  expect(await readDataLock(dataDir)).toBeNull();
  const lock = await acquireDataLock(dataDir, { command: 'mcdewey ingest' });
  expect(await readDataLock(dataDir)).toMatchObject({ pid: process.pid, command: 'mcdewey ingest' });
  await lock.release();
  expect(await readdir(dataDir)).toEqual([]);
});

test('a process id that now belongs to another process does not hold the folder', async () => {
  await forge({ processStart: 'another boot:1' });
  const lock = await acquireDataLock(dataDir, { command: 'mcdewey ingest' });
  await lock.release();
});

test('a lock that a power failure cut short is taken over', async () => {
  await writeFile(join(dataDir, 'mcdewey.lock'), '');
  const lock = await acquireDataLock(dataDir, { command: 'mcdewey ingest' });
  expect(await readDataLock(dataDir)).toMatchObject({ command: 'mcdewey ingest' });
  await lock.release();
});

test.each([
  ['free', false],
  ['stale', true],
])('of many starters on a %s folder one wins', async (_, stale) => {
  if (stale) await forge({ processStart: 'another boot:1' });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (__, at) => acquireDataLock(dataDir, { command: `starter ${String(at)}` })),
  );
  const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'DATA_IN_USE' });
  }
  await won[0]?.value.release();
});
