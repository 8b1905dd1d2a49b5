/** The graph over sign bits that finds neighbours in a large library on a Postgres server. */
import type { DataSource, QueryRunner } from 'typeorm';
import { isConnectionLost } from '../../store/connection-lost.js';
import type { Queryable } from '../../store/queryable.js';

/** Vectors from which the graph beats a scan of all signs; below, a scan takes a few milliseconds. */
export const leastIndexed = 20_000;

const indexName = 'passage_vector_signs';
/** Keeps several processes from building at once: "mcds" in ASCII. */
const buildLock = 0x6d636473;
/** How long a search believes what it learnt about the index, in milliseconds. */
const believedFor = 5_000;

/** The signs as the index holds them. `dimensions` is a number from the model's row, never input. */
export function indexedSigns(column: string, dimensions: number): string {
  return `(${column}::bit(${String(dimensions)}))`;
}

export async function dropSignIndex(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${indexName}`);
}

async function stateOf(db: Queryable): Promise<'missing' | 'invalid' | 'ready'> {
  const [row] = await db.query<{ valid: boolean }[]>(
    `SELECT indisvalid AND indisready AS valid FROM pg_index WHERE indexrelid = to_regclass('${indexName}')`,
  );
  if (row === undefined) return 'missing';
  return row.valid ? 'ready' : 'invalid';
}

/** Writers go on meanwhile. An index that an interrupted build left half done is made anew. */
export async function buildSignIndex(runner: QueryRunner, dimensions: number): Promise<void> {
  const state = await stateOf(runner);
  if (state === 'ready') return;
  if (state === 'invalid') await dropSignIndex(runner);
  await runner.query(
    `CREATE INDEX CONCURRENTLY ${indexName} ON passage_vector
     USING hnsw (${indexedSigns('signs', dimensions)} bit_hamming_ops) WITH (m = 16, ef_construction = 100)`,
  );
}

/** With a lost connection the lock is gone as well, and whoever lost it has been told. */
async function restore(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('RESET statement_timeout');
    await runner.query('RESET lock_timeout');
    await runner.query('SELECT pg_advisory_unlock($1)', [buildLock]);
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
  }
}

/**
 * Runs work that takes minutes on a connection of its own, without the time limits of requests. If another process is
 * at it, nothing is done.
 */
export async function withBuildLock(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<void>,
): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    const [lock] = await runner.manager.query<{ held: boolean }[]>('SELECT pg_try_advisory_lock($1) AS held', [
      buildLock,
    ]);
    if (lock?.held !== true) return;
    try {
      await runner.query('SET statement_timeout = 0');
      await runner.query('SET lock_timeout = 0');
      await work(runner);
    } finally {
      await restore(runner);
    }
  } finally {
    await runner.release();
  }
}

/** Tells whether the index can be used now; asks Postgres every few seconds only. */
export function createIndexWatch(dataSource: DataSource): () => Promise<boolean> {
  let ready = false;
  let askedAt = -Infinity;
  return async () => {
    if (performance.now() - askedAt < believedFor) return ready;
    ready = (await stateOf(dataSource)) === 'ready';
    askedAt = performance.now();
    return ready;
  };
}
