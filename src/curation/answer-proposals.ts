/** Curators answer proposals: they make the changes, or say why not. */
import type { DataSource, EntityManager } from 'typeorm';
import { recordAudit, type AuditedAction } from '../access/audit.js';
import type { Caller } from '../caller.js';
import { BadInputError, NotFoundError } from '../errors.js';
import { SUBJECT_KINDS } from '../store/entities/subject-kind.js';
import { lockSubjects, subjectsByPath, type SubjectRow } from '../store/queries/curation.js';
import { lockProposals, proposalsById, type ProposalRow } from '../store/queries/proposals.js';
import { closeBulk, openBulk, type Authorship } from '../store/writes/curation.js';
import { answerProposals, type ProposalAnswer } from '../store/writes/proposals.js';
import type { FieldWish } from './curated-values.js';
import type { EditError } from './edit-error.js';
import { editWithin } from './edit-subject.js';
import { LONGEST_NOTE } from './note.js';
import { proposedStandings } from './proposed-fields.js';

/** Proposals that can be answered at once. */
export const MOST_ANSWERED = 100;

export interface ProposalRefusal {
  readonly proposal: ProposalRow;
  /** One at least. */
  readonly errors: readonly EditError[];
}

export interface AcceptResult {
  /** What the changes belong to, if several were asked for: it can be undone in one go. */
  readonly bulkId: string | null;
  /** Oldest first. */
  readonly accepted: readonly ProposalRow[];
  readonly refused: readonly ProposalRefusal[];
  /** Fields that changed. */
  readonly changed: number;
  /** Of the changes that were made, oldest first. */
  readonly changeIds: readonly number[];
}

function checkText(field: string, text: string | null): void {
  if (text === null || text.length <= LONGEST_NOTE) return;
  throw new BadInputError(`\`${field}\` must have at most ${String(LONGEST_NOTE)} characters.`, { field });
}

function checkIds(ids: readonly string[]): void {
  if (ids.length > 0 && ids.length <= MOST_ANSWERED) return;
  throw new BadInputError(`\`ids\` must name 1 to ${String(MOST_ANSWERED)} proposals.`, { field: 'ids' });
}

/** @throws NotFoundError */
async function lockNamed(manager: EntityManager, ids: readonly string[]): Promise<ProposalRow[]> {
  const proposals = await lockProposals(manager, ids);
  if (proposals.length === new Set(ids).size) return proposals;
  throw new NotFoundError('Some of the proposals do not exist.', { noun: 'proposal' });
}

/** Things are locked in the order in which all edits of many lock them. */
async function lockAll(manager: EntityManager, open: readonly ProposalRow[]): Promise<void> {
  for (const kind of SUBJECT_KINDS) {
    const paths = open.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectPath }) => subjectPath);
    if (paths.length === 0) continue;
    const subjects = await subjectsByPath(manager, kind, [...new Set(paths)]);
    await lockSubjects(
      manager,
      kind,
      subjects.map(({ id }) => id),
    );
  }
}

function answeredAlready({ state, reviewerName }: ProposalRow): EditError {
  const who = reviewerName === null ? '' : ` by ${reviewerName}`;
  return { code: 'NOT_OPEN', field: null, message: `It was answered before${who}: ${state}.` };
}

function staleError(fields: readonly string[], subject: SubjectRow | null): EditError {
  const message =
    subject === null
      ? 'What it is about is not in the library any more.'
      : `Changed since it was proposed: ${fields.join(', ')}. Look at the values as they are now; edit them yourself, or reject it.`;
  return { code: 'STALE', field: fields[0] ?? null, message };
}

/** Makes what is proposed by the way of every edit; what is so by now is left out. */
async function accept(
  manager: EntityManager,
  proposal: ProposalRow,
  authorship: Authorship,
): Promise<{ readonly errors: readonly EditError[]; readonly changeIds: readonly number[] }> {
  const { kind, state, changes, subjectKind, subjectPath } = proposal;
  const refused = (...errors: readonly EditError[]) => ({ errors, changeIds: [] });
  if (state !== 'OPEN') return refused(answeredAlready(proposal));
  if (kind === 'FEEDBACK') {
    return refused({ code: 'NOT_OPEN', field: null, message: 'Feedback holds no values to accept; close it.' });
  }
  const [subject = null] = await subjectsByPath(manager, subjectKind, [subjectPath]);
  const standings = proposedStandings(changes, subject);
  const stale = standings.filter(({ isStale }) => isStale).map(({ change }) => change.field);
  if (subject === null || stale.length > 0) return refused(staleError(stale, subject));
  const wishes = new Map<string, FieldWish>(
    standings
      .filter(({ isMade }) => !isMade)
      .map(({ change: { field, set, value } }) => [field, set ? { set, value } : { set }]),
  );
  if (wishes.size === 0) return { errors: [], changeIds: [] };
  const { id, revision } = subject;
  const edit = { kind: subjectKind, id, wishes, expectedRevision: revision, merge: false };
  const result = await editWithin(manager, edit, { ...authorship, proposalId: proposal.id });
  return { errors: result.errors, changeIds: result.changes.map((change) => change.id) };
}

async function audit(manager: EntityManager, action: AuditedAction, rows: readonly ProposalRow[], reviewer: Caller) {
  for (const { id, subjectPath, authorName, reason } of rows) {
    const details = { proposal: id, author: authorName, ...(reason !== null && { reason }) };
    await recordAudit(manager, reviewer, { action, subject: subjectPath, details });
  }
}

/**
 * In one transaction; those that can't be made stay open and are told.
 * @param note why; in the history beside the names of author and reviewer. The author's own if left out.
 * @throws BadInputError
 */
export async function acceptProposals(
  dataSource: DataSource,
  ids: readonly string[],
  { caller, note }: { readonly caller: Caller; readonly note: string | null },
): Promise<AcceptResult> {
  checkIds(ids);
  checkText('note', note);
  return dataSource.transaction(async (manager) => {
    const proposals = await lockNamed(manager, ids);
    await lockAll(manager, proposals);
    const bulkId = proposals.length > 1 ? await openBulk(manager, 'EDIT', { caller, note, bulkId: null }) : null;
    const refused: ProposalRefusal[] = [];
    const changeIds: number[] = [];
    for (const proposal of proposals) {
      const outcome = await accept(manager, proposal, { caller, note: note ?? proposal.note, bulkId });
      if (outcome.errors.length > 0) refused.push({ proposal, errors: outcome.errors });
      changeIds.push(...outcome.changeIds);
    }
    if (bulkId !== null) await closeBulk(manager, bulkId, changeIds.length);
    const made = proposals.filter((proposal) => !refused.some((refusal) => refusal.proposal === proposal));
    const madeIds = made.map(({ id }) => id);
    await answerProposals(manager, madeIds, { state: 'ACCEPTED', reason: note, reviewer: caller });
    const accepted = await proposalsById(manager, madeIds);
    await audit(manager, 'PROPOSAL_ACCEPTED', accepted, caller);
    return { bulkId, accepted, refused, changed: changeIds.length, changeIds };
  });
}

export interface CloseResult {
  readonly closed: readonly ProposalRow[];
  readonly refused: readonly ProposalRefusal[];
}

/**
 * Answers them without a change. What was answered before stays as it is and is told.
 * @throws BadInputError when there is no reason.
 */
export async function closeProposals(
  dataSource: DataSource,
  ids: readonly string[],
  answer: ProposalAnswer & { readonly reason: string; readonly state: 'REJECTED' | 'DONE' | 'NOT_OURS' },
): Promise<CloseResult> {
  const { state, reason, reviewer } = answer;
  checkIds(ids);
  if (reason === '') throw new BadInputError('Say why in `reason`; the author reads it.', { field: 'reason' });
  checkText('reason', reason);
  const kind = state === 'REJECTED' ? 'CORRECTION' : 'FEEDBACK';
  return dataSource.transaction(async (manager) => {
    const proposals = await lockNamed(manager, ids);
    const refused = proposals.flatMap((proposal): ProposalRefusal[] => {
      if (proposal.state !== 'OPEN') return [{ proposal, errors: [answeredAlready(proposal)] }];
      if (proposal.kind === kind) return [];
      const remedy =
        kind === 'CORRECTION'
          ? 'It is feedback; close it as done or not ours.'
          : 'It is a correction; accept or reject it.';
      return [{ proposal, errors: [{ code: 'NOT_OPEN', field: null, message: remedy }] }];
    });
    const open = proposals.filter((proposal) => !refused.some((refusal) => refusal.proposal === proposal));
    const openIds = open.map(({ id }) => id);
    await answerProposals(manager, openIds, { state, reason, reviewer });
    const closed = await proposalsById(manager, openIds);
    await audit(manager, state === 'REJECTED' ? 'PROPOSAL_REJECTED' : 'FEEDBACK_CLOSED', closed, reviewer);
    return { closed, refused };
  });
}
