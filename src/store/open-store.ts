/** Opens the library's Postgres: the embedded one in the data folder, or the server that `DATABASE_URL` names. */
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { createDataSource, runMigrations } from './data-source.js';
import { acquireDataLock, type DataLock } from './embedded/data-lock.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { entities } from './entities/all.js';

/** Connections of the pool: the embedded Postgres runs one statement at a time anyway. */
const poolSize = { embedded: 8, server: 16 } as const;

export interface Store {
  readonly dataSource: DataSource;
  readonly mode: 'embedded' | 'server';
  /** Lets others who meet the data folder's lock know where this process answers. */
  announce(url: string): Promise<void>;
  close(): Promise<void>;
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
    return {
      dataSource,
      mode: 'server',
      announce: () => Promise.resolve(),
      close: () => dataSource.destroy(),
    };
  }
  const lock: DataLock = await acquireDataLock(config.dataDir, { command });
  const opened: (() => Promise<void>)[] = [() => lock.release()];
  const close = async (): Promise<void> => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), logger });
    opened.push(() => postgres.close());
    const dataSource = await createDataSource({
      connection: postgres.connection,
      entities,
      migrations,
      poolSize: poolSize.embedded,
      logger,
    });
    opened.push(() => dataSource.destroy());
    await runMigrations(dataSource);
    return { dataSource, mode: 'embedded', announce: (url) => lock.update({ url }), close };
  } catch (error) {
    await close();
    throw error;
  }
}
