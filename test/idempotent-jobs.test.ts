/** The same ingest asked for twice is one job: while it is under way, and for a day by the key of its client. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OperationError } from '../src/executor.js';
import { ask } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let root: string;

beforeAll(async () => {
  store = await openTestStore();
  root = await mkdtemp(join(tmpdir(), 'mcdewey-twice-'));
});

afterAll(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

const aFolder = (): Promise<string> => mkdtemp(join(root, 'shelf-'));

async function start(location: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await ask(store.dataSource)(
    'mutation ($input: StartIngestInput!) { startIngest(input: $input) { job { id } } }',
    { input: { location, ...more } },
  );
  return (answer as { startIngest: { job: { id: string } } }).startIngest.job.id;
}

/** Nobody works on jobs here. */
const end = (): Promise<unknown> => store.dataSource.query(`UPDATE job SET state = 'SUCCEEDED', finished_at = now()`);

test('starts at the same time give one job, and a new one when it is over', async () => {
  const location = await aFolder();
  const ids = await Promise.all([start(location), start(location), start(location)]);
  expect(new Set(ids).size).toBe(1);
  expect(await start(location, { vendor: 'Acme' })).not.toBe(ids[0]);
  expect(await start(await aFolder())).not.toBe(ids[0]);
  await end();
  expect(await start(location)).not.toBe(ids[0]);
});

test('a key gives its job again, also when it is over, for a day', async () => {
  const location = await aFolder();
  const first = await start(location, { idempotencyKey: 'nightly ingest 7 of acme' });
  await end();
  expect(await start(location, { idempotencyKey: 'nightly ingest 7 of acme' })).toBe(first);
  expect(await start(location, { idempotencyKey: 'nightly ingest 8 of acme' })).not.toBe(first);
  await end();
  await store.dataSource.query(`UPDATE idempotent_call SET claimed_at = now() - interval '25 hours'`);
  expect(await start(location, { idempotencyKey: 'nightly ingest 7 of acme' })).not.toBe(first);
});

test('a key that was used for another request, or is none, is refused', async () => {
  const code = (answer: Promise<unknown>): Promise<unknown> =>
    answer.catch((error: unknown) => (error instanceof OperationError ? error.code : error));
  await start(await aFolder(), { idempotencyKey: 'taken by another one' });
  expect(await code(start(await aFolder(), { idempotencyKey: 'taken by another one' }))).toBe('CONFLICT');
  expect(await code(start(root, { idempotencyKey: '' }))).toBe('BAD_INPUT');
  expect(await code(start(root, { idempotencyKey: 'x'.repeat(201) }))).toBe('BAD_INPUT');
});
