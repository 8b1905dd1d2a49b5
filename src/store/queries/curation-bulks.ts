/** Runs of changes. */
import type { CurationBulk } from '../entities/curation-bulk.js';
import type { Queryable, Slice } from '../queryable.js';

export type BulkRow = Pick<CurationBulk, 'id' | 'at' | 'kind' | 'changed' | 'note' | 'callerName'>;

const columns = `b.id, b.at, b.kind, b.changed, b.note, b.caller_name AS "callerName"`;

export async function bulkById(db: Queryable, id: string): Promise<BulkRow | null> {
  const rows = await db.query<BulkRow[]>(`SELECT ${columns} FROM curation_bulk b WHERE b.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first. */
export function curationBulks(db: Queryable, { limit, offset }: Slice): Promise<BulkRow[]> {
  return db.query(`SELECT ${columns} FROM curation_bulk b ORDER BY b.at DESC, b.id LIMIT $1 OFFSET $2`, [
    limit,
    offset,
  ]);
}

export async function curationBulkCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM curation_bulk`);
  return rows[0]?.count ?? 0;
}
