/** How far indexes outside Postgres are behind. */
import type { Queryable } from '../queryable.js';

export interface OutboxLag {
  /** Changes that are not delivered yet. */
  readonly waiting: number;
  /** Age of the oldest of them; 0 when none waits. */
  readonly oldestSeconds: number;
  readonly deadLetters: number;
}

/** For metrics, health and `doctor`; one statement. */
export async function outboxLag(db: Queryable): Promise<OutboxLag> {
  const [row] = await db.query<OutboxLag[]>(
    `SELECT count(*)::int AS waiting,
            coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds",
            (SELECT count(*)::int FROM dead_letter) AS "deadLetters"
     FROM outbox`,
  );
  return row ?? { waiting: 0, oldestSeconds: 0, deadLetters: 0 };
}
