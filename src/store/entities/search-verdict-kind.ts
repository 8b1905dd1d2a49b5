/** How a search ended, as far as the library can tell. */
export const SEARCH_VERDICTS = [
  'FOUND',
  'NOTHING_FOUND',
  'NOTHING_RELEVANT',
  'VERSION_ABSENT',
  'UNKNOWN_NAME',
] as const;
export type SearchVerdict = (typeof SEARCH_VERDICTS)[number];

/** What work a question leads to. */
export const QUESTION_VERDICTS = [
  'CONTENT_GAP',
  'VERSION_GAP',
  'SCOPE_GAP',
  'WORDING_GAP',
  'NOT_OURS',
  'ANSWERED',
] as const;
export type QuestionVerdict = (typeof QUESTION_VERDICTS)[number];

/** What a curator makes of a question. */
export const QUESTION_STATES = ['OPEN', 'PLANNED', 'MENDED', 'NOT_OURS'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];
