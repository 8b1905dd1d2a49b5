/** The connection pool to Postgres, embedded or not, and its migrations. */
import { DataSource, type DataSourceOptions, MigrationExecutor } from 'typeorm';
import { StoreUnavailableError, messageOf } from '../errors.js';
import type { Logger } from '../logger.js';
import { PlanKeepingClient } from './kept-plans.js';
import { TracedClient } from './traced-client.js';
import type { EmbeddedConnection } from './embedded/embedded-postgres.js';

/** Key of the lock that migrations run under: "mcdw" in ASCII. */
const migrationLock = 0x6d636477;

/**
 * Time for a connection to a server, waiting for a free one included. The embedded Postgres has no such limit: it is
 * there or its thread has ended, and behind a long statement everybody has to wait.
 */
const connectWithinMs = 10_000;

/** Limits that a server puts on a connection, in milliseconds; long work lifts them for itself. */
const limits = {
  statement_timeout: 60_000,
  lock_timeout: 20_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/** A walk over pgvector's graph starts with as many candidates as a search measures, and goes on while a scope needs more. */
const graphSettings = '-c hnsw.ef_search=400 -c hnsw.iterative_scan=relaxed_order -c hnsw.max_scan_tuples=10000';

/** Where Postgres is: the embedded one's socket, or a `postgres://` URL. */
export type PostgresAddress = { readonly connection: EmbeddedConnection } | { readonly url: string };

export type DataSourceParts = PostgresAddress & {
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  /** Connections at most; requests beyond wait. */
  readonly poolSize?: number;
  readonly logger: Logger;
};

/** TypeORM's names for an address. */
function typeormAddress({ host, port, database, user }: EmbeddedConnection) {
  return { host, port, database, username: user };
}

/**
 * Connects; migrations are the caller's to run.
 * @throws StoreUnavailableError when Postgres can't be reached. URLs, which hold passwords, stay out of the message.
 */
export async function createDataSource(parts: DataSourceParts): Promise<DataSource> {
  const { entities, migrations, poolSize = 10, logger } = parts;
  const dataSource = new DataSource({
    type: 'postgres',
    ...('url' in parts ? { url: parts.url } : typeormAddress(parts.connection)),
    entities,
    migrations,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolSize,
    ...('url' in parts && {
      connectTimeoutMS: connectWithinMs,
      applicationName: 'mcdewey',
    }),
    extra:
      'url' in parts
        ? { Client: PlanKeepingClient, ...limits, options: graphSettings, keepAlive: true }
        : { Client: TracedClient },
    poolErrorHandler: (error: unknown) => {
      logger.error({ err: error }, 'an idle connection to Postgres was lost');
    },
  });
  try {
    return await dataSource.initialize();
  } catch (error) {
    throw new StoreUnavailableError(
      `Postgres does not answer: ${messageOf(error)}. Check that it runs and that DATABASE_URL is right.`,
      {},
      { cause: error },
    );
  }
}

/**
 * Runs what is pending, all in one transaction that holds a lock, so that of several starters one migrates and the
 * others find it done. One connection does it all: the embedded Postgres has a single session, in which a lock held
 * by one connection would keep none of the others out, but a transaction does.
 * @returns names of the migrations that ran.
 */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    try {
      await runner.query('SET LOCAL statement_timeout = 0');
      await runner.query('SET LOCAL lock_timeout = 0');
      await runner.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = 'none';
      const executed = await executor.executePendingMigrations();
      await runner.commitTransaction();
      return executed.map((migration) => migration.name);
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  } finally {
    await runner.release();
  }
}
