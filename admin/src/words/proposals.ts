/** What is proposed to curators. */
import { count } from './common.js';

const refusals = (reasons: string): string => (reasons === '' ? '' : ` Not answered: ${reasons}`);

export const proposalWords = {
  proposals: {
    title: 'Proposals',
    about:
      'What readers and programs ask you to correct, and what they say is wrong. Nothing changes before you accept. a accepts, r rejects or closes.',
    empty: 'Nothing waits for you here',
    emptyText:
      'Readers with an account and API keys with the scope Propose changes can propose; whoever reads can say that something is wrong.',
    kinds: { CORRECTION: 'Correction', FEEDBACK: 'Feedback' },
    states: {
      OPEN: 'Waiting',
      ACCEPTED: 'Accepted',
      REJECTED: 'Rejected',
      WITHDRAWN: 'Withdrawn',
      DONE: 'Done',
      NOT_OURS: 'Not ours: the source says so',
    },
    anyState: 'All, answered or not',
    stale: 'Stale',
    now: (value: string) => `Now it is ${value}: changed since this was proposed. Edit it yourself, or reject this.`,
    reset: 'what the source says',
    passage: 'Read the passage',
    author: (name: string, door: string) =>
      door === 'MCP' ? `${name}, by MCP` : door === 'PAGE' ? `${name}, on a page` : name,
    answered: (who: string, reason: string | null) => `${who}${reason === null ? '' : `: ${reason}`}`,
    onlyOf: (path: string) => `Only about ${path}.`,
    columns: { what: 'About', wish: 'What is asked for', who: 'By', answer: 'Answer' },
    filters: { path: 'Path', who: 'By', kind: 'Kind', state: 'State' },
    selection: 'Selected proposals',
    selected: (proposals: number) => `${count(proposals, 'proposal')} selected`,
    accept: 'Accept',
    acceptOf: (name: string) => `Accept: ${name}`,
    acceptMany: (proposals: number) => `Accept ${count(proposals, 'correction')}`,
    reject: 'Reject',
    rejectOf: (name: string) => `Reject: ${name}`,
    rejectMany: (proposals: number) => `Reject ${count(proposals, 'correction')}`,
    rejecting: (proposals: number) => `Reject ${count(proposals, 'correction')}`,
    rejectHint: 'Whoever proposed it reads this.',
    close: 'Close',
    closeOf: (name: string) => `Close: ${name}`,
    closeMany: (proposals: number) => `Close ${count(proposals, 'piece')} of feedback`,
    closing: (proposals: number) => `Close ${count(proposals, 'piece')} of feedback`,
    closeHint: 'Kept with the feedback, for those who come after you.',
    outcome: 'How it ends',
    reason: 'Why',
    accepted: (proposals: number, fields: number, reasons: string) =>
      `Accepted ${count(proposals, 'proposal')}, changed ${count(fields, 'field')}.${refusals(reasons)}`,
    closed: (proposals: number, reasons: string) => `Answered ${count(proposals, 'proposal')}.${refusals(reasons)}`,
    waitingOf: (proposals: number) => `${count(proposals, 'proposal')} waiting for an answer`,
    proposedBy: (name: string) => `proposed by ${name}`,
  },
};
