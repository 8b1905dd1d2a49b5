/** What indexes outside Postgres refused. */
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';

export interface DeadLetterRow {
  readonly passageId: number;
  readonly index: string;
  readonly status: number;
  readonly reason: string;
  readonly createdAt: Date;
}

export const deadLettersLatestFirst: ListOrder = {
  name: 'LATEST',
  terms: [
    { sql: 'l.created_at', type: 'timestamptz', descending: true },
    { sql: 'l.passage_id', type: 'integer', descending: true },
    { sql: 'l.index_name', type: 'text', descending: true },
  ],
};

/** Latest first. */
export function deadLetters(db: Queryable, page: Page): Promise<Keyed<DeadLetterRow>[]> {
  const columns = `l.passage_id AS "passageId", l.index_name AS index, l.status, l.reason, l.created_at AS "createdAt"`;
  const parameters: unknown[] = [];
  const list = { columns, from: 'dead_letter l', where: 'true', order: deadLettersLatestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function deadLetterCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM dead_letter`);
  return rows[0]?.count ?? 0;
}
