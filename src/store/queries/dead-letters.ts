/** What indexes outside Postgres refused. */
import type { Queryable } from '../queryable.js';

export interface DeadLetterRow {
  readonly passageId: number;
  readonly index: string;
  readonly status: number;
  readonly reason: string;
  readonly createdAt: Date;
}

/** Latest first. */
export function deadLetters(db: Queryable, limit: number): Promise<DeadLetterRow[]> {
  return db.query(
    `SELECT passage_id AS "passageId", index_name AS index, status, reason, created_at AS "createdAt"
     FROM dead_letter ORDER BY created_at DESC, passage_id LIMIT $1`,
    [limit],
  );
}
