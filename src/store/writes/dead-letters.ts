/** What indexes refused for good, until they accept it. */
import type { Queryable } from '../queryable.js';

export interface Refusal {
  readonly passageId: number;
  readonly revision: number;
  readonly status: number;
  readonly reason: string;
}

/** Keeps the latest refusal of each passage. */
export async function recordRefusals(db: Queryable, index: string, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await db.query(
    `INSERT INTO dead_letter (index_name, passage_id, revision, status, reason)
     SELECT $1, x."passageId", x.revision, x.status, x.reason
     FROM jsonb_to_recordset($2::jsonb) AS x ("passageId" int, revision int, status int, reason text)
     WHERE EXISTS (SELECT FROM search_index WHERE name = $1)
     ON CONFLICT (index_name, passage_id) DO UPDATE
     SET revision = excluded.revision, status = excluded.status, reason = excluded.reason, created_at = now()`,
    [index, JSON.stringify(refusals)],
  );
}

/** Forgets refusals of what the index holds now. */
export async function forgetRefusals(db: Queryable, index: string, passageIds: readonly number[]): Promise<void> {
  if (passageIds.length === 0) return;
  await db.query('DELETE FROM dead_letter WHERE index_name = $1 AND passage_id = ANY ($2::int[])', [index, passageIds]);
}

/** Tries refused passages again: what was wrong with them may have been put right. */
export async function retryRefusals(db: Queryable): Promise<void> {
  await db.query('INSERT INTO outbox (passage_id) SELECT DISTINCT passage_id FROM dead_letter ORDER BY passage_id');
}
