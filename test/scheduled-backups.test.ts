/** Backups that a service writes by itself, beside a library that is in use. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { backUpStore } from '../src/store/backup/back-up-store.js';
import { verifyArchive } from '../src/store/backup/read-archive.js';
import { writeDueBackup, type BackupPlan } from '../src/store/backup/scheduled-backups.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let plan: BackupPlan;

beforeAll(async () => {
  library = await openTestLibrary();
  plan = { everyMs: 3_600_000, keep: 2, folder: join(library.folder, 'backups'), program: 'test' };
});
afterAll(async () => {
  await library.close();
});

const hour = (of: number): Date => new Date(Date.UTC(2026, 10, 28, of));

test('writes one when it is due, keeps the newest, and leaves other files alone', async () => {
  const { store } = library.app;
  const first = await writeDueBackup(store, plan, hour(1));
  expect(first).not.toBeNull();
  await writeFile(join(plan.folder, 'mine.backup'), 'mine');
  expect(await writeDueBackup(store, plan, new Date(hour(2).getTime() - 1))).toBeNull();
  const second = await writeDueBackup(store, plan, hour(2));
  const third = await writeDueBackup(store, plan, hour(5));
  const names = [second ?? '', third ?? ''].map((path) => path.slice(plan.folder.length + 1));
  expect((await readdir(plan.folder)).sort()).toEqual([...names, 'mine.backup'].sort());
  await verifyArchive(third ?? '');
});

test('holds what was committed, while a transaction is open', async () => {
  const runner = library.app.store.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`INSERT INTO vendor (slug, name) VALUES ('unfinished', 'Unfinished')`);
  const writing = backUpStore(library.app.store, { path: join(library.folder, 'beside.backup'), program: 'test' });
  await runner.rollbackTransaction();
  await runner.release();
  expect((await writing).rows).toMatchObject({ vendor: 0, embedding_model: 1 });
});
