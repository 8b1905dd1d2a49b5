/** Removes jobs that nobody needs any more, with what became of their files. */
import type { Queryable } from '../queryable.js';

export interface JobHistory {
  /** Of each ingest source, the last of its jobs that are kept whatever their age; at least one. */
  readonly jobs: number;
  /** Younger jobs are kept, however many they are. */
  readonly days: number;
}

/** Jobs removed in one statement: on the embedded Postgres everybody else waits meanwhile. */
const jobsAtOnce = 100;

/**
 * What stays, whatever its age: jobs that are not over, those that such a job tries again, and the last of each source
 * that succeeded. Since the last job of a source stays too, its failed files can be tried again.
 * @returns how many were removed; there may be more.
 */
export async function removeOldJobs(db: Queryable, { jobs, days }: JobHistory): Promise<number> {
  const [rows] = await db.query<[unknown[], number]>(
    `WITH ranked AS (
       SELECT id, row_number() OVER (PARTITION BY source_id ORDER BY started_at DESC, id) AS nth,
              row_number() OVER (PARTITION BY source_id, state ORDER BY started_at DESC, id) AS nth_of_state
       FROM job),
     old AS (
       SELECT j.id FROM job j JOIN ranked r ON r.id = j.id
       WHERE r.nth > $1 AND coalesce(j.finished_at, j.heartbeat_at) < now() - make_interval(days => $2)
         AND j.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')
         AND NOT (j.state = 'SUCCEEDED' AND r.nth_of_state = 1)
         AND NOT EXISTS (SELECT FROM job again WHERE again.retry_of = j.id
                         AND again.state IN ('QUEUED', 'RUNNING', 'INTERRUPTED'))
       ORDER BY j.started_at LIMIT $3 FOR UPDATE OF j SKIP LOCKED)
     DELETE FROM job USING old WHERE job.id = old.id RETURNING job.id`,
    [Math.max(1, jobs), days, jobsAtOnce],
  );
  return rows.length;
}
