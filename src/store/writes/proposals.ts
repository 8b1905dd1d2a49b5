/** Keeps what is proposed to curators, and what they answer. */
import type { Caller } from '../../caller.js';
import type { ProposalState } from '../entities/proposal-kind.js';
import { proposalColumns, type NewProposal, type ProposalRow } from '../queries/proposals.js';
import type { Queryable } from '../queryable.js';

/** Key of the locks that authors propose under: "mcpr" in ASCII. */
const authorLock = 0x6d637072;

/** Of two proposals of one author at once, the second waits and then sees the first. */
export async function lockAuthor(db: Queryable, { kind, id }: Pick<Caller, 'kind' | 'id'>): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [authorLock, `${kind} ${id ?? ''}`]);
}

export async function insertProposal(db: Queryable, proposal: NewProposal, author: Caller): Promise<ProposalRow> {
  const { kind, subject, changes, chunkKey = null, quote = null, note } = proposal;
  const [row] = await db.query<ProposalRow[]>(
    `INSERT INTO proposal AS p (kind, subject_kind, subject_path, changes, chunk_key, quote, note,
       author_kind, author_id, author_name, door)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${proposalColumns}`,
    [
      ...[kind, subject.kind, subject.path, JSON.stringify(changes), chunkKey, quote, note],
      ...[author.kind, author.id, author.name, author.door],
    ],
  );
  if (row === undefined) throw new Error('a proposal vanished while it was written');
  return row;
}

export interface ProposalAnswer {
  readonly state: Exclude<ProposalState, 'OPEN'>;
  readonly reason: string | null;
  readonly reviewer: Caller;
}

/** The proposals have to be locked and open. */
export async function answerProposals(
  db: Queryable,
  ids: readonly string[],
  { state, reason, reviewer }: ProposalAnswer,
): Promise<void> {
  await db.query(
    `UPDATE proposal SET state = $2, reason = $3, reviewed_at = now(), reviewer_kind = $4, reviewer_id = $5, reviewer_name = $6
     WHERE id = ANY ($1::uuid[])`,
    [ids, state, reason, reviewer.kind, reviewer.id, reviewer.name],
  );
}
