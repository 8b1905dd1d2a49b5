/** Places for files that are sent in two steps. Times are the database's; whichever process is asked, the answer is the same. */
import { Upload } from '../entities/upload.js';
import type { Queryable, Repositories } from '../queryable.js';

/** A place that nothing is sent to is kept for an hour, a file that nobody starts to ingest for a day. */
const secondsToSend = 3_600;
const secondsToStart = 86_400;

export interface OpenedUpload {
  readonly id: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/** Forgets places whose time is over. @returns their ids: what waits there has to go too. */
export async function forgetExpired(db: Queryable): Promise<string[]> {
  const [rows] = await db.query<[{ id: string }[], number]>('DELETE FROM upload WHERE expires_at < now() RETURNING id');
  return rows.map(({ id }) => id);
}

/** @param tokenHash SHA-256, hex. */
export async function openUpload(db: Queryable, name: string, tokenHash: string): Promise<OpenedUpload> {
  const rows = await db.query<OpenedUpload[]>(
    `INSERT INTO upload (name, token_hash, expires_at)
     VALUES ($1, decode($2, 'hex'), now() + make_interval(secs => $3))
     RETURNING id, name, expires_at AS "expiresAt"`,
    [name, tokenHash, secondsToSend],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the upload vanished while it was written');
  return row;
}

/**
 * The place behind a secret, taken by the caller, who has as long to send as somebody who has just asked for one;
 * undefined if there is none, or if a file is being or was sent there.
 */
export async function takeUpload(db: Queryable, tokenHash: string): Promise<string | undefined> {
  const [rows] = await db.query<[{ id: string }[], number]>(
    `UPDATE upload SET state = 'RECEIVING', expires_at = now() + make_interval(secs => $2)
     WHERE token_hash = decode($1, 'hex') AND state = 'OPEN' AND expires_at >= now() RETURNING id`,
    [tokenHash, secondsToSend],
  );
  return rows[0]?.id;
}

/** What was sent did not arrive whole: it may be sent again. */
export async function reopenUpload(db: Repositories, id: string): Promise<void> {
  await db.getRepository(Upload).update({ id, state: 'RECEIVING' }, { state: 'OPEN' });
}

export async function confirmUpload(
  db: Queryable,
  id: string,
  received: { readonly bytes: number; readonly workerGroup: string },
): Promise<void> {
  await db.query(
    `UPDATE upload SET state = 'RECEIVED', bytes = $2, worker_group = $3,
       expires_at = now() + make_interval(secs => $4) WHERE id = $1`,
    [id, received.bytes, received.workerGroup, secondsToStart],
  );
}

export interface ReceivedUpload {
  readonly name: string;
  readonly workerGroup: string;
}

/** A file that has arrived and waits; undefined if there is no such one. */
export async function receivedUpload(db: Queryable, id: string): Promise<ReceivedUpload | undefined> {
  const rows = await db.query<ReceivedUpload[]>(
    `SELECT name, worker_group AS "workerGroup" FROM upload
     WHERE id = $1 AND state = 'RECEIVED' AND expires_at >= now()`,
    [id],
  );
  return rows[0];
}

/** Removes the place of a file that has arrived, so that it is ingested once; undefined if there is no such file. */
export async function redeemUpload(db: Queryable, id: string): Promise<ReceivedUpload | undefined> {
  const [rows] = await db.query<[ReceivedUpload[], number]>(
    `DELETE FROM upload WHERE id = $1 AND state = 'RECEIVED' AND expires_at >= now()
     RETURNING name, worker_group AS "workerGroup"`,
    [id],
  );
  return rows[0];
}
