/** Opens the library's Postgres: the embedded one in the data folder, or the server that `DATABASE_URL` names. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { createDataSource, runMigrations } from './data-source.js';
import { acquireDataLock, type DataLock, type DataLockInfo } from './embedded/data-lock.js';
import { folderProblem } from './embedded/folder-problem.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { entities } from './entities/all.js';
import { cutConnection, shareConnections } from './operation-connections.js';
import { poolOf } from './pool-use.js';
import { createServerCheck } from './server-check.js';

/** Connections of the pool: the embedded Postgres runs one statement at a time anyway. */
const poolSize = { embedded: 8, server: 16 } as const;

/** Connections that one operation has at once. */
const ofOneOperation = { embedded: 2, server: 4 } as const;

/** Which Postgres a library stands on. */
export type StoreMode = 'embedded' | 'server';

export interface Store {
  readonly dataSource: DataSource;
  readonly mode: StoreMode;
  /** Lets others who meet the data folder's lock know where this process answers. */
  announce(where: Pick<DataLockInfo, 'url' | 'door'>): Promise<void>;
  /** Rejects when it does not answer; does not wait behind what it is asked for. */
  check(): Promise<void>;
  /** Everything as it is at one moment, apart from what goes on: a long look at it makes nobody wait. */
  snapshot(): Promise<StoreSnapshot>;
  close(): Promise<void>;
}

export interface StoreSnapshot {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** Where copies of the embedded cluster are made; whatever lies there when a library is opened was left by a kill. */
const snapshotFolder = 'snapshots';

/** The embedded Postgres has one session, which a long transaction would keep from everybody: a copy is opened instead. */
async function copyEmbedded(postgres: EmbeddedPostgres, dataDir: string, logger: Logger): Promise<StoreSnapshot> {
  const folder = join(dataDir, snapshotFolder, randomUUID());
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const copy = join(folder, 'postgres');
    await postgres.copy(copy);
    const started = await startEmbeddedPostgres({ dataDir: copy, durability: 'none', logger });
    opened.push(() => started.close());
    const { connection } = started;
    const dataSource = await createDataSource({ connection, entities, migrations, poolSize: 2, logger });
    opened.push(() => dataSource.destroy());
    return { dataSource, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Migrates before it returns, so that whoever gets a store can rely on its tables.
 * @param command what this process was started for; named to those who find the folder in use.
 * @throws DataInUseError, StoreUnavailableError
 */
export async function openStore(config: Config, command: string, logger: Logger): Promise<Store> {
  if (config.databaseUrl !== undefined) {
    const dataSource = await createDataSource({
      url: config.databaseUrl,
      entities,
      migrations,
      poolSize: config.databasePool ?? poolSize.server,
      logger,
    });
    await runMigrations(dataSource);
    const server = createServerCheck(config.databaseUrl);
    shareConnections(poolOf(dataSource), {
      most: ofOneOperation.server,
      interrupt: (client) => server.interrupt(client),
    });
    return {
      dataSource,
      mode: 'server',
      announce: () => Promise.resolve(),
      snapshot: () => Promise.resolve({ dataSource, close: () => Promise.resolve() }),
      check: () => server.check(),
      async close() {
        await server.close();
        await dataSource.destroy();
      },
    };
  }
  const lock: DataLock = await acquireDataLock(config.dataDir, { command }).catch((error: unknown) => {
    throw folderProblem(error, config.dataDir);
  });
  const opened: (() => Promise<void>)[] = [() => lock.release()];
  const close = async (): Promise<void> => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    await rm(join(config.dataDir, snapshotFolder), { recursive: true, force: true });
    const postgres = await startEmbeddedPostgres({
      dataDir: join(config.dataDir, 'postgres'),
      durability: config.durability,
      logger,
    });
    opened.push(() => postgres.close());
    const dataSource = await createDataSource({
      connection: postgres.connection,
      entities,
      migrations,
      poolSize: poolSize.embedded,
      logger,
    });
    opened.push(() => dataSource.destroy());
    // A statement that runs there can't be stopped; those behind it can.
    const interrupt = (client: PoolClient): Promise<void> => {
      cutConnection(client);
      return Promise.resolve();
    };
    shareConnections(poolOf(dataSource), { most: ofOneOperation.embedded, interrupt });
    const applied = await runMigrations(dataSource);
    // Nothing vacuums the embedded Postgres by itself, and a migration may have left every passage twice.
    if (applied.length > 0) await dataSource.query('VACUUM (ANALYZE) passage');
    return {
      dataSource,
      mode: 'embedded',
      announce: (where) => lock.update(where),
      check: async () => {
        postgres.check();
        return Promise.resolve();
      },
      snapshot: () => copyEmbedded(postgres, config.dataDir, logger),
      close,
    };
  } catch (error) {
    await close();
    throw folderProblem(error, config.dataDir);
  }
}
