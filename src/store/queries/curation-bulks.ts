/** Runs of changes. */
import type { CurationBulk } from '../entities/curation-bulk.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';

export type BulkRow = Pick<CurationBulk, 'id' | 'at' | 'kind' | 'changed' | 'note' | 'callerName'>;

const columns = `b.id, b.at, b.kind, b.changed, b.note, b.caller_name AS "callerName"`;

export async function bulkById(db: Queryable, id: string): Promise<BulkRow | null> {
  const rows = await db.query<BulkRow[]>(`SELECT ${columns} FROM curation_bulk b WHERE b.id = $1`, [id]);
  return rows[0] ?? null;
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

export async function curationBulkCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM curation_bulk`);
  return rows[0]?.count ?? 0;
}
