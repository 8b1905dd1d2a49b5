/** Views of lists: saved by whoever is known, shared by curators, changed by their owners and by administrators. */
import type { DataSource, EntityManager } from 'typeorm';
import { authorize, may } from '../access/may.js';
import type { Caller } from '../caller.js';
import { BadInputError, ConflictError, ForbiddenError, NotFoundError } from '../errors.js';
import type { ViewedList } from '../store/entities/saved-view-kind.js';
import { savedViewById, savedViews, type SavedViewRow, type ViewSight } from '../store/queries/saved-views.js';
import { deleteView, insertView, lockViews, updateView } from '../store/writes/saved-views.js';
import { savedViewValues, type SavedViewWish } from './saved-view-values.js';

/** Views of one owner, of all lists together. */
const mostViews = 200;

export interface SeenView {
  readonly id: string;
  /** `revision` as it was seen. */
  readonly expectedRevision: number;
}

export function sightOf(caller: Caller): ViewSight {
  return {
    owner: caller,
    seesShared: may(caller, 'curation.read'),
    seesOrphans: may(caller, 'views.manage'),
  };
}

export function isOwnView({ ownerKind, ownerId }: SavedViewRow, { kind, id }: Caller): boolean {
  return ownerKind === kind && ownerId === id;
}

export function mayChangeView(view: SavedViewRow, caller: Caller): boolean {
  return isOwnView(view, caller) || may(caller, 'views.manage');
}

/** @throws NotFoundError; ForbiddenError when it is somebody else's; ConflictError when it was changed since. */
async function asSeen(db: EntityManager, { id, expectedRevision }: SeenView, caller: Caller): Promise<SavedViewRow> {
  await lockViews(db);
  const view = await savedViewById(db, id, sightOf(caller));
  if (view === null) throw new NotFoundError('There is no such view any more.', { id });
  if (!mayChangeView(view, caller)) {
    throw new ForbiddenError(`This view belongs to ${view.ownerName}. Save one of your own under another name.`, {
      id,
    });
  }
  const { revision, callerName, changedAt } = view;
  if (revision === expectedRevision) return view;
  throw new ConflictError(
    `The view was changed by ${callerName} since you saw it. Look at it as it is now, and send it again with revision ${String(revision)}.`,
    { id, revision, changedBy: callerName, changedAt: changedAt.toISOString() },
  );
}

/** @throws ConflictError when the owner has another view of that list under that name. */
async function refuseTaken(
  db: EntityManager,
  { list, name, id }: Pick<SavedViewRow, 'list' | 'name'> & { readonly id: string | null },
  owner: ViewSight['owner'],
): Promise<void> {
  const own = await savedViews(db, { owner, seesShared: false, seesOrphans: false });
  const isTaken = own.some(
    (view) => view.id !== id && view.list === list && view.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw new ConflictError(`There is a view "${name}" of this list already.`, { field: 'name' });
  if (id !== null || own.length < mostViews) return;
  throw new BadInputError(`There are ${String(mostViews)} views of yours; delete some first.`, { limit: mostViews });
}

/** @throws BadInputError; ConflictError for a name that is taken; ForbiddenError for sharing. */
export function createView(
  dataSource: DataSource,
  list: ViewedList,
  wish: SavedViewWish,
  caller: Caller,
): Promise<SavedViewRow> {
  const values = savedViewValues(list, wish);
  if (values.isShared) authorize(caller, 'views.share');
  return dataSource.transaction(async (manager) => {
    await lockViews(manager);
    await refuseTaken(manager, { ...values, id: null }, caller);
    return insertView(manager, values, caller);
  });
}

/** Changes it as a whole. Whose it is does not change. */
export function changeView(
  dataSource: DataSource,
  seen: SeenView,
  wish: SavedViewWish,
  caller: Caller,
): Promise<SavedViewRow> {
  return dataSource.transaction(async (manager) => {
    const view = await asSeen(manager, seen, caller);
    const values = savedViewValues(view.list, wish);
    if (values.isShared && !view.isShared) authorize(caller, 'views.share');
    await refuseTaken(manager, { ...values, id: view.id }, { kind: view.ownerKind, id: view.ownerId });
    return updateView(manager, view.id, values, caller);
  });
}

export function removeView(dataSource: DataSource, seen: SeenView, caller: Caller): Promise<string> {
  return dataSource.transaction(async (manager) => {
    const { id } = await asSeen(manager, seen, caller);
    await deleteView(manager, id);
    return id;
  });
}
