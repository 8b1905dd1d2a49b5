/** Jobs and what became of their files. */
import { NotFoundError } from '../../errors.js';
import type { FileOutcome, JobState } from '../entities/job-state.js';
import type { JobFile } from '../entities/job-file.js';
import type { Job } from '../entities/job.js';
import { pageSql, pagesSql, type Keyed, type ListOrder, type Page, type SortTerm } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import type { CountOf, Of } from './catalogue.js';
import { inList, since } from './conditions.js';

export type JobRow = Pick<
  Job,
  | 'id'
  | 'kind'
  | 'state'
  | 'source'
  | 'sourceId'
  | 'retryOf'
  | 'startedAt'
  | 'heartbeatAt'
  | 'finishedAt'
  | 'acknowledgedAt'
  | 'error'
  | 'errorCode'
  | 'filesTotal'
  | 'filesDone'
  | 'counts'
  | 'warnings'
>;
/** What a worker needs to know of a job. */
export type RunningJob = JobRow & Pick<Job, 'options' | 'plannedAt'>;
export type JobFileRow = Pick<
  JobFile,
  'id' | 'jobId' | 'path' | 'outcome' | 'reasonCode' | 'reason' | 'pagesWithoutText'
>;

const columns = `j.id, j.kind, j.state, j.source, j.source_id AS "sourceId", j.retry_of AS "retryOf",
  j.started_at AS "startedAt", j.heartbeat_at AS "heartbeatAt", j.finished_at AS "finishedAt",
  j.acknowledged_at AS "acknowledgedAt", j.error,
  j.error_code AS "errorCode", j.files_total AS "filesTotal", j.files_done AS "filesDone", j.counts, j.warnings`;
const fileColumns = `f.id, f.job_id AS "jobId", f.path, f.outcome, f.reason_code AS "reasonCode", f.reason,
  f.pages_without_text AS "pagesWithoutText"`;

export function jobsById(db: Queryable, ids: readonly string[]): Promise<JobRow[]> {
  return db.query(`SELECT ${columns} FROM job j WHERE j.id = ANY ($1::uuid[])`, [ids]);
}

/** Everything that is given must hold; of a list, one entry. */
export interface JobFilter {
  readonly states?: readonly JobState[] | null;
  readonly sourceId?: string | null;
  readonly startedSince?: Date | null;
}

const jobCondition = `j.kind = 'INGEST' AND ${inList('j.state', 1)} AND ($2::uuid IS NULL OR j.source_id = $2)
  AND ${since('j.started_at', 3)}`;
const jobParameters = ({ states, sourceId, startedSince }: JobFilter): unknown[] => [
  states ?? null,
  sourceId ?? null,
  startedSince ?? null,
];

/** Orders of jobs. */
export const jobOrders = {
  STARTED_AT: [
    { sql: 'j.started_at', type: 'timestamptz' },
    { sql: 'j.id', type: 'uuid' },
  ],
} as const satisfies Readonly<Record<string, readonly SortTerm[]>>;

export function ingestJobs(db: Queryable, filter: JobFilter, order: ListOrder, page: Page): Promise<Keyed<JobRow>[]> {
  const parameters = jobParameters(filter);
  const sql = pageSql({ columns, from: 'job j', where: jobCondition, order }, page, parameters);
  return db.query(sql, parameters);
}

export async function ingestJobCount(db: Queryable, filter: JobFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM job j WHERE ${jobCondition}`,
    jobParameters(filter),
  );
  return rows[0]?.count ?? 0;
}

export function jobFilesById(db: Queryable, ids: readonly number[]): Promise<JobFileRow[]> {
  return db.query(`SELECT ${fileColumns} FROM job_file f WHERE f.id = ANY ($1::int[])`, [ids]);
}

export const jobFilesByPath: ListOrder = {
  name: 'PATH',
  terms: [
    { sql: 'f.path', type: 'text' },
    { sql: 'f.id', type: 'integer' },
  ],
};

/** The same page of each job's files, by path; with one outcome if it is given. */
export function filesOfJobs(
  db: Queryable,
  jobIds: readonly string[],
  { page, outcome }: { readonly page: Page; readonly outcome: FileOutcome | null },
): Promise<Of<string, Keyed<JobFileRow>>[]> {
  const parameters: unknown[] = [outcome];
  const list = {
    columns: fileColumns,
    from: 'job_file f',
    where: `f.job_id = parent.id AND ($1::text IS NULL OR f.outcome = $1)`,
    order: jobFilesByPath,
  };
  const sql = pagesSql(list, page, jobIds, parameters);
  return db.query(sql, parameters);
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

/** The job of each source that was started last. */
export function lastJobsOfSources(db: Queryable, sourceIds: readonly string[]): Promise<Of<string, JobRow>[]> {
  return db.query(
    `SELECT DISTINCT ON (j.source_id) j.source_id AS "parentId", ${columns} FROM job j
     WHERE j.source_id = ANY ($1::uuid[]) ORDER BY j.source_id, j.started_at DESC`,
    [sourceIds],
  );
}

/** @throws NotFoundError */
export async function runningJob(db: Queryable, jobId: string): Promise<RunningJob> {
  const rows = await db.query<RunningJob[]>(
    `SELECT ${columns}, j.options, j.planned_at AS "plannedAt" FROM job j WHERE j.id = $1`,
    [jobId],
  );
  const [job] = rows;
  if (job === undefined) throw new NotFoundError(`There is no job ${jobId}`, { jobId });
  return job;
}

/** Jobs that workers of the group may take part in, oldest first. */
export async function openJobs(db: Queryable, workerGroup: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT id FROM job WHERE state IN ('QUEUED', 'RUNNING') AND worker_group = $1 AND source_id IS NOT NULL
     ORDER BY started_at LIMIT $2`,
    [workerGroup, limit],
  );
  return rows.map(({ id }) => id);
}

export interface FileProblem {
  readonly path: string;
  readonly outcome: FileOutcome;
  readonly code: string | null;
  readonly reason: string | null;
}

/** Files that failed or were skipped, by path. */
export function problemsOfJob(db: Queryable, jobId: string): Promise<FileProblem[]> {
  return db.query(
    `SELECT path, outcome, reason_code AS code, reason FROM job_file
     WHERE job_id = $1 AND outcome IN ('FAILED', 'SKIPPED') ORDER BY path`,
    [jobId],
  );
}

/** What a job did not bring to a good end: keys of its documents, and paths of single files. */
export async function filesOfRetry(
  db: Queryable,
  jobId: string,
): Promise<{ keys: ReadonlySet<string>; paths: ReadonlySet<string> }> {
  const documents = await db.query<{ key: string }[]>(
    `SELECT key FROM job_document WHERE job_id = $1 AND action = 'INGEST' AND state <> 'DONE'`,
    [jobId],
  );
  const files = await db.query<{ path: string }[]>(
    `SELECT path FROM job_file WHERE job_id = $1 AND outcome = 'FAILED'`,
    [jobId],
  );
  return { keys: new Set(documents.map(({ key }) => key)), paths: new Set(files.map(({ path }) => path)) };
}

/** Where documents of one root come from was looked at last. */
export interface RootLook {
  /** As documents name it. */
  readonly root: string;
  /** The source can change while nobody looks: a site, a repository, installed packages. */
  readonly isLive: boolean;
  /** End of the last run that came to a good end; null before the first. */
  readonly checkedAt: Date | null;
  readonly lastRunFailed: boolean;
}

export function rootLooks(db: Queryable): Promise<RootLook[]> {
  return db.query(
    `SELECT s.root, bool_and(s.kind IN ('SITE', 'GIT', 'PACKAGES')) AS "isLive",
            max(good.at) AS "checkedAt", bool_and(coalesce(last.failed, false)) AS "lastRunFailed"
     FROM ingest_source s
     LEFT JOIN LATERAL (SELECT max(j.finished_at) AS at FROM job j
                        WHERE j.source_id = s.id AND j.state = 'SUCCEEDED') good ON true
     LEFT JOIN LATERAL (SELECT j.state = 'FAILED' AS failed FROM job j
                        WHERE j.source_id = s.id AND j.finished_at IS NOT NULL
                        ORDER BY j.started_at DESC LIMIT 1) last ON true
     WHERE s.root IS NOT NULL GROUP BY s.root`,
  );
}
