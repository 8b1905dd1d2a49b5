/** Jobs: how they begin, who plans them, how they end. Times are the database's, so that workers need not agree on one. */
import type { ReasonCode } from '../../errors.js';
import type { EntityManager } from 'typeorm';
import type { DocumentAction, FileOutcome, JobCounts, JobState, WorkState } from '../entities/job-state.js';
import { Job } from '../entities/job.js';
import type { Queryable, Repositories } from '../queryable.js';

export const noCounts: JobCounts = {
  new: 0,
  changed: 0,
  unchanged: 0,
  archived: 0,
  failed: 0,
  skipped: 0,
  documents: 0,
  passagesNew: 0,
  passagesShared: 0,
  chunks: 0,
  pagesWithoutText: 0,
};

export interface JobFileRow {
  readonly path: string;
  readonly documentId: string | null;
  readonly outcome: FileOutcome;
  readonly reasonCode: ReasonCode | null;
  readonly reason: string | null;
  /** Of a paginated file that was read: pages whose text can't be used. */
  readonly pagesWithoutText?: number;
}

export interface NewJob {
  readonly sourceId: string;
  readonly location: string;
  /** What is asked for. */
  readonly options: Job['options'];
  readonly workerGroup: string;
  readonly owner: string;
  readonly retryOf: string | null;
}

export async function enqueueJob(db: Repositories, { location, ...job }: NewJob): Promise<string> {
  const queued = { ...job, source: location, kind: 'INGEST', state: 'QUEUED', counts: noCounts } as const;
  const { id } = await db.getRepository(Job).save({ ...queued }, { transaction: false });
  return id;
}

/** The job of that source that does what is asked for and is not over yet, the newest first. */
export async function openJobOf(db: Queryable, sourceId: string, options: unknown): Promise<string | null> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT id FROM job WHERE source_id = $1 AND state IN ('QUEUED', 'RUNNING') AND retry_of IS NULL AND options = $2::jsonb
     ORDER BY started_at DESC LIMIT 1`,
    [sourceId, JSON.stringify(options)],
  );
  return rows[0]?.id ?? null;
}

/**
 * Whether the caller is the one that plans the job now: nobody does yet, whoever did has fallen silent, or it was the
 * caller itself, whose connection was lost meanwhile.
 */
export async function takePlanning(
  db: Queryable,
  jobId: string,
  owner: string,
  silentForSeconds: number,
): Promise<boolean> {
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE job SET state = 'RUNNING', owner = $2, heartbeat_at = now()
     WHERE id = $1 AND planned_at IS NULL
       AND (state = 'QUEUED'
            OR (state = 'RUNNING' AND (owner = $2 OR heartbeat_at < now() - make_interval(secs => $3))))
     RETURNING id`,
    [jobId, owner, silentForSeconds],
  );
  return rows.length > 0;
}

/** Outcomes of files; a file named twice keeps its last outcome. */
export async function recordFiles(db: Queryable, jobId: string, files: readonly JobFileRow[]): Promise<void> {
  if (files.length === 0) return;
  const last = [...new Map(files.map((file) => [file.path, file])).values()];
  await db.query(
    `INSERT INTO job_file (job_id, path, document_id, outcome, reason_code, reason, pages_without_text)
     SELECT $1, x.path, x."documentId", x.outcome, x."reasonCode", x.reason, coalesce(x."pagesWithoutText", 0)
     FROM jsonb_to_recordset($2::jsonb) AS x
       (path text, "documentId" uuid, outcome text, "reasonCode" text, reason text, "pagesWithoutText" int)
     ON CONFLICT (job_id, path) DO UPDATE
     SET document_id = excluded.document_id, outcome = excluded.outcome,
         reason_code = excluded.reason_code, reason = excluded.reason,
         pages_without_text = excluded.pages_without_text`,
    [jobId, JSON.stringify(last)],
  );
}

export interface NewWork {
  /** `product/version/document`. */
  readonly key: string;
  readonly action: DocumentAction;
  /** `FAILED` for what can't even be begun. */
  readonly state: Extract<WorkState, 'WAITING' | 'FAILED'>;
  readonly plan: unknown;
  readonly files: number;
  readonly documentId: string | null;
}

export interface JobPlan {
  readonly work: readonly NewWork[];
  /** Files whose outcome is known already. */
  readonly files: readonly JobFileRow[];
  readonly filesTotal: number;
  readonly unchanged: number;
  readonly warnings: readonly string[];
  /** Names the source in its documents. */
  readonly root: string;
}

/** Items written in one statement. */
const itemsAtOnce = 500;

/** @returns false if the caller no longer plans this job; nothing is written then. */
export async function savePlan(manager: EntityManager, jobId: string, owner: string, plan: JobPlan): Promise<boolean> {
  const [rows]: [{ source_id: string | null }[], number] = await manager.query(
    `UPDATE job SET planned_at = now(), heartbeat_at = now(), files_total = $3, unchanged = $4, warnings = $5
     WHERE id = $1 AND owner = $2 AND state = 'RUNNING' AND planned_at IS NULL RETURNING source_id`,
    [jobId, owner, plan.filesTotal, plan.unchanged, plan.warnings],
  );
  const [job] = rows;
  if (job === undefined) return false;
  await manager.query(`UPDATE ingest_source SET root = $2 WHERE id = $1 AND root IS DISTINCT FROM $2`, [
    job.source_id,
    plan.root,
  ]);
  for (let at = 0; at < plan.work.length; at += itemsAtOnce) {
    await manager.query(
      `INSERT INTO job_document (job_id, key, action, state, plan, files, document_id)
       SELECT $1, x.key, x.action, x.state, x.plan, x.files, x."documentId"
       FROM jsonb_to_recordset($2::jsonb) AS x
         (key text, action text, state text, plan jsonb, files int, "documentId" uuid)`,
      [jobId, JSON.stringify(plan.work.slice(at, at + itemsAtOnce))],
    );
  }
  await recordFiles(manager, jobId, plan.files);
  return true;
}

/** The accounts of a job, added up from its documents and files, as columns to set. */
const accounts = `
  heartbeat_at = now(), owner = $2, files_done = j.unchanged + w.files_done,
  counts = jsonb_build_object(
    'new', f.new, 'changed', f.changed, 'unchanged', j.unchanged + w.unchanged, 'archived', f.archived,
    'failed', f.failed, 'skipped', f.skipped, 'documents', w.documents, 'chunks', w.chunks,
    'passagesNew', w.passages_new, 'passagesShared', greatest(0, w.chunks - w.passages_new),
    'pagesWithoutText', f.pages_without_text)`;
const accountsFrom = `
  FROM (SELECT count(*) FILTER (WHERE outcome = 'NEW') AS new, count(*) FILTER (WHERE outcome = 'CHANGED') AS changed,
               count(*) FILTER (WHERE outcome = 'ARCHIVED') AS archived,
               count(*) FILTER (WHERE outcome = 'FAILED') AS failed,
               count(*) FILTER (WHERE outcome = 'SKIPPED') AS skipped,
               coalesce(sum(pages_without_text), 0) AS pages_without_text
        FROM job_file WHERE job_id = $1) f,
       (SELECT coalesce(sum(files) FILTER (WHERE state IN ('DONE', 'FAILED')), 0)::int AS files_done,
               coalesce(sum(unchanged), 0) AS unchanged, count(*) FILTER (WHERE written) AS documents,
               coalesce(sum(chunks), 0) AS chunks, coalesce(sum(passages_new), 0) AS passages_new
        FROM job_document WHERE job_id = $1) w`;

/**
 * Brings the job's row up to date and says that the job lives; does nothing to a job that is over, or that another
 * process plans: it would seem to be this one that does.
 */
export async function reportProgress(db: Queryable, jobId: string, owner: string): Promise<void> {
  await db.query(
    `UPDATE job j SET ${accounts} ${accountsFrom}
     WHERE j.id = $1 AND j.state = 'RUNNING' AND (j.planned_at IS NOT NULL OR j.owner = $2)`,
    [jobId, owner],
  );
}

const retryAdvice =
  'Files took more time or memory than allowed, twice. Try them again when the machine has less to do: `mcdewey jobs retry`, or `retryIngestJob`.';

/** Ends a job whose documents have all been seen to; false if there are others, or if it is over already. */
export async function completeJob(db: Queryable, jobId: string, owner: string): Promise<boolean> {
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE job j SET ${accounts}, state = 'SUCCEEDED', finished_at = now(),
            warnings = CASE WHEN EXISTS (SELECT FROM job_file WHERE job_id = $1 AND outcome = 'FAILED'
                                           AND reason_code IN ('TIME_EXCEEDED', 'MEMORY_EXCEEDED'))
                            THEN array_append(j.warnings, $3::text) ELSE j.warnings END ${accountsFrom}
     WHERE j.id = $1 AND j.state = 'RUNNING' AND j.planned_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM job_document d WHERE d.job_id = $1 AND d.state IN ('WAITING', 'LEASED'))
     RETURNING j.id`,
    [jobId, owner, retryAdvice],
  );
  return rows.length > 0;
}

export interface JobEnd {
  readonly state: Exclude<JobState, 'QUEUED' | 'RUNNING' | 'SUCCEEDED'>;
  readonly error: string;
  readonly errorCode: ReasonCode;
}

/** Ends a job before its time; false if it was over already. */
export async function stopJob(db: Queryable, jobId: string, owner: string, end: JobEnd): Promise<boolean> {
  const [rows] = await db.query<[unknown[], number]>(
    `UPDATE job j SET ${accounts}, state = $3, finished_at = now(), error = $4, error_code = $5 ${accountsFrom}
     WHERE j.id = $1 AND j.state IN ('QUEUED', 'RUNNING') RETURNING j.id`,
    [jobId, owner, end.state, end.error, end.errorCode],
  );
  return rows.length > 0;
}

const interrupted = `state = 'INTERRUPTED', finished_at = now(), error_code = 'INTERRUPTED'`;

/** Jobs of the same source that nobody has been heard of for a while: the new run sees to all that they left. */
export async function supersedeSilent(db: Queryable, jobId: string, silentForSeconds: number): Promise<void> {
  await db.query(
    `UPDATE job j SET ${interrupted}, error = 'Its process ended before the job did; a later run took over.'
     FROM job later
     WHERE later.id = $1 AND j.source_id = later.source_id AND j.id <> later.id AND j.state = 'RUNNING'
       AND j.heartbeat_at < now() - make_interval(secs => $2)`,
    [jobId, silentForSeconds],
  );
}

/** For the sole owner of a library that has just opened it: whoever worked in it before is gone. */
export async function interruptAll(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE job SET ${interrupted}, error = 'Its process ended before the job did; run it again to go on.'
     WHERE state = 'RUNNING'`,
  );
  await db.query(
    `UPDATE job_document SET state = 'WAITING', lease_owner = NULL, lease_until = NULL WHERE state = 'LEASED'`,
  );
}

/** Lets interrupted jobs go on, unless their source was run again since. */
export async function resumeInterrupted(db: Queryable, workerGroup: string): Promise<string[]> {
  const [rows] = await db.query<[{ id: string }[], number]>(
    `UPDATE job j SET state = 'RUNNING', finished_at = NULL, error = NULL, error_code = NULL,
            heartbeat_at = CASE WHEN planned_at IS NULL THEN 'epoch' ELSE now() END
     WHERE j.state = 'INTERRUPTED' AND j.worker_group = $1 AND j.source_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM job later WHERE later.source_id = j.source_id AND later.started_at > j.started_at)
     RETURNING j.id`,
    [workerGroup],
  );
  return rows.map(({ id }) => id);
}

/**
 * Notes that what failed in the job may stay so, or that it may not.
 * @returns false unless the job is over.
 */
export async function acknowledgeJob(db: Queryable, id: string, isAcknowledged: boolean): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `WITH noted AS (
       UPDATE job SET acknowledged_at = CASE WHEN $2 THEN coalesce(acknowledged_at, now()) END
       WHERE id = $1 AND finished_at IS NOT NULL RETURNING id)
     SELECT FROM noted`,
    [id, isAcknowledged],
  );
  return rows.length > 0;
}
