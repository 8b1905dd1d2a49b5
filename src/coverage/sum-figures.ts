/** Adds up what the library holds of several cells. */
import type { CoverageFigures } from './coverage-cell.js';

const nothing: CoverageFigures = {
  documentCount: 0,
  fileCount: 0,
  pageCount: 0,
  pagesWithoutText: 0,
  passagesOfDocuments: 0,
  chunkCount: 0,
  tokenCount: 0,
  warningCount: 0,
  unembeddedCount: 0,
  uncheckedDocuments: 0,
  failedSourceDocuments: 0,
  languages: [],
  lastIngest: null,
  oldestStated: null,
  newestStated: null,
};

const counts = [
  'documentCount',
  'fileCount',
  'pageCount',
  'pagesWithoutText',
  'passagesOfDocuments',
  'chunkCount',
  'tokenCount',
  'warningCount',
  'unembeddedCount',
  'uncheckedDocuments',
  'failedSourceDocuments',
] as const;

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** One object is written to, since a matrix of thousands of cells adds up tens of thousands. */
export function sumFigures(all: readonly CoverageFigures[]): CoverageFigures {
  const [first] = all;
  if (first === undefined) return nothing;
  if (all.length === 1) return first;
  const sum: Writable<CoverageFigures> = { ...nothing };
  for (const one of all) {
    for (const count of counts) sum[count] += one[count];
    if (one.languages.some((tag) => !sum.languages.includes(tag))) {
      sum.languages = [...new Set([...sum.languages, ...one.languages])].sort();
    }
    if (isBefore(sum.lastIngest, one.lastIngest)) sum.lastIngest = one.lastIngest;
    if (isBefore(sum.newestStated, one.newestStated)) sum.newestStated = one.newestStated;
    if (sum.oldestStated === null || isBefore(one.oldestStated, sum.oldestStated)) {
      sum.oldestStated = one.oldestStated ?? sum.oldestStated;
    }
  }
  return sum;
}

/** Nothing is before everything. */
function isBefore<Value extends Date | string>(a: Value | null, b: Value | null): boolean {
  return b !== null && (a === null || a < b);
}
