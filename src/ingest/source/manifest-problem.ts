/** Faults of manifests, and the one error that tells them all. */
import { ManifestError } from '../../errors.js';

/** What sort of fault it is; stable, for those who sort by it. */
export type ManifestProblemCode =
  | 'SYNTAX'
  | 'DUPLICATE_FIELD'
  | 'UNKNOWN_FIELD'
  | 'MISSING'
  | 'WRONG_TYPE'
  | 'WRONG_VALUE'
  | 'TOO_LARGE'
  | 'PATH_OUTSIDE'
  | 'PATH_MISSING'
  | 'PRODUCT_TAKEN'
  | 'CONTRADICTION';

/** Where something stands in a text. Both count from 1; columns are UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface ManifestProblem extends TextPlace {
  readonly code: ManifestProblemCode;
  /** Such as `entries[3].version.releasedOn`; empty for the whole file. */
  readonly field: string;
  /** Says of the field what is wrong with it and what is allowed. */
  readonly problem: string;
}

export const manifestStart: TextPlace = { line: 1, column: 1 };

/** Faults of one file that are told. */
const shownProblems = 100;

/** One error for all faults of a manifest, in the order of the text. `details.count` says how many there are. */
export function manifestError(file: string, problems: readonly ManifestProblem[]): ManifestError {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const list = sorted
    .slice(0, shownProblems)
    .map(({ line, field, problem }) => `  line ${String(line)}${field && `, ${field}`}: ${problem}`);
  const left = sorted.length - list.length;
  if (left > 0) list.push(`  and ${String(left)} more`);
  return new ManifestError(`${file} can't be used:\n${list.join('\n')}`, {
    file,
    count: sorted.length,
    problems: sorted.slice(0, shownProblems),
  });
}
