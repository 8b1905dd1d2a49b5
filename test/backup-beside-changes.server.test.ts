/** A backup of a server library is whole, whatever others do to its tables meanwhile. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const opened: TestLibrary[] = [];
let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
  opened.push(library);
  const source = await library.write('manuals', { 'gate/1.0/guide/guide.md': '# Gate\n\n## Doors\n\nA door opens.\n' });
  await library.ingest(source, { vendor: 'Acme' });
});
afterAll(async () => {
  for (const one of opened) await one.close();
});

async function count(of: TestLibrary, table: string): Promise<number> {
  const [row] = await of.app.store.dataSource.query<{ rows: number }[]>(`SELECT count(*)::int AS rows FROM ${table}`);
  return row?.rows ?? 0;
}

/** Until somebody waits for a lock that the transaction holds. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const waiting = await library.app.store.dataSource.query<unknown[]>(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await sleep(10);
  }
}

test('a table that is rewritten while the backup begins is in it with all rows', async () => {
  const passages = await count(library, 'passage');
  expect(passages).toBeGreaterThan(0);
  const other = library.app.store.dataSource.createQueryRunner();
  await other.startTransaction();
  await other.query('ALTER TABLE passage ADD COLUMN added uuid DEFAULT gen_random_uuid()');
  await other.query('ALTER TABLE passage DROP COLUMN added');
  const path = join(library.folder, 'beside.backup');
  const writing = writeBackup(library.app.store.dataSource, { path, program: 'test' });
  await someoneWaits();
  await other.commitTransaction();
  await other.release();
  const { rows } = await writing;
  expect(rows['passage']).toBe(passages);

  const target = await openTestLibrary();
  opened.push(target);
  await restoreBackup(target.app.store.dataSource, { path, replace: false });
  expect(await count(target, 'passage')).toBe(passages);
});

test('a table that is emptied while the backup is written waits for it', async () => {
  const words = await count(library, 'term');
  let emptied: Promise<unknown> | undefined;
  const { rows } = await writeBackup(library.app.store.dataSource, {
    path: join(library.folder, 'emptied.backup'),
    program: 'test',
    onProgress: () => {
      emptied ??= library.app.store.dataSource.query('TRUNCATE term');
    },
  });
  await emptied;
  expect(rows['term']).toBe(words);
  expect(await count(library, 'term')).toBe(0);
});
