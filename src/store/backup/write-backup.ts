/** Writes everything that a library holds into one file, as it was at one moment. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import type { DataSource } from 'typeorm';
import { BadInputError, codeOf } from '../../errors.js';
import type { Queryable } from '../queryable.js';
import { CHECKSUMS, FORMAT, FORMAT_VERSION, MANIFEST, pageName, type Checksums, type Manifest } from './archive.js';
import { migrationsOf, quoted, tablesOf, type Table } from './tables.js';

/** Rows that are in memory at once: a few megabytes. */
const pageRows = 500;

export interface BackupOptions {
  readonly path: string;
  /** Version of this program, for people who find the file. */
  readonly program: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (table: string, rows: number) => void;
}

export interface BackupReport {
  readonly path: string;
  readonly bytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

type Key = (string | number)[];

/** A page of rows as JSON, in the order of the primary key. */
async function pageOf(db: Queryable, { name, columns, key }: Table, after: Key | null): Promise<string[]> {
  const names = key.map(quoted).join(', ');
  const places = key.map((_, at) => `$${String(at + 1)}`).join(', ');
  const rows = await db.query<{ row: string }[]>(
    `SELECT row_to_json(page)::text AS row FROM (
       SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)}
       ${after === null ? '' : `WHERE (${names}) > (${places})`} ORDER BY ${names} LIMIT ${String(pageRows)}) AS page`,
    after ?? [],
  );
  return rows.map(({ row }) => row);
}

function keyOf(row: string, { key }: Table): Key {
  const values = JSON.parse(row) as Record<string, string | number>;
  return key.map((name) => values[name] ?? '');
}

/** An entry, once the tar has room for more. */
function addEntry(tar: Pack, sums: Checksums, name: string, content: Buffer): Promise<void> {
  sums.entries[name] = createHash('sha256').update(content).digest('hex');
  return new Promise((resolve, reject) => {
    tar.entry({ name }, content, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function addTable(db: Queryable, tar: Pack, table: Table, sums: Checksums, options: BackupOptions) {
  let after: Key | null = null;
  sums.rows[table.name] = 0;
  for (let page = 0; ; page += 1) {
    options.signal?.throwIfAborted();
    const rows = await pageOf(db, table, after);
    const last = rows.at(-1);
    if (last === undefined) return;
    await addEntry(tar, sums, pageName(table.name, page), Buffer.from(`${rows.join('\n')}\n`));
    sums.rows[table.name] = (sums.rows[table.name] ?? 0) + rows.length;
    options.onProgress?.(table.name, sums.rows[table.name] ?? 0);
    if (rows.length < pageRows) return;
    after = keyOf(last, table);
  }
}

async function addLibrary(db: Queryable, tar: Pack, options: BackupOptions): Promise<Checksums> {
  const sums: Checksums = { entries: {}, rows: {} };
  const tables = await tablesOf(db);
  const [model] = await db.query<{ name: string; dimensions: number }[]>(
    'SELECT name, dimensions FROM embedding_model WHERE active',
  );
  const manifest: Manifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    program: options.program,
    createdAt: new Date().toISOString(),
    migrations: await migrationsOf(db),
    model: model ?? null,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
  await addEntry(tar, sums, MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  for (const table of tables) await addTable(db, tar, table, sums, options);
  const { entries, rows } = sums;
  await addEntry(tar, sums, CHECKSUMS, Buffer.from(`${JSON.stringify({ entries, rows })}\n`));
  tar.finalize();
  return sums;
}

/** Creates the file, so that of two backups to one name the second is refused. */
async function claim(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new BadInputError(
      `${path} exists already. Name another file, or remove that one.`,
      { path },
      { cause: error },
    );
  }
}

/**
 * All tables in one read-only transaction that sees a single moment, whatever is written meanwhile. The file appears
 * under its name only when it is whole; it is readable by its owner alone.
 * @throws BadInputError when the file exists.
 */
export async function writeBackup(dataSource: DataSource, options: BackupOptions): Promise<BackupReport> {
  await claim(options.path);
  const unfinished = `${options.path}.partial`;
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET TRANSACTION READ ONLY');
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const tar = pack();
    const file = createWriteStream(unfinished, { mode: 0o600 });
    const written = pipeline(tar, createGzip(), file);
    const filled = addLibrary(runner.manager, tar, options).catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const [sums] = await Promise.all([filled, written]);
    await runner.commitTransaction();
    await rename(unfinished, options.path);
    return { path: options.path, bytes: file.bytesWritten, rows: sums.rows };
  } catch (error) {
    await Promise.all([rm(unfinished, { force: true }), rm(options.path, { force: true })]);
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
