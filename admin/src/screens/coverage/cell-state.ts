/** What a cell says, in words, and where it leads. */
import { documentKinds } from '../../fields/curated-fields.js';
import type { Search } from '../../list/shown.js';
import { words } from '../../words/en.js';
import type { Heading, MatrixCell } from './operations.js';

type State = MatrixCell['state'];

/** How bad a state is: the colour of its cell, which never stands alone. */
const tones: Readonly<Record<State, 'gap' | 'weak' | 'behind' | 'there' | 'none'>> = {
  MISSING: 'gap',
  FAILED: 'gap',
  NO_TEXT: 'gap',
  STALE: 'weak',
  THIN: 'weak',
  PARTIAL: 'weak',
  UNINDEXED: 'behind',
  UNEMBEDDED: 'behind',
  HIDDEN: 'behind',
  DRAFT: 'behind',
  PRESENT: 'there',
  NONE: 'none',
};

export const toneOf = (state: State): string => tones[state];

/** States that are gaps or may be. */
export const gapStates = (Object.keys(tones) as State[]).filter((state) => state !== 'PRESENT' && state !== 'NONE');

export function headingName({ dimension, key, label }: Heading): string {
  const kind = documentKinds.find((name) => dimension === 'KIND' && name === key);
  return kind === undefined ? label : words.documentKinds[kind];
}

/** Filters of lists that a row or a column stands for. */
export function searchOf(heading: Heading | null): Search {
  if (heading === null) return {};
  const { dimension, key } = heading;
  if (dimension !== 'VERSION') return { [dimension.toLowerCase()]: key };
  const at = key.indexOf('/');
  return { product: key.slice(0, at), version: key.slice(at + 1) };
}

/** The states of a cell, each once, worst first. */
export const statesOf = ({ state, reasons }: MatrixCell): readonly State[] => [
  ...new Set([state, ...reasons.map((reason) => reason.state)]),
];
