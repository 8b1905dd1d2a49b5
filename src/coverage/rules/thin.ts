/** Much less text than in the versions around. */
import type {
  CoverageCell,
  CoverageLine,
  CoverageReason,
  CoverageSeries,
  CoverageThresholds,
} from '../coverage-cell.js';

/** Versions on either side that are compared with, and how many of them must have the kind. */
const reach = 2;
const leastNeighbours = 2;

/** Release notes are as long as there is news: their length says nothing. */
export function thin(
  { kind, figures: { passagesOfDocuments: passages } }: CoverageCell,
  { releases, at }: CoverageLine,
  { thinShare }: Pick<CoverageThresholds, 'thinShare'>,
): CoverageReason | null {
  if (passages === 0 || at === null || kind === 'RELEASE_NOTES') return null;
  const filled = (cells: CoverageSeries): number[] =>
    cells.map(({ figures }) => figures.passagesOfDocuments).filter((count) => count > 0);
  const neighbours = [
    ...filled(releases.slice(0, at)).slice(-reach),
    ...filled(releases.slice(at + 1)).slice(0, reach),
  ].sort((a, b) => a - b);
  const median = medianOf(neighbours);
  if (neighbours.length < leastNeighbours || passages >= thinShare * median) return null;
  return {
    state: 'THIN',
    rule: null,
    count: passages,
    counted: 'passages',
    sentence: `${passages.toLocaleString('en')} ${passages === 1 ? 'passage' : 'passages'}; the versions around have ${Math.round(median).toLocaleString('en')} (median).`,
    codes: [],
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
