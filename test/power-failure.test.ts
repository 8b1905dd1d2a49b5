/**
 * The embedded Postgres outlasts a power failure: what it wrote is recorded, and the record is cut at every sync. From
 * what a disk would hold then, with all that was not synced gone, it must start and have what it acknowledged.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { messageOf } from '../src/errors.js';
import { startEmbeddedPostgres } from '../src/store/embedded/embedded-postgres.js';
import { emptyDataFolder } from './testkit/data-folder.js';
import { createDisk, readRecord, type DiskEvent, type DiskRecord } from './testkit/disk-record.js';

const writer = join(import.meta.dirname, 'embedded-store-transactions.mjs');
const failing = join(import.meta.dirname, 'testkit', 'failing-disk.mjs');
const recorder = join(import.meta.dirname, 'testkit', 'record-disk.mjs');
const run = promisify(execFile);

/** A disk in memory, where there is one: each start syncs a thousand files, and only the record counts here. */
async function quickDisk(): Promise<string> {
  const memory = '/dev/shm';
  const facts = await statfs(memory).catch(() => null);
  return facts !== null && facts.bavail * facts.bsize > 1e9 ? memory : tmpdir();
}

let folder: string;
let before: string;

beforeAll(async () => {
  folder = await mkdtemp(join(await quickDisk(), 'mcdewey-power-'));
  before = await emptyDataFolder(join(folder, 'before'));
  await run(process.execPath, [writer, join(before, 'postgres'), 'full', '0']);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Recording {
  readonly root: string;
  readonly record: DiskRecord;
  /** What the writer died of, if it did. */
  readonly failure: string;
}

async function record(name: string, durability: string, failLogSync = 0): Promise<Recording> {
  const root = join(folder, name);
  const target = join(folder, `${name}.record`);
  await cp(before, root, { recursive: true });
  const preloads = ['--import', recorder, '--import', failing];
  const failure = await run(process.execPath, [...preloads, writer, join(root, 'postgres'), durability, '4'], {
    env: { ...process.env, RECORD_FOLDER: root, RECORD_TO: target, FAIL_LOG_SYNC: String(failLogSync) },
  }).then(
    () => '',
    (error: unknown) => messageOf(error),
  );
  return { root, record: await readRecord(target), failure };
}

/** Commits that had been acknowledged when the events had happened. */
function commitsSent(events: readonly DiskEvent[], of: DiskRecord): number {
  return events.filter((event) => event.type === 'sent' && of.bytes(event.bytes).includes('COMMIT\0')).length;
}

interface Kept {
  readonly number: number;
  readonly parts: number;
}

async function keptIn(dataDir: string): Promise<Kept[]> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client(postgres.connection);
  await client.connect();
  const parts = 'SELECT number, count(*)::int AS parts FROM written GROUP BY number ORDER BY number';
  const { rows } = await client.query<Kept>(parts);
  await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off');
  expect((await client.query<Kept>(parts)).rows).toEqual(rows);
  const extra = await client.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relname ~ '^extra_'`);
  for (const { name } of extra.rows) await client.query(`SELECT sum(length(filler)) FROM ${name}`);
  await client.end();
  await postgres.close();
  return rows;
}

/**
 * Of the syncs between two acknowledgements, most of them a checkpoint's, every so many is examined, since each costs a
 * start. `EVERY_SYNC=1` examines all.
 */
const stride = process.env['EVERY_SYNC'] === undefined ? 4 : 1;

/** Starts from what is left after a sync, with what was sent until the next one; a sync that kept nothing new is passed over. */
async function cutAtEverySync(name: string, durability: string, check: (kept: Kept[], acknowledged: number) => void) {
  const { root, record: recorded, failure } = await record(name, durability);
  expect(failure).toBe('');
  const disk = await createDisk(root, before, recorded);
  let cuts = 0;
  let [isNew, isSent] = [true, true];
  let passed = 0;
  for (const [at, event] of [...recorded.events, null].entries()) {
    if (event === null || (event.type === 'sync' && isNew)) {
      passed += 1;
      if (event === null || isSent || passed % stride === 0) {
        const left = join(folder, 'left');
        await disk.leave(left);
        check(await keptIn(join(left, 'postgres')), commitsSent(recorded.events.slice(0, at), recorded));
        await rm(left, { recursive: true });
        cuts += 1;
      }
      [isNew, isSent] = [false, false];
    }
    if (event === null) break;
    isNew = disk.apply(event) || isNew;
    if (event.type === 'sent' && recorded.bytes(event.bytes).includes('COMMIT\0')) [isNew, isSent] = [true, true];
  }
  return cuts;
}

const numbers = (to: number): number[] => Array.from({ length: to }, (_, at) => at + 1);

test('what was acknowledged is there, and no transaction in part, wherever the power fails', async () => {
  const cuts = await cutAtEverySync('full', 'full', (kept, acknowledged) => {
    expect(kept.map(({ parts }) => parts)).toEqual(kept.map(() => 5));
    expect(kept.map(({ number }) => number)).toEqual(numbers(kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
  });
  expect(cuts).toBeGreaterThan(8);
});

test('with relaxed durability the last transactions may be gone, and those before them are whole', async () => {
  await cutAtEverySync('relaxed', 'relaxed', (kept) => {
    expect(kept.map(({ parts }) => parts)).toEqual(kept.map(() => 5));
    expect(kept.map(({ number }) => number)).toEqual(numbers(kept.length));
  });
});

test('after a sync that failed nothing is acknowledged any more', async () => {
  const { root, record: recorded, failure } = await record('failed', 'full', 2);
  expect(failure).toContain('Connection terminated');
  const acknowledged = commitsSent(recorded.events, recorded);
  const kept = await keptIn(join(root, 'postgres'));
  expect(acknowledged).toBeLessThan(4);
  expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
  expect(kept.map(({ parts }) => parts)).toEqual(kept.map(() => 5));
});
