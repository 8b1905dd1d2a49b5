/** Takes in what somebody says is wrong with a passage or a document, into the queue of proposals. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { BadInputError, ThrottledError } from '../errors.js';
import { subjectsById } from '../store/queries/curation.js';
import { sameProposal, type NewProposal, type ProposalRow } from '../store/queries/proposals.js';
import { lockAuthor } from '../store/writes/proposals.js';
import { LONGEST_NOTE } from './note.js';
import { keepProposal } from './propose.js';

const secondsOfDay = 86_400;
/** Characters of the passage that are kept beside the feedback, at most. */
const longestQuote = 300;

export interface Feedback {
  readonly documentId: string;
  /** The passage that it is about; null for the whole document. */
  readonly passage: { readonly key: string; readonly text: string } | null;
  readonly text: string;
}

/**
 * The same words of the same author about the same passage are kept once while they wait.
 * @param author who may, and sees the document; that was asked before. Of somebody unknown nothing is kept but the words.
 * @returns null if the document went meanwhile.
 * @throws BadInputError for no text or too much; ThrottledError when too much of the author's waits.
 */
export async function giveFeedback(
  dataSource: DataSource,
  { documentId, passage, text }: Feedback,
  author: Caller,
): Promise<ProposalRow | null> {
  const note = text.trim();
  if (note === '' || note.length > LONGEST_NOTE) {
    throw new BadInputError(`Say what is wrong in 1 to ${String(LONGEST_NOTE)} characters.`, { field: 'text' });
  }
  return dataSource.transaction(async (manager) => {
    await lockAuthor(manager, author);
    const [subject] = await subjectsById(manager, 'DOCUMENT', [documentId]);
    if (subject === undefined) return null;
    const quote = passage?.text.replaceAll(/\s+/g, ' ').trim().slice(0, longestQuote) ?? null;
    const chunkKey = passage?.key ?? null;
    const feedback: NewProposal = { kind: 'FEEDBACK', subject, changes: [], chunkKey, quote, note };
    const same = await sameProposal(manager, author, feedback);
    if (same !== null) return same;
    const { proposal, errors } = await keepProposal(manager, feedback, author);
    if (proposal === null) throw new ThrottledError(errors[0]?.message ?? '', { retryAfter: secondsOfDay });
    return proposal;
  });
}
