/** What becomes of an operation's statements when it is stopped, in either store. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { CancelledError } from '../src/errors.js';
import { outsideOperations, withOperation } from '../src/ongoing-operation.js';
import { createNamedScope } from '../src/search/named-scope.js';
import { createProductNames } from '../src/search/product-names.js';
import { parseQuery } from '../src/search/query.js';
import { createSearchSettings } from '../src/search/settings/search-settings.js';
import { createWordFrequencies } from '../src/search/terms/word-frequencies.js';
import { poolUseOf } from '../src/store/pool-use.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind } from './testkit/store-kind.js';

let library: TestLibrary;
let db: DataSource;

beforeAll(async () => {
  library = await openTestLibrary();
  db = library.app.store.dataSource;
  await db.query('CREATE SEQUENCE begun');
});
afterAll(() => library.close());

const reason = new CancelledError('The caller stopped waiting.');

/** An operation and the way to stop it. */
const begin = () => {
  const ended = new AbortController();
  const operation = { signal: ended.signal, audience: 'PUBLIC' as const };
  return {
    run: <Result>(work: () => Promise<Result>): Promise<Result> => withOperation(operation, work),
    stop: () => {
      ended.abort(reason);
    },
  };
};

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** How many statements of these tests were begun. */
const begun = async (): Promise<number> => {
  const [row] = await db.query<{ last_value: string; is_called: boolean }[]>('SELECT last_value, is_called FROM begun');
  return row!.is_called ? Number(row!.last_value) : 0;
};
const count = "SELECT nextval('begun')";

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

afterEach(async () => {
  // Every connection came back.
  await until(() => {
    const { total, idle, waiting } = poolUseOf(db);
    return total === idle && waiting === 0;
  });
  await db.query('ALTER SEQUENCE begun RESTART');
});

test('a stopped operation begins nothing', async () => {
  const { run, stop } = begin();
  stop();
  expect(await failureOf(run(() => db.query(count)))).toBe(reason);
  expect(await begun()).toBe(0);
});

test('what searches share is read to its end', async () => {
  const { run, stop } = begin();
  stop();
  const { store } = library.app;
  expect(await run(() => createSearchSettings(store).current())).toMatchObject({ rows: { rules: [] } });
  expect(await run(() => createWordFrequencies(db)())).toMatchObject({ sampled: 0 });
  const scope = { vendorIds: [], productIds: [], versions: [], kinds: [], unknown: [] };
  expect(
    await run(() =>
      createNamedScope(db, createProductNames(db, createWordFrequencies(db)))(parseQuery('valve'), scope, {}),
    ),
  ).toBeNull();
});

test('what others rely on goes on', async () => {
  const { run, stop } = begin();
  stop();
  await run(() => outsideOperations(() => db.query(count)));
  expect(await begun()).toBe(1);
});

test('an operation has a few connections at once, and what waits for one is dropped when it is stopped', async () => {
  const { run, stop } = begin();
  const runner = db.createQueryRunner();
  // Every row that they ask for is taken, so that nothing of it ends by itself.
  await runner.startTransaction();
  await runner.query('LOCK TABLE document IN ACCESS EXCLUSIVE MODE');
  const others = Array.from({ length: 8 }, () =>
    failureOf(run(() => db.query(`SELECT nextval('begun') FROM (SELECT count(*) FROM document) AS waits`))),
  );
  const most = storeKind === 'server' ? 4 : 2;
  await until(() => poolUseOf(db).total - poolUseOf(db).idle === 1 + most && poolUseOf(db).waiting === 0);
  stop();
  const failures = await Promise.all(others);
  await runner.rollbackTransaction();
  await runner.release();
  expect(failures.filter((failure) => failure === reason).length).toBeGreaterThanOrEqual(8 - most);
  expect(failures).not.toContain(null);
  expect(await begun()).toBe(0);
});

test('a transaction of a stopped operation is rolled back', async () => {
  const { run, stop } = begin();
  const slug = 'never';
  const failure = await failureOf(
    run(() =>
      db.transaction(async (manager) => {
        await manager.query('INSERT INTO vendor (slug, name) VALUES ($1, $1)', [slug]);
        stop();
        await manager.query(count);
      }),
    ),
  );
  expect(failure).not.toBeNull();
  expect(await db.query('SELECT 1 FROM vendor WHERE slug = $1', [slug])).toEqual([]);
  expect(await begun()).toBe(0);
});

test('a connection that was cut is not handed to who asks next', async () => {
  const { run, stop } = begin();
  const runner = db.createQueryRunner();
  await run(() => runner.connect());
  stop();
  // Nothing happens in between: nobody has heard of the cut yet.
  const released = runner.release();
  const next = db.query<unknown>('SELECT 1 AS one');
  await released;
  expect(await next).toEqual([{ one: 1 }]);
});

(storeKind === 'server' ? describe : describe.skip)('on a server', () => {
  const running = (): Promise<unknown[]> =>
    db.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'");

  test('a statement that runs is interrupted, and its connection serves others', async () => {
    const { run, stop } = begin();
    const [{ pid } = { pid: 0 }] = await db.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    const failure = failureOf(run(() => db.query('SELECT pg_sleep(3600)')));
    await until(async () => (await running()).length === 1);
    stop();
    expect(await failure).toMatchObject({ code: '57014' });
    await until(async () => (await running()).length === 0);
    const pids = await db.query<{ pid: number }[]>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'mcdewey'",
    );
    expect(pids.map((row) => row.pid)).toContain(pid);
  });
});
