/** What can be said of a cell of the coverage matrix, worst first. */

export const COVERAGE_STATES = [
  'MISSING',
  'FAILED',
  'NO_TEXT',
  'STALE',
  'THIN',
  'PARTIAL',
  'UNINDEXED',
  'UNEMBEDDED',
  'HIDDEN',
  'DRAFT',
  'PRESENT',
  'NONE',
] as const;

/** `PRESENT` and `NONE` are said of cells that no reason is given for: something is there, or nothing is. */
export type CoverageState = (typeof COVERAGE_STATES)[number];

export const COVERAGE_RULES = [
  'EXPECTED',
  'BETWEEN_VERSIONS',
  'MOST_VERSIONS',
  'NEWER_RELEASE',
  'END_OF_LIFE',
  'SOURCE_UNCHECKED',
  'SOURCE_FAILED',
] as const;

/** Which of several rules of a state holds. */
export type CoverageRule = (typeof COVERAGE_RULES)[number];

/** Of several states the worst; `NONE` when there is none. */
export function worstState(states: Iterable<CoverageState>): CoverageState {
  let worst = COVERAGE_STATES.length - 1;
  for (const state of states) worst = Math.min(worst, COVERAGE_STATES.indexOf(state));
  return COVERAGE_STATES[worst] ?? 'NONE';
}
