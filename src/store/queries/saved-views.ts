/** Saved views, as far as somebody may see them. */
import type { Caller } from '../../caller.js';
import type { SavedView } from '../entities/saved-view.js';
import type { Queryable } from '../queryable.js';

export type SavedViewRow = Pick<SavedView, keyof SavedView>;

const savedViewColumns = `v.id, v.list, v.name, v.filters, v.sort, v.columns, v.density, v.is_shared AS "isShared",
  v.owner_kind AS "ownerKind", v.owner_id AS "ownerId", v.owner_name AS "ownerName", v.created_at AS "createdAt",
  v.revision, v.caller_name AS "callerName", v.changed_at AS "changedAt"`;

export interface ViewSight {
  /** Whose views are own ones. */
  readonly owner: Pick<Caller, 'kind' | 'id'>;
  readonly seesShared: boolean;
  /** Also those whose owner has no account here: a restored library may hold such, and one that had no administrator. */
  readonly seesOrphans: boolean;
}

const isOwn = `(v.owner_kind = $1 AND v.owner_id IS NOT DISTINCT FROM $2::text)`;
const isOrphan = `NOT EXISTS (SELECT FROM account a WHERE v.owner_kind = 'ACCOUNT' AND a.id::text = v.owner_id)`;
const isSeen = `(${isOwn} OR ($3 AND v.is_shared) OR ($4 AND ${isOrphan}))`;

const parametersOf = ({ owner, seesShared, seesOrphans }: ViewSight): unknown[] => [
  ...[owner.kind, owner.id, seesShared, seesOrphans],
];

/** One's own first, then by name. */
export function savedViews(db: Queryable, sight: ViewSight): Promise<SavedViewRow[]> {
  return db.query(
    `SELECT ${savedViewColumns} FROM saved_view v WHERE ${isSeen}
     ORDER BY ${isOwn} DESC, lower(v.name) COLLATE "C", v.id`,
    parametersOf(sight),
  );
}

export async function savedViewById(db: Queryable, id: string, sight: ViewSight): Promise<SavedViewRow | null> {
  const rows = await db.query<SavedViewRow[]>(
    `SELECT ${savedViewColumns} FROM saved_view v WHERE ${isSeen} AND v.id = $5`,
    [...parametersOf(sight), id],
  );
  return rows[0] ?? null;
}
