/** Takes in what somebody who may not change the library asks curators to change. */
import type { DataSource } from 'typeorm';
import { recordAudit } from '../access/audit.js';
import { may } from '../access/may.js';
import type { Caller } from '../caller.js';
import type { ProposedField } from '../store/entities/proposal.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import {
  lockProposals,
  openCountOf,
  sameProposal,
  type NewProposal,
  type ProposalRow,
} from '../store/queries/proposals.js';
import { subjectsById, type Sight, type SubjectRow } from '../store/queries/curation.js';
import type { Repositories } from '../store/queryable.js';
import { answerProposals, insertProposal, lockAuthor } from '../store/writes/proposals.js';
import { checkAgainstLibrary } from './check-against-library.js';
import type { FieldWish } from './curated-values.js';
import type { EditError } from './edit-error.js';
import { checkWishes } from './edit-subject.js';
import { isAsProposed } from './proposed-fields.js';
import { standingsOf } from './standing.js';

/** Proposals of one author that wait for an answer, at most. */
export const MOST_OPEN = 100;
/** Those of everybody unknown together. */
const mostOfUnknown = 500;

export interface Proposed {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly wishes: ReadonlyMap<string, FieldWish>;
  readonly note: string | null;
}

export interface ProposeResult {
  /** Null if there are errors. */
  readonly proposal: ProposalRow | null;
  readonly errors: readonly EditError[];
}

const refusal = (...errors: readonly EditError[]): ProposeResult => ({ proposal: null, errors });

/** What would change, with the values in force now; what is so already is left out. */
function proposedFields(subject: SubjectRow, wishes: ReadonlyMap<string, FieldWish>): ProposedField[] {
  return standingsOf(subject, []).flatMap((standing) => {
    const wish = wishes.get(standing.field);
    if (wish === undefined) return [];
    const { field, effective: base } = standing;
    const change = { field, set: wish.set, value: wish.set ? wish.value : null, base };
    return isAsProposed(change, standing) ? [] : [change];
  });
}

/** Which versions the answer may tell of. */
const sightOf = (author: Caller): Sight => (may(author, 'curation.read') ? 'ALL' : 'READABLE');

/** Keeps it unless too many of the author's wait already. */
export async function keepProposal(db: Repositories, proposal: NewProposal, author: Caller): Promise<ProposeResult> {
  const isUnknown = author.kind === 'ANONYMOUS';
  const most = isUnknown ? mostOfUnknown : MOST_OPEN;
  if ((await openCountOf(db, author)) < most) {
    return { proposal: await insertProposal(db, proposal, author), errors: [] };
  }
  if (isUnknown) {
    const message = `${String(most)} messages wait for an answer, so no more are taken for now. Try again another day.`;
    return refusal({ code: 'TOO_MANY_OPEN', field: null, message });
  }
  const message = `${String(MOST_OPEN)} proposals of yours wait for an answer. Withdraw one, or wait until some are answered.`;
  return refusal({ code: 'TOO_MANY_OPEN', field: null, message });
}

/**
 * The same proposal of the same author is kept once, however often it is sent.
 * @param author who may propose, and sees the thing; that was asked before.
 */
export async function proposeChanges(dataSource: DataSource, asked: Proposed, author: Caller): Promise<ProposeResult> {
  const { kind, id, note } = asked;
  const { checked, errors } = checkWishes(kind, asked.wishes, note);
  if (errors.length > 0) return refusal(...errors);
  return dataSource.transaction(async (manager) => {
    await lockAuthor(manager, author);
    const [subject] = await subjectsById(manager, kind, [id]);
    if (subject === undefined) {
      return refusal({ code: 'NOT_FOUND', field: null, message: `There is no such ${kind.toLowerCase()} any more.` });
    }
    // Before anything else is told: what is not seen must not be told from what is not there.
    const taken = await checkAgainstLibrary(manager, subject, checked, sightOf(author));
    if (taken.length > 0) return refusal(...taken);
    const changes = proposedFields(subject, checked);
    if (changes.length === 0) {
      return refusal({ code: 'NOTHING_TO_DO', field: null, message: 'It has these values already.' });
    }
    const proposal: NewProposal = { kind: 'CORRECTION', subject, changes, note };
    const same = await sameProposal(manager, author, proposal);
    if (same !== null) return { proposal: same, errors: [] };
    const result = await keepProposal(manager, proposal, author);
    if (result.proposal !== null) {
      const details = { proposal: result.proposal.id };
      await recordAudit(manager, author, { action: 'PROPOSED', subject: subject.path, details });
    }
    return result;
  });
}

/** @returns the proposal as it is then; null if the author has none of that id that waits. */
export async function withdrawProposal(
  dataSource: DataSource,
  id: string,
  author: Caller,
): Promise<ProposalRow | null> {
  return dataSource.transaction(async (manager) => {
    const [proposal] = await lockProposals(manager, [id]);
    const isOwn = proposal?.authorKind === author.kind && proposal.authorId === author.id;
    if (!isOwn || proposal.state !== 'OPEN') return null;
    await answerProposals(manager, [id], { state: 'WITHDRAWN', reason: null, reviewer: author });
    const details = { proposal: id };
    await recordAudit(manager, author, { action: 'PROPOSAL_WITHDRAWN', subject: proposal.subjectPath, details });
    return (await lockProposals(manager, [id]))[0] ?? null;
  });
}
