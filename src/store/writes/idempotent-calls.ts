/** Calls that clients named, and what they gave. Times are the database's, so that processes need not agree on one. */
import { IdempotentCall } from '../entities/idempotent-call.js';
import type { Queryable, Repositories } from '../queryable.js';

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
export function keptCall(db: Repositories, name: Buffer): Promise<IdempotentCall | null> {
  return db.getRepository(IdempotentCall).findOneBy({ name });
}

export async function keepResult(db: Repositories, { name, claim }: CallName, result: Buffer): Promise<void> {
  await db.getRepository(IdempotentCall).update({ name, claim }, { result });
}

export async function forgetCall(db: Repositories, { name, claim }: CallName): Promise<void> {
  await db.getRepository(IdempotentCall).delete({ name, claim });
}
