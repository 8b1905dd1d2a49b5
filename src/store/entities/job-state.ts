/** What jobs do, how they end, and what becomes of each file. */

export const JOB_KINDS = ['INGEST'] as const;
export const JOB_STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'] as const;
export const FILE_OUTCOMES = ['NEW', 'CHANGED', 'UNCHANGED', 'ARCHIVED', 'FAILED', 'SKIPPED'] as const;

/** What is to be done with a document. */
export type DocumentAction = 'INGEST' | 'ARCHIVE';
/** Where a job stands with a document. */
export type WorkState = 'WAITING' | 'LEASED' | 'DONE' | 'FAILED';

export type JobKind = (typeof JOB_KINDS)[number];
export type JobState = (typeof JOB_STATES)[number];
export type FileOutcome = (typeof FILE_OUTCOMES)[number];

/** Names of the numbers a job keeps: files by outcome, then what was written. */
export const JOB_COUNTS = [
  'new',
  'changed',
  'unchanged',
  'archived',
  'failed',
  'skipped',
  'documents',
  'passagesNew',
  'passagesShared',
  'chunks',
  'pagesWithoutText',
] as const;

/** A count that is absent is 0. */
export type JobCounts = Readonly<Record<(typeof JOB_COUNTS)[number], number>>;
