/** Fills a database from a backup, whole or not at all. */
import type { DataSource, QueryRunner } from 'typeorm';
import { MigrationExecutor } from 'typeorm';
import { BackupInvalidError, NotEmptyError } from '../../errors.js';
import type { Manifest } from './archive.js';
import { migrationsOf } from '../queries/migrations.js';
import type { Queryable } from '../queryable.js';
import { readArchive, verifyArchive } from './read-archive.js';
import { quoted, tablesOf, type Table } from './tables.js';

/** Tables that a program fills when it starts on an empty database. */
const filledAtStart = ['embedding_model'];

export interface RestoreOptions {
  readonly path: string;
  /** Give up what the database holds. */
  readonly replace: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (table: string, rows: number) => void;
}

export interface RestoreReport {
  readonly manifest: Manifest;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

async function heldTables(db: Queryable): Promise<string[]> {
  const held: string[] = [];
  for (const { name } of await tablesOf(db)) {
    if (filledAtStart.includes(name)) continue;
    const rows = await db.query<unknown[]>(`SELECT FROM ${quoted(name)} LIMIT 1`);
    if (rows.length > 0) held.push(name);
  }
  return held;
}

/** Empties the database and brings its tables to where they were when the backup was written. */
async function prepareTables(dataSource: DataSource, runner: QueryRunner, manifest: Manifest): Promise<void> {
  const executor = executorOf(dataSource, runner);
  await executor.executePendingMigrations();
  // Graphs over the vectors are made again afterwards, which is faster than to let it grow row by row.
  for (const { name } of await runner.manager.query<{ name: string }[]>(
    `SELECT indexname AS name FROM pg_indexes
     WHERE schemaname = current_schema() AND indexname LIKE 'passage\\_vector\\_signs\\_%'`,
  )) {
    await runner.query(`DROP INDEX ${quoted(name)}`);
  }
  const tables = await tablesOf(runner.manager);
  await runner.query(`TRUNCATE ${tables.map(({ name }) => quoted(name)).join(', ')} RESTART IDENTITY`);
  const surplus = (await migrationsOf(runner.manager)).length - manifest.migrations.length;
  for (let undone = 0; undone < surplus; undone += 1) await executor.undoLastMigration();
  const there = await migrationsOf(runner.manager);
  if (there.join() !== manifest.migrations.join()) {
    throw new BackupInvalidError('The tables of the backup can not be made: it lacks a migration between two others.', {
      backup: manifest.migrations,
      database: there,
    });
  }
}

function executorOf(dataSource: DataSource, runner: QueryRunner): MigrationExecutor {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  return executor;
}

/** Takes foreign keys off, since tables come by name and rows by key; gives what puts them back and so checks them all. */
async function withoutForeignKeys(runner: QueryRunner): Promise<() => Promise<void>> {
  const keys = await runner.manager.query<{ table: string; name: string; definition: string }[]>(
    `SELECT c.conrelid::regclass::text AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY c.oid`,
  );
  for (const { table, name } of keys) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  return async () => {
    for (const { table, name, definition } of keys) {
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`);
    }
  };
}

async function insertPage(runner: QueryRunner, table: Table, columns: readonly string[], rows: readonly string[]) {
  const names = columns.map(quoted).join(', ');
  await runner.query(
    `INSERT INTO ${quoted(table.name)} (${names}) OVERRIDING SYSTEM VALUE
     SELECT ${names} FROM json_populate_recordset(NULL::${quoted(table.name)}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}

/** Numbers that rows are given go on after the highest. */
async function advanceIdentities(runner: QueryRunner, tables: Iterable<Table>): Promise<void> {
  for (const { name, identity } of tables) {
    if (identity === null) continue;
    await runner.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest(max(${quoted(identity)}), 1), max(${quoted(identity)}) IS NOT NULL)
       FROM ${quoted(name)}`,
      [quoted(name), identity],
    );
  }
}

function checkMigrations(dataSource: DataSource, { migrations, program }: Manifest): void {
  const known = dataSource.migrations.map(({ name }) => name ?? '');
  const foreign = migrations.filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new BackupInvalidError(
    `The backup was written by McDewey ${program}, which has tables that this program does not know (${foreign.join(', ')}). Restore it with that version or a newer one.`,
    { migrations: foreign },
  );
}

async function checkEmpty(db: Queryable): Promise<void> {
  const held = await heldTables(db);
  if (held.length === 0) return;
  throw new NotEmptyError(
    `The database holds a library already (${held.slice(0, 3).join(', ')}). Restore into an empty one, or give up what it holds with --replace.`,
    { tables: held },
  );
}

/** Fills the tables inside of the runner's transaction. */
async function fillTables(
  dataSource: DataSource,
  runner: QueryRunner,
  options: RestoreOptions,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const tables = new Map<string, Table>();
  let manifest: Manifest | undefined;
  let restoreKeys = (): Promise<void> => Promise.resolve();

  async function begin(read: Manifest): Promise<void> {
    manifest = read;
    if (!options.replace) await checkEmpty(runner.manager);
    await prepareTables(dataSource, runner, read);
    restoreKeys = await withoutForeignKeys(runner);
    for (const table of await tablesOf(runner.manager)) tables.set(table.name, table);
  }

  async function page(name: string, rows: readonly string[]): Promise<void> {
    const table = tables.get(name);
    const columns = manifest?.tables.find((described) => described.name === name)?.columns;
    const unknown = columns?.filter((column) => table?.columns.includes(column) !== true) ?? [];
    if (table === undefined || columns === undefined || unknown.length > 0) {
      throw new BackupInvalidError(`The backup has a table ${name} that its migrations do not make.`, { table: name });
    }
    await insertPage(runner, table, columns, rows);
    counts[name] = (counts[name] ?? 0) + rows.length;
    options.onProgress?.(name, counts[name]);
  }

  await readArchive(options.path, { begin, page }, options.signal);
  await restoreKeys();
  await advanceIdentities(runner, tables.values());
  await executorOf(dataSource, runner).executePendingMigrations();
  return counts;
}

/**
 * The whole file is read and found good before anything is touched. Then one transaction: empty tables as the backup has
 * them, rows, foreign keys, then the migrations that came since.
 * @throws BackupInvalidError when the file can't be used; the database is as before.
 * @throws NotEmptyError when the database holds a library and `replace` was not said.
 */
export async function restoreBackup(dataSource: DataSource, options: RestoreOptions): Promise<RestoreReport> {
  if (!options.replace) await checkEmpty(dataSource.manager);
  const manifest = await verifyArchive(options.path, options.signal);
  checkMigrations(dataSource, manifest);
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const rows = await fillTables(dataSource, runner, options);
    await runner.commitTransaction();
    return { manifest, rows };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}
