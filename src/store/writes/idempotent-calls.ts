/** Calls that clients named, and what they gave. Times are the database's, so that processes need not agree on one. */
import type { Queryable } from '../queryable.js';

export interface CallName {
  /** SHA-256 of caller, mutation and key. */
  readonly name: Buffer;
  /** SHA-256 of the input. */
  readonly input: Buffer;
  /** Names the one try to make it. */
  readonly claim: string;
}

/** For how long a call is known. */
const kept = `interval '1 day'`;
/** After which the process that makes a call has died: no operation takes that long. */
const abandoned = `interval '10 minutes'`;

/** Whether the caller is the one that makes the call: nobody did within a day, or whoever began has died. */
export async function claimCall(db: Queryable, { name, input, claim }: CallName): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `WITH old AS (DELETE FROM idempotent_call WHERE claimed_at < now() - ${kept} AND name <> $1)
     INSERT INTO idempotent_call AS c (name, input, claim) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE
     SET input = excluded.input, claim = excluded.claim, claimed_at = now(), result = NULL
     WHERE c.claimed_at < now() - ${kept} OR (c.result IS NULL AND c.claimed_at < now() - ${abandoned})
     RETURNING 1`,
    [name, input, claim],
  );
  return rows.length > 0;
}

/** The result is null while the call is being made. */
export async function keptCall(
  db: Queryable,
  name: Buffer,
): Promise<{ readonly input: Buffer; readonly result: Buffer | null } | null> {
  const rows = await db.query<{ input: Buffer; result: Buffer | null }[]>(
    `SELECT input, result FROM idempotent_call WHERE name = $1`,
    [name],
  );
  return rows[0] ?? null;
}

export async function keepResult(db: Queryable, { name, claim }: CallName, result: Buffer): Promise<void> {
  await db.query(`UPDATE idempotent_call SET result = $3 WHERE name = $1 AND claim = $2`, [name, claim, result]);
}

export async function forgetCall(db: Queryable, { name, claim }: CallName): Promise<void> {
  await db.query(`DELETE FROM idempotent_call WHERE name = $1 AND claim = $2`, [name, claim]);
}
