/** How far indexes outside Postgres are behind. */
import type { Queryable } from '../queryable.js';

export interface OutboxLag {
  /** Changes that are not delivered yet. */
  readonly waiting: number;
  /** Age of the oldest of them; 0 when none waits. */
  readonly oldestSeconds: number;
  readonly deadLetters: number;
}

/**
 * For metrics, health and `doctor`; one statement.
 * @param upTo id of the last row that counts; all count when it is absent.
 */
export async function outboxLag(db: Queryable, upTo: string | null = null): Promise<OutboxLag> {
  const [row] = await db.query<OutboxLag[]>(
    `SELECT count(*)::int AS waiting,
            coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds",
            (SELECT count(*)::int FROM dead_letter) AS "deadLetters"
     FROM outbox WHERE $1::bigint IS NULL OR id <= $1::bigint`,
    [upTo],
  );
  return row ?? { waiting: 0, oldestSeconds: 0, deadLetters: 0 };
}

/** Id of the latest row; null when the outbox is empty. */
export async function latestOutboxRow(db: Queryable): Promise<string | null> {
  const [row] = await db.query<{ id: string | null }[]>('SELECT max(id) AS id FROM outbox');
  return row?.id ?? null;
}
