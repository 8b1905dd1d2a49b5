/** Documents are written beside one another; while curators move things, none is. */
import type { Queryable } from '../queryable.js';

/** "mcst" in ASCII. */
const structureLock = 0x6d637374;

/** Nothing is moved until the transaction ends. */
export async function holdStructure(db: Queryable): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock_shared($1)', [structureLock]);
}

/** No document is written and nothing else is moved until the transaction ends. */
export async function lockStructure(db: Queryable): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [structureLock]);
}
