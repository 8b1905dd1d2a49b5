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
