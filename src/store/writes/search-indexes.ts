/** The register of indexes outside Postgres that are kept in step with the library. */
import { IsNull, Not, type DataSource, type EntityManager } from 'typeorm';
import { DeadLetter } from '../entities/dead-letter.js';
import { SearchIndex, type SearchIndexState } from '../entities/search-index.js';
import type { Queryable, Repositories } from '../queryable.js';
import { recordAll } from './outbox.js';

export interface RegisteredIndex {
  readonly name: string;
  readonly state: SearchIndexState;
  readonly definition: string;
  /** It holds everything, apart from what waits in the outbox. */
  readonly complete: boolean;
  /** It is being filled, or is full and searches have not been sent to it since. */
  readonly filling: boolean;
}

export function registeredIndexes(db: Queryable): Promise<RegisteredIndex[]> {
  return db.query(
    `SELECT s.name, s.state, s.definition,
            s.ready_after IS NULL OR NOT EXISTS (SELECT FROM outbox o WHERE o.id <= s.ready_after) AS complete,
            s.ready_after IS NOT NULL AS filling
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
    const indexes = manager.getRepository(SearchIndex);
    await indexes.deleteAll();
    await indexes.insert({ ...fresh, state: 'ACTIVE' });
    return fresh.name;
  });
}

/** The index lost everything, or never had it: the outbox tells of all passages, and it is complete after that. */
export async function refill(dataSource: DataSource, name: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await recordAll(manager);
    await manager.getRepository(SearchIndex).update({ name }, { readyAfter: () => '(SELECT max(id) FROM outbox)' });
    await manager.getRepository(DeadLetter).delete({ indexName: name });
  });
}

export async function markComplete(db: Repositories, name: string): Promise<void> {
  await db.getRepository(SearchIndex).update({ name, readyAfter: Not(IsNull()) }, { readyAfter: null });
}

/** From now on every change goes to this index as well. */
export async function registerBuilding(dataSource: DataSource, name: string, definition: string): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await lockDocuments(manager);
    await manager.getRepository(SearchIndex).insert({ name, state: 'BUILDING', definition });
  });
}

export async function forgetIndex(db: Repositories, name: string): Promise<void> {
  await db.getRepository(SearchIndex).delete({ name });
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
    const register = manager.getRepository(SearchIndex);
    if (dropped !== null) await register.delete({ name: dropped });
    // States are unique: one row must leave its state before another takes it.
    await register.update({ name }, { state: 'BUILDING' });
    await register.update({ state: 'ACTIVE' }, { state: 'PREVIOUS' });
    await register.update({ name }, { state: 'ACTIVE' });
    return dropped;
  });
}
