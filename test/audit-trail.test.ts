/** The audit trail tells of what leaves the library, and of what replaces it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { openStore } from '../src/store/open-store.js';
import { run } from './testkit/command.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const trail = `SELECT action, caller_kind, door, subject FROM audit_event ORDER BY id`;

let library: TestLibrary;
let folder: string;
beforeAll(async () => {
  library = await openTestLibrary();
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-audit-'));
});
afterAll(async () => {
  await library.close();
  await rm(folder, { recursive: true, force: true });
});

test('exports of curation are in it', async () => {
  await library.ask('query Csv { curationCsv(filter: {}) }');
  await library.ask('query Yaml { curationFile }');
  const by = { action: 'EXPORTED', caller_kind: 'MACHINE', door: 'COMMAND_LINE' };
  expect(await library.app.store.dataSource.query(trail)).toEqual([
    { ...by, subject: 'documents' },
    { ...by, subject: 'curation' },
  ]);
});

/** Of an embedded library, whose service is not running. */
async function trailOf(dataDir: string): Promise<unknown> {
  const store = await openStore(loadConfig({ MCDEWEY_DATA: dataDir }), 'test', createLogger('silent'));
  try {
    return await store.dataSource.query(trail);
  } finally {
    await store.close();
  }
}

test('backups and restores by command are in it, each in the library that it was done with', async () => {
  const [from, to, file] = [join(folder, 'from'), join(folder, 'to'), join(folder, 'library.backup')];
  expect((await run(['backup', file], { MCDEWEY_DATA: from })).code).toBe(0);
  expect((await run(['restore', file], { MCDEWEY_DATA: to })).code).toBe(0);
  const by = { caller_kind: 'MACHINE', door: 'COMMAND_LINE', subject: 'library.backup' };
  expect(await trailOf(from)).toEqual([{ ...by, action: 'BACKED_UP' }]);
  expect(await trailOf(to)).toEqual([{ ...by, action: 'RESTORED' }]);
});
