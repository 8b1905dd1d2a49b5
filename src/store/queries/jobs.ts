/** Jobs and what became of their files. */
import type { FileOutcome } from '../entities/job-state.js';
import type { JobFile } from '../entities/job-file.js';
import type { Job } from '../entities/job.js';
import type { Queryable, Slice } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';

export type JobRow = Pick<
  Job,
  'id' | 'kind' | 'state' | 'source' | 'startedAt' | 'finishedAt' | 'error' | 'filesTotal' | 'filesDone' | 'counts'
>;
export type JobFileRow = Pick<JobFile, 'id' | 'jobId' | 'path' | 'outcome' | 'reasonCode' | 'reason'>;

const columns = `j.id, j.kind, j.state, j.source, j.started_at AS "startedAt", j.finished_at AS "finishedAt", j.error,
  j.files_total AS "filesTotal", j.files_done AS "filesDone", j.counts`;
const fileColumns = `f.id, f.job_id AS "jobId", f.path, f.outcome, f.reason_code AS "reasonCode", f.reason`;

export function jobsById(db: Queryable, ids: readonly string[]): Promise<JobRow[]> {
  return db.query(`SELECT ${columns} FROM job j WHERE j.id = ANY ($1::uuid[])`, [ids]);
}

/** Newest first. */
export function ingestJobs(db: Queryable, { limit, offset }: Slice): Promise<JobRow[]> {
  return db.query(
    `SELECT ${columns} FROM job j WHERE j.kind = 'INGEST' ORDER BY j.started_at DESC, j.id LIMIT $1 OFFSET $2`,
    [limit, offset],
  );
}

export async function ingestJobCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM job WHERE kind = 'INGEST'`);
  return rows[0]?.count ?? 0;
}

export function jobFilesById(db: Queryable, ids: readonly number[]): Promise<JobFileRow[]> {
  return db.query(`SELECT ${fileColumns} FROM job_file f WHERE f.id = ANY ($1::int[])`, [ids]);
}

/** The same slice of each job's files, by path; with one outcome if it is given. */
export function filesOfJobs(
  db: Queryable,
  jobIds: readonly string[],
  wanted: Slice & { readonly outcome: FileOutcome | null },
): Promise<Of<string, JobFileRow>[]> {
  return db.query(
    `SELECT parent.id AS "parentId", slice.* FROM unnest($1::uuid[]) AS parent (id)
     CROSS JOIN LATERAL (
       SELECT ${fileColumns} FROM job_file f
       WHERE f.job_id = parent.id AND ($2::text IS NULL OR f.outcome = $2)
       ORDER BY f.path LIMIT $3 OFFSET $4
     ) AS slice ORDER BY slice.path`,
    [jobIds, wanted.outcome, wanted.limit, wanted.offset],
  );
}

export function fileCountsOfJobs(
  db: Queryable,
  jobIds: readonly string[],
  outcome: FileOutcome | null,
): Promise<CountOf<string>[]> {
  return db.query(
    `SELECT job_id AS "parentId", count(*)::int AS count FROM job_file
     WHERE job_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR outcome = $2) GROUP BY job_id`,
    [jobIds, outcome],
  );
}
