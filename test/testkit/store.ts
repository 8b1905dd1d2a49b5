/** A migrated library in an embedded Postgres of its own, for tests that need no more than the store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import { createLogger } from '../../src/logger.js';
import { createDataSource } from '../../src/store/data-source.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { entities } from '../../src/store/entities/all.js';
import { emptyDataFolder } from './data-folder.js';

export interface TestStore {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export const silent = createLogger('silent');

export async function openTestStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'mcdewey-store-'));
  const data = await emptyDataFolder(join(folder, 'data'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(data, 'postgres') });
  const dataSource = await createDataSource({ connection: postgres.connection, entities, migrations, logger: silent });
  return {
    dataSource,
    async close() {
      await dataSource.destroy();
      await postgres.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
