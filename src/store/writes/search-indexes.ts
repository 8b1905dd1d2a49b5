/** The register of indexes outside Postgres that are kept in step with the library. */
import type { DataSource, EntityManager } from 'typeorm';
import type { SearchIndexState } from '../entities/search-index.js';
import type { Queryable } from '../queryable.js';
import { recordAll } from './outbox.js';

export interface RegisteredIndex {
  readonly name: string;
  readonly state: SearchIndexState;
  readonly definition: string;
  /** It holds everything, apart from what waits in the outbox. */
  readonly complete: boolean;
}

export function registeredIndexes(db: Queryable): Promise<RegisteredIndex[]> {
  return db.query(
    `SELECT s.name, s.state, s.definition,
            s.ready_after IS NULL OR NOT EXISTS (SELECT FROM outbox o WHERE o.id <= s.ready_after) AS complete
     FROM search_index s ORDER BY s.state`,
  );
}

/**
 * Waits for everybody who is changing documents just now: a change that began before the register knew the index left
 * no trace in the outbox.
 */
async function lockDocuments(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE search_index IN SHARE ROW EXCLUSIVE MODE');
  await manager.query('LOCK TABLE product, version, document, passage, chunk IN SHARE MODE');
}

/**
 * The library's active index; of several starters one registers it.
 * @param ours tells indexes of this library from those of another name's beginning, which are forgotten.
 */
export async function ensureActiveIndex(
  dataSource: DataSource,
  fresh: { readonly name: string; readonly definition: string },
  ours: (name: string) => boolean,
): Promise<string> {
  const active = (await registeredIndexes(dataSource)).find(({ state }) => state === 'ACTIVE');
  if (active !== undefined && ours(active.name)) return active.name;
  return dataSource.transaction(async (manager) => {
    await lockDocuments(manager);
    const registered = await registeredIndexes(manager);
    const known = registered.find(({ name, state }) => state === 'ACTIVE' && ours(name));
    if (known !== undefined) return known.name;
    await manager.query('DELETE FROM search_index');
    await manager.query(`INSERT INTO search_index (name, state, definition) VALUES ($1, 'ACTIVE', $2)`, [
      fresh.name,
      fresh.definition,
    ]);
    return fresh.name;
  });
}

/** The index lost everything, or never had it: the outbox tells of all passages, and it is complete after that. */
export async function refill(dataSource: DataSource, name: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await recordAll(manager);
    await manager.query(`UPDATE search_index SET ready_after = (SELECT max(id) FROM outbox) WHERE name = $1`, [name]);
    await manager.query('DELETE FROM dead_letter WHERE index_name = $1', [name]);
  });
}

export async function markComplete(db: Queryable, name: string): Promise<void> {
  await db.query('UPDATE search_index SET ready_after = NULL WHERE name = $1 AND ready_after IS NOT NULL', [name]);
}

/** From now on every change goes to this index as well. */
export async function registerBuilding(dataSource: DataSource, name: string, definition: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await lockDocuments(manager);
    await manager.query(`INSERT INTO search_index (name, state, definition) VALUES ($1, 'BUILDING', $2)`, [
      name,
      definition,
    ]);
  });
}

export async function forgetIndex(db: Queryable, name: string): Promise<void> {
  await db.query('DELETE FROM search_index WHERE name = $1', [name]);
}

/**
 * Makes an index the active one, and the active one the one to go back to.
 * @returns an older one that nobody needs any more.
 */
export async function activate(dataSource: DataSource, name: string): Promise<string | null> {
  return dataSource.transaction(async (manager) => {
    await manager.query('LOCK TABLE search_index IN SHARE ROW EXCLUSIVE MODE');
    const indexes = await registeredIndexes(manager);
    const stateOf = (index: string) => indexes.find((one) => one.name === index)?.state;
    if (stateOf(name) === 'ACTIVE') return null;
    const previous = indexes.find(({ state }) => state === 'PREVIOUS');
    const dropped = previous === undefined || previous.name === name ? null : previous.name;
    await manager.query(`DELETE FROM search_index WHERE name = $1`, [dropped]);
    // States are unique: one row must leave its state before another takes it.
    await manager.query(`UPDATE search_index SET state = 'BUILDING' WHERE name = $1`, [name]);
    await manager.query(`UPDATE search_index SET state = 'PREVIOUS' WHERE state = 'ACTIVE'`);
    await manager.query(`UPDATE search_index SET state = 'ACTIVE' WHERE name = $1`, [name]);
    return dropped;
  });
}
