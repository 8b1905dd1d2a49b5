/** Writes saved views. */
import type { Caller } from '../../caller.js';
import { SavedView } from '../entities/saved-view.js';
import type { SavedViewRow } from '../queries/saved-views.js';
import type { Queryable, Repositories } from '../queryable.js';

export type SavedViewValues = Pick<
  SavedViewRow,
  'list' | 'name' | 'filters' | 'sort' | 'columns' | 'density' | 'isShared'
>;

/** Key of the lock that views are written under: "mcsv" in ASCII. */
const viewsLock = 0x6d637376;

/** One writer at a time, until the transaction ends: names stay single, and nobody overwrites what he has not seen. */
export async function lockViews(db: Queryable): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1)`, [viewsLock]);
}

export async function insertView(
  db: Repositories,
  values: SavedViewValues,
  { kind, id, name }: Caller,
): Promise<SavedViewRow> {
  const views = db.getRepository(SavedView);
  const view = views.create({ ...values, ownerKind: kind, ownerId: id, ownerName: name, callerName: name });
  await views.insert(view);
  return view;
}

/** The view has to be there. */
export async function updateView(
  db: Repositories,
  id: string,
  values: SavedViewValues,
  { name }: Caller,
): Promise<SavedViewRow> {
  const views = db.getRepository(SavedView);
  const changed = { callerName: name, changedAt: () => 'now()', revision: () => 'revision + 1' };
  await views.update({ id }, { ...values, ...changed });
  return views.findOneByOrFail({ id });
}

export async function deleteView(db: Repositories, id: string): Promise<void> {
  await db.getRepository(SavedView).delete({ id });
}
