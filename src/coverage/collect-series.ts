/** Counts of the store as cells: a line of versions for each kind of document that a product has or should have. */
import { groupBy } from '../group-by.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../store/entities/document-kind.js';
import type { CoverageCountRow, CoverageFailureRow, CoverageVersionRow } from '../store/queries/coverage.js';
import { isListedRow } from '../store/queries/visibility.js';
import { newestFirst } from '../store/version-order.js';
import type { CoverageCell, CoverageFigures, CoverageSeries } from './coverage-cell.js';

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

export const noFigures: CoverageFigures = {
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

type Ordered = Date | string;
const least = <Value extends Ordered>(a: Value | null, b: Value | null): Value | null =>
  a === null || (b !== null && b < a) ? b : a;
const most = <Value extends Ordered>(a: Value | null, b: Value | null): Value | null =>
  a === null || (b !== null && b > a) ? b : a;

export function addFigures(a: CoverageFigures, b: CoverageFigures): CoverageFigures {
  return {
    documentCount: a.documentCount + b.documentCount,
    fileCount: a.fileCount + b.fileCount,
    pageCount: a.pageCount + b.pageCount,
    pagesWithoutText: a.pagesWithoutText + b.pagesWithoutText,
    passagesOfDocuments: a.passagesOfDocuments + b.passagesOfDocuments,
    chunkCount: a.chunkCount + b.chunkCount,
    tokenCount: a.tokenCount + b.tokenCount,
    warningCount: a.warningCount + b.warningCount,
    unembeddedCount: a.unembeddedCount + b.unembeddedCount,
    uncheckedDocuments: a.uncheckedDocuments + b.uncheckedDocuments,
    failedSourceDocuments: a.failedSourceDocuments + b.failedSourceDocuments,
    languages: b.languages.every((tag) => a.languages.includes(tag))
      ? a.languages
      : [...new Set([...a.languages, ...b.languages])].sort(),
    lastIngest: most(a.lastIngest, b.lastIngest),
    oldestStated: least(a.oldestStated, b.oldestStated),
    newestStated: most(a.newestStated, b.newestStated),
  };
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
  const standing = (state: string): number =>
    counts
      .filter((row) => (isVersionListed ? row.state : place.version.state) === state)
      .reduce((sum, row) => sum + row.documents, 0);
  const byCode = groupBy(failures, ({ code }) => code);
  return {
    ...place,
    figures: counts
      .filter((row) => isVersionListed && isListedRow(row))
      .reduce((sum, row) => addFigures(sum, figuresOf(row)), noFigures),
    hiddenCount: standing('HIDDEN'),
    draftCount: standing('DRAFT'),
    failures: [...byCode].map(([code, rows]) => ({ code, count: rows.reduce((sum, row) => sum + row.count, 0) })),
    unindexedCount: unindexed.reduce((sum, row) => sum + row.count, 0),
  };
}
