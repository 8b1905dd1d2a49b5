/** Keeps what is proposed to curators, and what they answer. */
import { In } from 'typeorm';
import type { Caller } from '../../caller.js';
import type { ProposalState } from '../entities/proposal-kind.js';
import { Proposal } from '../entities/proposal.js';
import type { NewProposal, ProposalRow } from '../queries/proposals.js';
import type { Queryable, Repositories } from '../queryable.js';

/** Key of the locks that authors propose under: "mcpr" in ASCII. */
const authorLock = 0x6d637072;

/** Of two proposals of one author at once, the second waits and then sees the first. */
export async function lockAuthor(db: Queryable, { kind, id }: Pick<Caller, 'kind' | 'id'>): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [authorLock, `${kind} ${id ?? ''}`]);
}

/** In a transaction. */
export function insertProposal(
  db: Repositories,
  { subject, chunkKey = null, quote = null, ...proposal }: NewProposal,
  author: Caller,
): Promise<ProposalRow> {
  return db.getRepository(Proposal).save({
    ...{ ...proposal, chunkKey, quote, subjectKind: subject.kind, subjectPath: subject.path },
    ...{ authorKind: author.kind, authorId: author.id, authorName: author.name, door: author.door },
    ...{ reviewerName: null, reviewedAt: null, reason: null },
  });
}

export interface ProposalAnswer {
  readonly state: Exclude<ProposalState, 'OPEN'>;
  readonly reason: string | null;
  readonly reviewer: Caller;
}

/** The proposals have to be locked and open. */
export async function answerProposals(
  db: Repositories,
  ids: readonly string[],
  { state, reason, reviewer }: ProposalAnswer,
): Promise<void> {
  await db.getRepository(Proposal).update(
    { id: In(ids) },
    {
      ...{ state, reason, reviewedAt: () => 'now()' },
      ...{ reviewerKind: reviewer.kind, reviewerId: reviewer.id, reviewerName: reviewer.name },
    },
  );
}
