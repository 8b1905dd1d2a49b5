/** Graphs over sign bits, one for each model, that find neighbours in a large library on a Postgres server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { isConnectionLost } from '../../store/connection-lost.js';

/** Vectors from which the graph beats a scan of all signs; below, a scan takes a few milliseconds. */
export const leastIndexed = 20_000;

/** Keeps several processes from building at once: "mcds" in ASCII. */
const buildLock = 0x6d636473;
/** Between two looks whether another process is done with its own work under the lock. Milliseconds. */
const lookEveryMs = 1_000;

/** `modelId` is a number from the model's row, never input. */
export function signIndexName(modelId: number): string {
  return `passage_vector_signs_${String(modelId)}`;
}

/** The signs as the index holds them. `dimensions` is a number from the model's row, never input. */
export function indexedSigns(column: string, dimensions: number): string {
  return `(${column}::bit(${String(dimensions)}))`;
}

export async function dropSignIndex(runner: QueryRunner, modelId: number): Promise<void> {
  await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${signIndexName(modelId)}`);
}

async function stateOf(runner: QueryRunner, modelId: number): Promise<'missing' | 'invalid' | 'ready'> {
  const [row] = await runner.manager.query<{ valid: boolean }[]>(
    'SELECT indisvalid AND indisready AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [signIndexName(modelId)],
  );
  if (row === undefined) return 'missing';
  return row.valid ? 'ready' : 'invalid';
}

/** Writers go on meanwhile. An index that an interrupted build left half done is made anew. */
export async function buildSignIndex(runner: QueryRunner, modelId: number, dimensions: number): Promise<void> {
  const state = await stateOf(runner, modelId);
  if (state === 'ready') return;
  if (state === 'invalid') await dropSignIndex(runner, modelId);
  await runner.query(
    `CREATE INDEX CONCURRENTLY ${signIndexName(modelId)} ON passage_vector
     USING hnsw (${indexedSigns('signs', dimensions)} bit_hamming_ops) WITH (m = 16, ef_construction = 100)
     WHERE model_id = ${String(modelId)}`,
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
 * Runs work that takes minutes on a connection of its own, without the time limits of requests.
 * @returns false if another process is at it; nothing was done then.
 */
export async function withBuildLock(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<void>,
): Promise<boolean> {
  const runner = dataSource.createQueryRunner();
  try {
    const [lock] = await runner.manager.query<{ held: boolean }[]>('SELECT pg_try_advisory_lock($1) AS held', [
      buildLock,
    ]);
    if (lock?.held !== true) return false;
    try {
      await runner.query('SET statement_timeout = 0');
      await runner.query('SET lock_timeout = 0');
      await work(runner);
      return true;
    } finally {
      await restore(runner);
    }
  } finally {
    await runner.release();
  }
}

/** `withBuildLock`, waiting for its turn where another process is at it. */
export async function awaitBuildLock(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  while (!(await withBuildLock(dataSource, work))) {
    await sleep(lookEveryMs, undefined, signal === undefined ? {} : { signal });
  }
}
