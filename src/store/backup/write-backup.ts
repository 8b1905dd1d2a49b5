/** Writes everything that a library holds into one file, as it was at one moment. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import type { DataSource } from 'typeorm';
import { BackupInvalidError, BadInputError, StoreUnavailableError, codeOf } from '../../errors.js';
import { migrationsOf } from '../queries/migrations.js';
import type { Queryable } from '../queryable.js';
import { activeModel } from '../writes/embedding-models.js';
import { CHECKSUMS, FORMAT, FORMAT_VERSION, MANIFEST, pageName, type Checksums, type Manifest } from './archive.js';
import { verifyArchive } from './read-archive.js';
import { lockedTablesOf, quoted, tablesOf, type Table } from './tables.js';

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

/** A backup while it is written. */
interface OpenBackup {
  readonly tar: Pack;
  readonly sums: Checksums;
}

async function addTable(db: Queryable, table: Table, { tar, sums }: OpenBackup, options: BackupOptions) {
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
  const model = await activeModel(db);
  const manifest: Manifest = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    program: options.program,
    createdAt: new Date().toISOString(),
    migrations: await migrationsOf(db),
    model: model === null ? null : { name: model.name, dimensions: model.dimensions },
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
  await addEntry(tar, sums, MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  for (const table of tables) await addTable(db, table, { tar, sums }, options);
  const { entries, rows } = sums;
  await addEntry(tar, sums, CHECKSUMS, Buffer.from(`${JSON.stringify({ entries, rows })}\n`));
  tar.finalize();
  return sums;
}

/** @throws BackupInvalidError when a table was not written as the snapshot holds it. */
async function checkCounts(db: Queryable, tables: readonly Table[], { rows }: Checksums): Promise<void> {
  for (const { name } of tables) {
    const [held] = await db.query<{ rows: number }[]>(`SELECT count(*)::int AS rows FROM ${quoted(name)}`);
    if (held?.rows === rows[name]) continue;
    throw new BackupInvalidError(
      `The backup was given up: it has ${String(rows[name])} rows of ${name}, and the library holds ${String(held?.rows)}. Nothing was kept of it; run it again.`,
      { table: name, written: rows[name], held: held?.rows },
    );
  }
}

/**
 * One read-only transaction that sees a single moment. Its tables are locked against being rewritten before that moment
 * begins: a rewrite (`ALTER TABLE`, `TRUNCATE`) gives all rows to its own transaction, and a snapshot from before sees
 * none of them. Rows are read and written meanwhile as ever.
 */
async function inSnapshot<Result>(dataSource: DataSource, run: (db: Queryable) => Promise<Result>): Promise<Result> {
  const names = await lockedTablesOf(dataSource);
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET TRANSACTION READ ONLY');
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SET LOCAL lock_timeout = 0');
    await runner.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await runner.query(`LOCK TABLE ${names.map(quoted).join(', ')} IN ACCESS SHARE MODE`);
    const now = await lockedTablesOf(runner.manager);
    if (now.join() !== names.join()) {
      throw new StoreUnavailableError('The tables of the library are being changed. Run the backup again.', {});
    }
    const result = await run(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function writeArchive(db: Queryable, path: string, options: BackupOptions): Promise<Checksums> {
  const tar = pack();
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const written = pipeline(tar, createGzip(), file);
  const filled = addLibrary(db, tar, options).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [sums] = await Promise.all([filled, written]);
  return sums;
}

function existsAlready(path: string, cause?: unknown): BadInputError {
  return new BadInputError(`${path} exists already. Name another file, or remove that one.`, { path }, { cause });
}

/** Gives the file its name, unless another has it by now. */
async function publish(unfinished: string, path: string): Promise<void> {
  try {
    await link(unfinished, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw existsAlready(path, error);
    // Some network file systems know no links.
    await rename(unfinished, path);
    return;
  }
  await rm(unfinished);
}

/**
 * All tables as they are at one moment, whatever is written meanwhile. The file appears under its name once it has been
 * read back and found whole; it is readable by its owner alone.
 * @throws BadInputError when the file exists.
 * @throws BackupInvalidError when the file does not hold what the library held; none is left then.
 */
export async function writeBackup(dataSource: DataSource, options: BackupOptions): Promise<BackupReport> {
  const { path, signal } = options;
  if (existsSync(path)) throw existsAlready(path);
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.partial`;
  try {
    const { rows } = await inSnapshot(dataSource, async (db) => {
      const sums = await writeArchive(db, unfinished, options);
      await checkCounts(db, await tablesOf(db), sums);
      return sums;
    });
    await verifyArchive(unfinished, signal);
    const { size } = await stat(unfinished);
    await publish(unfinished, path);
    return { path, bytes: size, rows };
  } finally {
    await rm(unfinished, { force: true });
  }
}
