/** Database objects outside the migrations, because they depend on what the server offers or on the data. */
import type { DataSource, EntityManager } from 'typeorm';

/** Key of the lock that such objects are made under: "mcdx" in ASCII. */
const preparationLock = 0x6d636478;

/** Runs the work in a transaction of its own; of several starters one works while the others wait and find it done. */
export function prepareOnce(dataSource: DataSource, work: (manager: EntityManager) => Promise<void>): Promise<void> {
  return dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL statement_timeout = 0');
    await manager.query('SET LOCAL lock_timeout = 0');
    await manager.query('SELECT pg_advisory_xact_lock($1)', [preparationLock]);
    await work(manager);
  });
}
