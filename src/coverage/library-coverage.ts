/** Coverage of the library as one caller may see it. */
import type { DataSource } from 'typeorm';
import type { DocumentKind } from '../store/entities/document-kind.js';
import {
  coverageCounts,
  coverageFailures,
  coverageUnindexed,
  coverageVersions,
  type CoverageDimension,
  type CoveragePair,
  type CoverageScope,
} from '../store/queries/coverage.js';
import { expectations, type ExpectationRow } from '../store/queries/expectations.js';
import { rootLooks, type RootLook } from '../store/queries/jobs.js';
import { isListedRow } from '../store/queries/visibility.js';
import { newestFirst } from '../store/version-order.js';
import { assessSeries } from './assess-series.js';
import { collectSeries } from './collect-series.js';
import type { AssessedCell, CoverageThresholds, FailureCode } from './coverage-cell.js';
import { expectedAndFound, knownExpectations, type ExpectedAndFound } from './expectations.js';
import { coverageMatrix, type CoverageMatrix } from './coverage-matrix.js';
import type { CoverageState } from './coverage-state.js';

export interface CoverageRequest {
  readonly scope: CoverageScope;
  /** Only cells with one of these; all when absent. */
  readonly states?: readonly CoverageState[] | null;
  readonly rows: CoverageDimension;
  readonly columns: CoverageDimension;
}

/** What the caller may see beyond what is public. */
export interface CoverageSight {
  /** Documents that curators withdrew. */
  readonly withheld: boolean;
  /** How ingests went. */
  readonly ingests: boolean;
}

export interface LibraryCoverage {
  readonly matrix: CoverageMatrix;
  /** Failed files that no document came of, so that no cell holds them; none for who may not see ingests. */
  readonly unplacedFailures: readonly FailureCode[];
  /** What the cells are made of, where only some states were asked for. */
  readonly pairs: readonly CoveragePair[] | null;
}

export type FindCoverage = (request: CoverageRequest, sight: CoverageSight) => Promise<LibraryCoverage>;

const dayMs = 86_400_000;

export function createCoverage(dataSource: DataSource, thresholds: CoverageThresholds): FindCoverage {
  return async ({ scope, states, rows, columns }, sight) => {
    const looks = await rootLooks(dataSource);
    const roots = {
      unchecked: rootsOf(looks, (look) => isUnchecked(look, thresholds.uncheckedDays)),
      failed: sight.ingests ? rootsOf(looks, ({ lastRunFailed }) => lastRunFailed) : [],
    };
    const [versions, counts, failures, unindexed, stated] = await Promise.all([
      coverageVersions(dataSource, scope),
      coverageCounts(dataSource, scope, roots),
      sight.ingests ? coverageFailures(dataSource) : [],
      coverageUnindexed(dataSource),
      expectations(dataSource),
    ]);
    const byLanguage = rows === 'LANGUAGE' || columns === 'LANGUAGE';
    const { expectationOf, expectedKinds } = knownExpectations(stated);
    const series = collectSeries(
      { versions, counts, failures, unindexed },
      { byLanguage, withWithheld: sight.withheld, expectedKinds },
    );
    const today = new Date().toISOString().slice(0, 10);
    const cells = series.flatMap((line) => assessSeries(line, { thresholds, expectationOf, today }));
    const askedFor = cells.filter(isAskedFor(scope, states ?? null));
    return {
      matrix: coverageMatrix(askedFor, rows, columns),
      pairs: states == null ? null : askedFor.map(({ version, kind }) => ({ versionId: version.id, kind })),
      unplacedFailures: failures
        .filter(({ versionId }) => versionId === null)
        .map(({ code, count }) => ({ code, count })),
    };
  };
}

function rootsOf(looks: readonly RootLook[], is: (look: RootLook) => boolean): string[] {
  return looks.filter(is).map(({ root }) => root);
}

function isUnchecked({ isLive, checkedAt }: RootLook, days: number): boolean {
  return isLive && checkedAt !== null && Date.now() - checkedAt.getTime() > days * dayMs;
}

/** Rules look at whole products; what was not asked for goes only after them. */
function isAskedFor(
  { versions, kinds }: CoverageScope,
  states: readonly CoverageState[] | null,
): (cell: AssessedCell) => boolean {
  const kindSet = kinds && new Set<DocumentKind>(kinds);
  return ({ version, kind, reasons, figures }) => {
    if (versions && !versions.includes(version.slug)) return false;
    if (kindSet && !kindSet.has(kind)) return false;
    if (states === null) return true;
    const held: CoverageState[] = reasons.length > 0 ? reasons.map(({ state }) => state) : [];
    if (figures.documentCount > 0) held.push('PRESENT');
    if (held.length === 0) held.push('NONE');
    return held.some((state) => states.includes(state));
  };
}

export type CompareExpectations = (productSlug: string | null) => Promise<(ExpectationRow & ExpectedAndFound)[]>;

/** What was said that versions should have, beside what the public finds there. */
export function createCompareExpectations(dataSource: DataSource): CompareExpectations {
  return async (productSlug) => {
    const stated = await expectations(dataSource, productSlug);
    const scope = { products: [...new Set(stated.map((one) => one.productSlug))] };
    const [versions, counts] = await Promise.all([
      coverageVersions(dataSource, scope),
      coverageCounts(dataSource, scope, { unchecked: [], failed: [] }),
    ]);
    const held = new Set(counts.filter(isListedRow).map(({ versionId, kind }) => `${versionId} ${kind}`));
    const listed = newestFirst(versions.filter(isListedRow)).reverse();
    return stated.map((one) => ({
      ...one,
      ...expectedAndFound(one, listed, (version, kind) => held.has(`${version.id} ${kind}`)),
    }));
  };
}
