/** The embedded Postgres, through `pg`, as the application meets it. */
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/store/embedded/embedded-postgres.js';

let folder: string;
let postgres: EmbeddedPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-store-'));
  postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'deep', 'postgres'),
    maxConnections: 8,
    idleInTransactionMs: 200,
  });
  pool = new pg.Pool({ ...postgres.connection, max: 6 });
  await pool.query('CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL)');
}, 300_000);

afterAll(async () => {
  await pool.end();
  await postgres.close();
  await rm(folder, { recursive: true });
});

test('the socket is private', () => {
  expect(statSync(postgres.connection.host).mode & 0o777).toBe(0o700);
});

describe('several connections', () => {
  test('each gets the rows of its own statement', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const sql = at % 2 === 0 ? 'SELECT $1::int AS value' : 'SELECT $1::int * 1000 AS value, 1 AS more';
        const { rows } = await pool.query<{ value: number }>(sql, [at]);
        return rows[0]?.value;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? at : at * 1000)));
  });

  test('a failing statement fails its own client only', async () => {
    const [failed, fine] = await Promise.allSettled([pool.query('SELECT 1 / $1::int', [0]), pool.query('SELECT 1')]);
    expect(failed.status).toBe('rejected');
    expect(fine.status).toBe('fulfilled');
  });

  test('a transaction that rolls back leaves nothing, those beside it stay', async () => {
    await Promise.all(
      Array.from({ length: 6 }, async (_, at) => {
        const client = await pool.connect();
        await client.query('BEGIN');
        await client.query('INSERT INTO note VALUES ($1, $2)', [at, 'first']);
        await client.query('INSERT INTO note VALUES ($1, $2)', [100 + at, 'second']);
        await client.query(at % 2 === 0 ? 'COMMIT' : 'ROLLBACK');
        client.release();
      }),
    );
    const { rows } = await pool.query<{ id: number }>('SELECT id FROM note ORDER BY id');
    expect(rows.map((row) => row.id)).toEqual([0, 2, 4, 100, 102, 104]);
  });

  test('a client that disappears in a transaction has it rolled back', async () => {
    const client = new pg.Client(postgres.connection);
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO note VALUES (900, $1)', ['lost']);
    await client.end();
    expect((await pool.query('SELECT FROM note WHERE id = 900')).rowCount).toBe(0);
  });

  test('a transaction that idles while others wait is ended', async () => {
    const client = new pg.Client(postgres.connection);
    const lost = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO note VALUES (901, $1)', ['idle']);
    expect((await pool.query('SELECT FROM note WHERE id = 901')).rowCount).toBe(0);
    expect(await lost).toMatchObject({ code: '25P03' });
  });

  test('one too many is told so', async () => {
    const clients = Array.from({ length: 9 }, () => new pg.Client(postgres.connection));
    for (const client of clients) client.on('error', () => undefined);
    const outcomes = await Promise.allSettled(clients.map((client) => client.connect()));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reason).toMatchObject({ code: '53300' });
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  });
});

test('has vectors and BM25', async () => {
  await pool.query('CREATE EXTENSION vector');
  await pool.query('CREATE EXTENSION pg_textsearch');
  const { rows } = await pool.query<{ distance: number }>(`SELECT '[1,0]'::halfvec <-> '[0,1]'::halfvec AS distance`);
  expect(rows[0]?.distance).toBeCloseTo(Math.SQRT2);
});

test('closes though a client stays connected, takes its socket along, and opens again with what was written', async () => {
  const dataDir = join(folder, 'second');
  const first = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client(first.connection);
  client.on('error', () => undefined);
  await client.connect();
  await client.query('CREATE TABLE kept AS SELECT 42 AS answer');
  await first.close();
  expect(existsSync(first.connection.host)).toBe(false);

  const second = await startEmbeddedPostgres({ dataDir });
  const again = new pg.Client(second.connection);
  await again.connect();
  expect((await again.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
  await again.end();
  await second.close();
}, 300_000);

test('a folder that is no cluster is reported as such', async () => {
  const dataDir = join(folder, 'broken');
  const first = await startEmbeddedPostgres({ dataDir });
  await first.close();
  await rm(join(dataDir, 'global'), { recursive: true });
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    details: { dataDir },
  });
}, 300_000);
