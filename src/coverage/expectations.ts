/** Which versions an expectation is about, and what it says of them. */
import { groupBy } from '../group-by.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { CoverageVersionRow } from '../store/queries/coverage.js';
import type { ExpectationRow } from '../store/queries/expectations.js';
import { compareVersionLabels, isReleaseLabel } from '../store/version-order.js';
import type { ExpectationOf } from './rules/missing.js';

type Bounds = Pick<ExpectationRow, 'fromLabel' | 'toLabel'>;

/**
 * Releases between the bounds, both included, previews left out. A version without a name is meant only where there are no
 * bounds.
 */
export function isAbout({ fromLabel, toLabel }: Bounds, version: CoverageVersionRow): boolean {
  if (version.preview) return false;
  if (!isReleaseLabel(version.label)) return fromLabel === '' && toLabel === '';
  return (
    (fromLabel === '' || compareVersionLabels(version.order, fromLabel) >= 0) &&
    (toLabel === '' || compareVersionLabels(version.order, toLabel) <= 0)
  );
}

export interface KnownExpectations {
  readonly expectationOf: ExpectationOf;
  readonly expectedKinds: (productSlug: string) => readonly DocumentKind[];
}

/** @param rows those that win first. */
export function knownExpectations(rows: readonly ExpectationRow[]): KnownExpectations {
  const byProduct = groupBy(rows, ({ productSlug }) => productSlug);
  const of = (productSlug: string): readonly ExpectationRow[] => byProduct.get(productSlug) ?? [];
  return {
    expectationOf(version, kind) {
      const row = of(version.productSlug).find((one) => one.kind === kind && isAbout(one, version));
      return row === undefined ? null : { isExpected: row.isExpected, sentence: sentenceOf(row) };
    },
    expectedKinds: (productSlug) => [
      ...new Set(
        of(productSlug)
          .filter(({ isExpected }) => isExpected)
          .map(({ kind }) => kind),
      ),
    ],
  };
}

function sentenceOf({ fromLabel, toLabel, declaredBy, note }: ExpectationRow): string {
  const from = fromLabel === '' ? '' : ` from ${fromLabel}`;
  const to = toLabel === '' ? '' : ` to ${toLabel}`;
  const who = declaredBy === 'MANIFEST' ? 'its manifest' : 'a curator';
  return `Every version${from}${to} should have it, says ${who}${note === null ? '' : `: ${note}`}.`;
}

export interface ExpectedAndFound {
  readonly found: readonly CoverageVersionRow[];
  readonly missing: readonly CoverageVersionRow[];
}

/** @param holds whether the version has published documents of the kind. */
export function expectedAndFound(
  expectation: ExpectationRow,
  versions: readonly CoverageVersionRow[],
  holds: (version: CoverageVersionRow, kind: DocumentKind) => boolean,
): ExpectedAndFound {
  const of = versions.filter((one) => one.productSlug === expectation.productSlug);
  const hasReleases = of.some(({ label }) => isReleaseLabel(label));
  const meant = of.filter((one) => isAbout(expectation, one) && (isReleaseLabel(one.label) || !hasReleases));
  return {
    found: meant.filter((one) => holds(one, expectation.kind)),
    missing: meant.filter((one) => !holds(one, expectation.kind)),
  };
}
