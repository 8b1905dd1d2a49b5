/** A migrated library in a Postgres of its own, embedded or on the server, for tests that need no more than the store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import { createLogger } from '../../src/logger.js';
import { createDataSource, type PostgresAddress } from '../../src/store/data-source.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { entities } from '../../src/store/entities/all.js';
import { emptyDataFolder } from './data-folder.js';
import { createEmptyDatabase } from './server-database.js';
import { storeKind, type StoreKind } from './store-kind.js';

export interface TestStore {
  readonly dataSource: DataSource;
  readonly mode: StoreKind;
  close(): Promise<void>;
}

export const silent = createLogger('silent');

async function connected(address: PostgresAddress, end: () => Promise<void>): Promise<TestStore> {
  const dataSource = await createDataSource({ ...address, entities, migrations, logger: silent });
  return {
    dataSource,
    mode: storeKind,
    async close() {
      await dataSource.destroy();
      await end();
    },
  };
}

export async function openTestStore(): Promise<TestStore> {
  if (storeKind === 'server') {
    const database = await createEmptyDatabase();
    return connected({ url: database.url }, () => database.drop());
  }
  const folder = await mkdtemp(join(tmpdir(), 'mcdewey-store-'));
  const data = await emptyDataFolder(join(folder, 'data'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(data, 'postgres') });
  return connected({ connection: postgres.connection }, async () => {
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  });
}
