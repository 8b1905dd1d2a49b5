/** One version and one kind of document: what the library holds, and why that may not be enough. */
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { CoverageVersionRow } from '../store/queries/coverage.js';
import type { CoverageRule, CoverageState } from './coverage-state.js';

/** Sums over published documents of published versions. */
export interface CoverageFigures {
  readonly documentCount: number;
  readonly fileCount: number;
  /** Of paginated originals. */
  readonly pageCount: number;
  readonly pagesWithoutText: number;
  /** Different passages of each document, added up over documents. */
  readonly passagesOfDocuments: number;
  readonly chunkCount: number;
  readonly tokenCount: number;
  readonly warningCount: number;
  readonly unembeddedCount: number;
  /** Documents of sources that nobody looked at for long, and of sources whose last run failed. */
  readonly uncheckedDocuments: number;
  readonly failedSourceDocuments: number;
  readonly languages: readonly string[];
  readonly lastIngest: Date | null;
  /** `YYYY-MM-DD`, as documents state them. */
  readonly oldestStated: string | null;
  readonly newestStated: string | null;
}

export interface FailureCode {
  readonly code: string;
  readonly count: number;
}

export interface CoverageReason {
  readonly state: CoverageState;
  readonly rule: CoverageRule | null;
  /** How many of `counted`. */
  readonly count: number;
  /** What is counted, in the plural: `files`. */
  readonly counted: string;
  readonly sentence: string;
  readonly codes: readonly FailureCode[];
}

/** What a rule looks at. */
export interface CoverageCell {
  readonly version: CoverageVersionRow;
  readonly kind: DocumentKind;
  /** Only where languages are told apart; null for documents that state none. */
  readonly language?: string | null;
  readonly figures: CoverageFigures;
  readonly hiddenCount: number;
  readonly draftCount: number;
  readonly failures: readonly FailureCode[];
  /** Passages that an index outside Postgres has not taken yet. */
  readonly unindexedCount: number;
}

/** A cell with all that holds of it; the worst colours it. */
export interface AssessedCell extends CoverageCell {
  readonly reasons: readonly CoverageReason[];
}

/** The cells of one kind of one product, a version each, oldest first. */
export type CoverageSeries = readonly CoverageCell[];

/** The releases around a cell. */
export interface CoverageLine {
  /** Oldest first. */
  readonly releases: CoverageSeries;
  /** Where among them the cell is; null when its version is no release. */
  readonly at: number | null;
  /** The product has this kind without a version, which is about all of them. */
  readonly isHeldByAll: boolean;
}

export interface CoverageThresholds {
  /** Passages, as a share of the median of neighbouring versions, below which a cell is thin. */
  readonly thinShare: number;
  /** Pages without usable text that are too many, as a share of all pages. */
  readonly noTextShare: number;
  /** Warnings of readers that are too many, as a share of the files. */
  readonly warningShare: number;
  /** Versions of a product that make a kind usual, as a share of them. */
  readonly mostShare: number;
  /** Days after which a site, a repository or installed packages should be looked at again. */
  readonly uncheckedDays: number;
}
