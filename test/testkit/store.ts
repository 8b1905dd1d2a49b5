/** A migrated embedded Postgres in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import { createLogger } from '../../src/logger.js';
import { createDataSource, runMigrations } from '../../src/store/data-source.js';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { entities } from '../../src/store/entities/all.js';

export interface TestStore {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export const silent = createLogger('silent');

export async function openTestStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'mcdewey-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const dataSource = await createDataSource({ at: postgres.connection, entities, migrations, logger: silent });
  await runMigrations(dataSource);
  return {
    dataSource,
    async close() {
      await dataSource.destroy();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
