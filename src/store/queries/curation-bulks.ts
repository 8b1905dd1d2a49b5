/** Runs of changes. */
import { CurationBulk } from '../entities/curation-bulk.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable, Repositories } from '../queryable.js';

export type BulkRow = Pick<CurationBulk, 'id' | 'at' | 'kind' | 'changed' | 'note' | 'callerName'>;

const columns = `b.id, b.at, b.kind, b.changed, b.note, b.caller_name AS "callerName"`;

export function bulkById(db: Repositories, id: string): Promise<BulkRow | null> {
  return db.getRepository(CurationBulk).findOneBy({ id });
}

export function bulksById(db: Queryable, ids: readonly string[]): Promise<BulkRow[]> {
  return db.query(`SELECT ${columns} FROM curation_bulk b WHERE b.id = ANY ($1::uuid[])`, [ids]);
}

export const bulksNewestFirst: ListOrder = {
  name: 'NEWEST',
  terms: [
    { sql: 'b.at', type: 'timestamptz', descending: true },
    { sql: 'b.id', type: 'uuid', descending: true },
  ],
};

/** Newest first. */
export function curationBulks(db: Queryable, page: Page): Promise<Keyed<BulkRow>[]> {
  const parameters: unknown[] = [];
  const list = { columns, from: 'curation_bulk b', where: 'true', order: bulksNewestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export function curationBulkCount(db: Repositories): Promise<number> {
  return db.getRepository(CurationBulk).count();
}

export interface TakenBackRow {
  readonly parentId: string;
  /** When the last of it was taken back. */
  readonly at: Date;
}

/**
 * Those of which nothing is in force by their own doing: each change was taken back, and that was not taken back in turn.
 * Where a bulk changed a field more than once, an undo takes back the last of it.
 */
export function takenBackBulks(db: Queryable, ids: readonly string[]): Promise<TakenBackRow[]> {
  return db.query(
    `WITH RECURSIVE last AS (
       SELECT DISTINCT ON (c.bulk_id, c.subject_id, c.field) c.bulk_id, c.id FROM curation_change c
       WHERE c.bulk_id = ANY ($1::uuid[]) ORDER BY c.bulk_id, c.subject_id, c.field, c.id DESC
     ), chain AS (
       SELECT bulk_id, id AS root, id, 0 AS turns, NULL::timestamptz AS at FROM last
       UNION ALL
       SELECT chain.bulk_id, chain.root, c.id, chain.turns + 1, c.at
       FROM chain JOIN curation_change c ON c.reverts = chain.id
     ), outcome AS (
       SELECT DISTINCT ON (root) bulk_id, turns, at FROM chain ORDER BY root, turns DESC, id DESC
     )
     SELECT bulk_id AS "parentId", max(at) AS at FROM outcome GROUP BY bulk_id HAVING bool_and(turns % 2 = 1)
     UNION ALL
     SELECT bulk_id, undone_at FROM structure_move WHERE bulk_id = ANY ($1::uuid[]) AND undone_at IS NOT NULL`,
    [ids],
  );
}
