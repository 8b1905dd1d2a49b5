/** Counts of the store as cells: a line of versions for each kind of document that a product has or should have. */
import { groupBy } from '../group-by.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../store/entities/document-kind.js';
import type { CoverageCountRow, CoverageFailureRow, CoverageVersionRow } from '../store/queries/coverage.js';
import { isListedRow } from '../store/queries/visibility.js';
import { newestFirst } from '../store/version-order.js';
import type { CoverageCell, CoverageFigures, CoverageSeries } from './coverage-cell.js';
import { sumFigures } from './sum-figures.js';

export interface CoverageFacts {
  readonly versions: readonly CoverageVersionRow[];
  readonly counts: readonly CoverageCountRow[];
  readonly failures: readonly CoverageFailureRow[];
  readonly unindexed: readonly {
    readonly versionId: string;
    readonly kind: DocumentKind;
    readonly language: string | null;
    readonly count: number;
  }[];
}

export interface CollectOptions {
  /** Tells languages apart. */
  readonly byLanguage: boolean;
  /** Counts what is withheld, too. */
  readonly withWithheld: boolean;
  /** Kinds that a product should have though none of its versions has them. */
  readonly expectedKinds: (productSlug: string) => readonly DocumentKind[];
}

function figuresOf(row: CoverageCountRow): CoverageFigures {
  return {
    documentCount: row.documents,
    fileCount: row.files,
    pageCount: row.pages,
    pagesWithoutText: row.pagesWithoutText,
    passagesOfDocuments: row.passages,
    chunkCount: row.chunks,
    tokenCount: row.tokens,
    warningCount: row.warnings,
    unembeddedCount: row.unembedded,
    uncheckedDocuments: row.unchecked,
    failedSourceDocuments: row.failedSource,
    languages: row.language === null ? [] : [row.language],
    lastIngest: row.lastIngest,
    oldestStated: row.oldestStated,
    newestStated: row.newestStated,
  };
}

/** Names a line of a product's cells. */
interface Line {
  readonly kind: DocumentKind;
  readonly language?: string | null;
}

const lineKey = ({ kind, language }: Line, byLanguage: boolean): string =>
  byLanguage ? `${kind} ${language ?? ''}` : kind;

/** A line for each kind (and language) that a product has or should have; versions oldest first. */
export function collectSeries(facts: CoverageFacts, options: CollectOptions): CoverageSeries[] {
  const { byLanguage, withWithheld, expectedKinds } = options;
  const keyOf = (row: { versionId: string | null; kind: DocumentKind | null; language: string | null }): string =>
    `${row.versionId ?? ''} ${row.kind === null ? '' : lineKey({ kind: row.kind, language: row.language }, byLanguage)}`;
  const rows = withWithheld ? facts.counts : facts.counts.filter(isListedRow);
  const counts = groupBy(rows, keyOf);
  const failures = groupBy(facts.failures, keyOf);
  const unindexed = groupBy(facts.unindexed, keyOf);
  const shown = facts.versions.filter((version) => withWithheld || isListedRow(version));
  const rowsOf = groupBy(rows, ({ versionId }) => versionId);
  const series: CoverageSeries[] = [];
  for (const [product, versions] of groupBy(shown, ({ productSlug }) => productSlug)) {
    const lines = new Map<string, Line>();
    for (const { id } of versions) {
      for (const row of rowsOf.get(id) ?? []) {
        const line = byLanguage ? { kind: row.kind, language: row.language } : { kind: row.kind };
        lines.set(lineKey(line, byLanguage), line);
      }
    }
    for (const kind of expectedKinds(product)) {
      if (![...lines.values()].some((line) => line.kind === kind)) lines.set(kind, { kind });
    }
    const oldestFirst = newestFirst(versions).reverse();
    const ordered = [...lines.values()].sort((a, b) => DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind));
    for (const line of ordered) {
      series.push(
        oldestFirst.map((version) => {
          const key = `${version.id} ${lineKey(line, byLanguage)}`;
          return cellOf({ version, ...line }, counts.get(key) ?? [], {
            failures: failures.get(key) ?? [],
            unindexed: unindexed.get(key) ?? [],
          });
        }),
      );
    }
  }
  return series;
}

function cellOf(
  place: Pick<CoverageCell, 'version' | 'kind' | 'language'>,
  counts: readonly CoverageCountRow[],
  { failures, unindexed }: Pick<CoverageFacts, 'failures' | 'unindexed'>,
): CoverageCell {
  const isVersionListed = isListedRow(place.version);
  const standing = (state: string): number => {
    let documents = 0;
    for (const row of counts) {
      if ((isVersionListed ? row.state : place.version.state) === state) documents += row.documents;
    }
    return documents;
  };
  const byCode = groupBy(failures, ({ code }) => code);
  return {
    ...place,
    figures: sumFigures(counts.filter((row) => isVersionListed && isListedRow(row)).map(figuresOf)),
    hiddenCount: standing('HIDDEN'),
    draftCount: standing('DRAFT'),
    failures: [...byCode].map(([code, rows]) => ({ code, count: rows.reduce((sum, row) => sum + row.count, 0) })),
    unindexedCount: unindexed.reduce((sum, row) => sum + row.count, 0),
  };
}
