/**
 * Documents of jobs as work items with leases. A worker claims some, renews its leases while it works, and completes each
 * in the transaction that writes the document; what a dead worker held is free again when its lease has run out.
 */
import { INTERNAL_ERROR } from '../../errors.js';
import { QueryFailedError, type EntityManager } from 'typeorm';
import type { DocumentAction } from '../entities/job-state.js';
import type { Queryable } from '../queryable.js';
import { recordFiles, type JobFileRow } from './jobs.js';

/** A document that was begun this often without an end takes its worker down each time. */
const mostAttempts = 10;

export interface LeasedDocument {
  readonly id: number;
  readonly key: string;
  readonly action: DocumentAction;
  readonly plan: unknown;
  readonly documentId: string | null;
}

/**
 * Leases up to `limit` documents of a job, in the order of the plan, those that failed their worker before last. A
 * document that another job holds is left for later. What is to be archived comes when everything else has been seen to: a
 * run that is stopped before takes nothing away.
 */
export async function claimDocuments(
  db: Queryable,
  jobId: string,
  owner: string,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<LeasedDocument[]> {
  try {
    const [rows] = await db.query<[LeasedDocument[], number]>(
      `WITH free AS (
         SELECT d.id FROM job_document d JOIN job j ON j.id = d.job_id
         WHERE d.job_id = $1 AND d.state = 'WAITING' AND j.state = 'RUNNING'
           AND NOT EXISTS (SELECT FROM job_document other WHERE other.key = d.key AND other.state = 'LEASED')
           AND (d.action <> 'ARCHIVE' OR NOT EXISTS (
             SELECT FROM job_document other
             WHERE other.job_id = d.job_id AND other.action = 'INGEST' AND other.state IN ('WAITING', 'LEASED')))
         ORDER BY d.attempts, d.id LIMIT $3
         FOR UPDATE OF d SKIP LOCKED)
       UPDATE job_document d
       SET state = 'LEASED', lease_owner = $2, lease_until = now() + make_interval(secs => $4), attempts = d.attempts + 1
       FROM free WHERE d.id = free.id
       RETURNING d.id, d.key, d.action, d.plan, d.document_id AS "documentId"`,
      [jobId, owner, limit, leaseSeconds],
    );
    return rows.sort((a, b) => a.id - b.id);
  } catch (error) {
    // Another job leased one of these documents at the same moment: the unique index let one of the two through.
    if (error instanceof QueryFailedError && 'code' in error && error.code === '23505') return [];
    throw error;
  }
}

/**
 * Renews leases of one job: what the owner holds of another, it may have given up without being able to say so.
 * @returns ids of the items that the owner still holds.
 */
export async function renewLeases(
  db: Queryable,
  jobId: string,
  owner: string,
  leaseSeconds: number,
): Promise<number[]> {
  const [rows] = await db.query<[{ id: number }[], number]>(
    `UPDATE job_document SET lease_until = now() + make_interval(secs => $3)
     WHERE job_id = $1 AND state = 'LEASED' AND lease_owner = $2 RETURNING id`,
    [jobId, owner, leaseSeconds],
  );
  return rows.map(({ id }) => id);
}

/** Gives back what a worker holds of a job and has not done. */
export async function releaseLeases(db: Queryable, jobId: string, owner: string): Promise<void> {
  await db.query(
    `UPDATE job_document SET state = 'WAITING', lease_owner = NULL, lease_until = NULL, attempts = attempts - 1
     WHERE job_id = $1 AND state = 'LEASED' AND lease_owner = $2`,
    [jobId, owner],
  );
}

/** Gives one document back, if the worker still holds it. */
export async function releaseLease(db: Queryable, id: number, owner: string): Promise<void> {
  await db.query(
    `UPDATE job_document SET state = 'WAITING', lease_owner = NULL, lease_until = NULL
     WHERE id = $1 AND state = 'LEASED' AND lease_owner = $2`,
    [id, owner],
  );
}

/** Frees what workers held that have fallen silent; a document that brought down too many of them fails. */
export async function freeLapsed(db: Queryable): Promise<void> {
  await db.query(
    `WITH lapsed AS (
       UPDATE job_document
       SET state = CASE WHEN attempts >= $1 THEN 'FAILED' ELSE 'WAITING' END, lease_owner = NULL, lease_until = NULL
       WHERE state = 'LEASED' AND lease_until < now() RETURNING job_id, key, state)
     INSERT INTO job_file (job_id, path, outcome, reason_code, reason)
     SELECT job_id, key, 'FAILED', '${INTERNAL_ERROR}', 'The process that read it ended without a word, ' || $1 || ' times.'
     FROM lapsed WHERE state = 'FAILED'
     ON CONFLICT (job_id, path) DO NOTHING`,
    [mostAttempts],
  );
}

export interface DocumentResult {
  readonly documentId: string | null;
  /** Its content was written. */
  readonly written: boolean;
  readonly chunks: number;
  readonly passagesNew: number;
  /** What became of its files. Unchanged ones are only counted, so that a run without work writes nothing. */
  readonly files: readonly Omit<JobFileRow, 'documentId'>[];
}

/** What another time may go well: the machine has less to do then, or more memory to give. */
const worthAnotherTry: ReadonlySet<string | null> = new Set(['TIME_EXCEEDED', 'MEMORY_EXCEEDED']);

/**
 * Books the result, once: in the same transaction as the document's content. A document with files that ran into a limit of
 * time or memory is not done yet: it waits behind all others for a second attempt. False if the lease or the job was lost
 * meanwhile; the transaction must then be rolled back.
 */
export async function completeDocument(
  manager: EntityManager,
  item: { readonly id: number; readonly jobId: string },
  owner: string,
  { documentId, written, chunks, passagesNew, files }: DocumentResult,
): Promise<boolean> {
  const told = files.filter(({ outcome }) => outcome !== 'UNCHANGED');
  const state = files.some(({ outcome }) => outcome === 'FAILED') ? 'FAILED' : 'DONE';
  const isWorthMore = files.some(({ outcome, reasonCode }) => outcome === 'FAILED' && worthAnotherTry.has(reasonCode));
  const [rows]: [unknown[], number] = await manager.query(
    `UPDATE job_document d
     SET state = CASE WHEN $10 AND NOT d.is_second_attempt THEN 'WAITING' ELSE $4 END,
         plan = CASE WHEN $10 AND NOT d.is_second_attempt THEN d.plan END,
         is_second_attempt = d.is_second_attempt OR $10,
         lease_owner = NULL, lease_until = NULL, document_id = $5, written = d.written OR $6, chunks = d.chunks + $7,
         passages_new = d.passages_new + $8, unchanged = CASE WHEN d.is_second_attempt THEN d.unchanged ELSE $9 END
     FROM job j
     WHERE d.id = $1 AND d.job_id = $2 AND d.state = 'LEASED' AND d.lease_owner = $3
       AND j.id = d.job_id AND j.state = 'RUNNING'
     RETURNING d.id`,
    [
      item.id,
      item.jobId,
      owner,
      state,
      documentId,
      written,
      chunks,
      passagesNew,
      files.length - told.length,
      isWorthMore,
    ],
  );
  if (rows.length === 0) return false;
  await recordFiles(
    manager,
    item.jobId,
    told.map((file) => ({ ...file, documentId })),
  );
  return true;
}
