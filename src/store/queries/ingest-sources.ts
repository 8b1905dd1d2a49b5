/** Places that documentation comes from. */
import { NotFoundError } from '../../errors.js';
import type { IngestSource } from '../entities/ingest-source.js';
import type { Queryable, Slice } from '../queryable.js';

export type IngestSourceRow = Pick<IngestSource, 'id' | 'kind' | 'location' | 'options' | 'createdAt'>;

const columns = `s.id, s.kind, s.location, s.options, s.created_at AS "createdAt"`;

export function ingestSourcesById(db: Queryable, ids: readonly string[]): Promise<IngestSourceRow[]> {
  return db.query(`SELECT ${columns} FROM ingest_source s WHERE s.id = ANY ($1::uuid[])`, [ids]);
}

/** Oldest first. */
export function ingestSources(db: Queryable, { limit, offset }: Slice): Promise<IngestSourceRow[]> {
  return db.query(`SELECT ${columns} FROM ingest_source s ORDER BY s.created_at, s.id LIMIT $1 OFFSET $2`, [
    limit,
    offset,
  ]);
}

export async function ingestSourceCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ingest_source`);
  return rows[0]?.count ?? 0;
}

/** @throws NotFoundError */
export async function ingestSource(db: Queryable, id: string): Promise<IngestSourceRow> {
  const [row] = await ingestSourcesById(db, [id]);
  if (row === undefined) throw new NotFoundError(`There is no ingest source ${id}`, { id });
  return row;
}
