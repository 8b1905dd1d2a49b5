/** A kind of document that is not there, though something says that it should be. */
import type { DocumentKind } from '../../store/entities/document-kind.js';
import type { CoverageVersionRow } from '../../store/queries/coverage.js';
import type { CoverageCell, CoverageLine, CoverageReason, CoverageThresholds } from '../coverage-cell.js';
import type { CoverageRule } from '../coverage-state.js';

/** What somebody said of a kind of a version: that it belongs there, or that it does not; null when nobody did. */
export interface StatedExpectation {
  readonly isExpected: boolean;
  readonly sentence: string;
}

export type ExpectationOf = (version: CoverageVersionRow, kind: DocumentKind) => StatedExpectation | null;

/** Fewer versions than this make nothing usual. */
const leastVersions = 3;

const has = (cell: CoverageCell | undefined): boolean => cell !== undefined && cell.figures.documentCount > 0;

/**
 * An expectation wins over what other versions suggest. Previews are not measured by releases, and a version that is older
 * than the first with this kind is not missing it. What is there but withheld is not missing.
 */
export function missing(
  cell: CoverageCell,
  { releases, at, isHeldByAll }: CoverageLine,
  { mostShare }: Pick<CoverageThresholds, 'mostShare'>,
  expectationOf: ExpectationOf,
): CoverageReason | null {
  if (has(cell) || cell.hiddenCount + cell.draftCount > 0) return null;
  // What is said of a product is said of its releases, where it has any.
  const stated = at === null && releases.length > 0 ? null : expectationOf(cell.version, cell.kind);
  if (stated !== null) return stated.isExpected ? reason('EXPECTED', stated.sentence) : null;
  if (at === null || cell.version.preview || isHeldByAll) return null;
  const [before, after] = [releases[at - 1], releases[at + 1]];
  if (has(before) && has(after)) {
    return reason(
      'BETWEEN_VERSIONS',
      `The versions before and after have it: ${before?.version.label ?? ''} and ${after?.version.label ?? ''}.`,
    );
  }
  const measures = releases.filter(({ version }) => !version.preview);
  const holders = measures.filter(has).length;
  const isOlderThanAll = !releases.slice(0, at).some(has);
  if (!isOlderThanAll && measures.length >= leastVersions && holders > mostShare * measures.length) {
    return reason(
      'MOST_VERSIONS',
      `${String(holders)} of ${String(measures.length)} versions of ${cell.version.productName} have it.`,
    );
  }
  return null;
}

function reason(rule: CoverageRule, sentence: string): CoverageReason {
  return { state: 'MISSING', rule, count: 1, counted: 'kinds of documents', sentence, codes: [] };
}
