/** Jobs and what became of their files. */
import type { DataSource } from 'typeorm';
import type { FileOutcome, JobCounts, JobState } from '../entities/job-state.js';

export type RunningCounts = { -readonly [Name in keyof JobCounts]: JobCounts[Name] };

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
};

export interface JobFileRow {
  readonly path: string;
  readonly documentId: string | null;
  readonly outcome: FileOutcome;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

export async function startJob(
  dataSource: DataSource,
  job: { source: string; options: unknown; filesTotal: number; owner: string },
): Promise<string> {
  const rows: { id: string }[] = await dataSource.query(
    `INSERT INTO job (kind, state, source, options, counts, files_total, owner)
     VALUES ('INGEST', 'RUNNING', $1, $2, $3, $4, $5) RETURNING id`,
    [job.source, JSON.stringify(job.options), JSON.stringify(noCounts), job.filesTotal, job.owner],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the job vanished while it was written');
  return row.id;
}

export async function reportProgress(
  dataSource: DataSource,
  jobId: string,
  filesDone: number,
  counts: JobCounts,
): Promise<void> {
  await dataSource.query(`UPDATE job SET files_done = $2, counts = $3, heartbeat_at = now() WHERE id = $1`, [
    jobId,
    filesDone,
    JSON.stringify(counts),
  ]);
}

/** Outcomes of files; a file named twice keeps its last outcome. */
export async function recordFiles(dataSource: DataSource, jobId: string, files: readonly JobFileRow[]): Promise<void> {
  if (files.length === 0) return;
  const last = [...new Map(files.map((file) => [file.path, file])).values()];
  await dataSource.query(
    `INSERT INTO job_file (job_id, path, document_id, outcome, reason_code, reason)
     SELECT $1, x.path, x."documentId", x.outcome, x."reasonCode", x.reason
     FROM jsonb_to_recordset($2::jsonb) AS x
       (path text, "documentId" uuid, outcome text, "reasonCode" text, reason text)
     ON CONFLICT (job_id, path) DO UPDATE
     SET document_id = excluded.document_id, outcome = excluded.outcome,
         reason_code = excluded.reason_code, reason = excluded.reason`,
    [jobId, JSON.stringify(last)],
  );
}

export async function finishJob(
  dataSource: DataSource,
  jobId: string,
  state: Exclude<JobState, 'RUNNING'>,
  filesDone: number,
  counts: JobCounts,
  error: string | null,
): Promise<void> {
  await dataSource.query(
    `UPDATE job SET state = $2, files_done = $3, counts = $4, error = $5, heartbeat_at = now(), finished_at = now()
     WHERE id = $1`,
    [jobId, state, filesDone, JSON.stringify(counts), error],
  );
}

/** Jobs that say they run but have not been heard of for a while were killed; gives how many. */
export async function markInterrupted(dataSource: DataSource, silentForSeconds: number): Promise<number> {
  const [, count]: [unknown, number] = await dataSource.query(
    `UPDATE job SET state = 'INTERRUPTED', finished_at = now(),
            error = 'The process that ran this job ended before the job did; run it again to go on.'
     WHERE state = 'RUNNING' AND heartbeat_at < now() - make_interval(secs => $1)`,
    [silentForSeconds],
  );
  return count;
}
