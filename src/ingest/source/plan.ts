/** What a source holds once it is laid out as vendor → product → version → document → file, before anything is read. */
import type { ErrorCode } from '../../errors.js';
import type { DocumentKind } from '../../store/entities/document-kind.js';
import type { FileFormat } from '../files/file-format.js';

export interface PlannedVendor {
  readonly slug: string;
  readonly name: string;
}

export interface PlannedProduct {
  readonly slug: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

export interface PlannedVersion {
  readonly slug: string;
  /** As the vendor writes it: `12.5(1)SU4`. */
  readonly label: string;
  readonly aliases?: readonly string[];
  /** ISO date, `2025-05-05`. */
  readonly releasedOn?: string;
  /** ISO date. */
  readonly endOfLife?: string;
  /** True for betas and release candidates: never served as `latest`. */
  readonly preview?: boolean;
}

export interface PlannedFile {
  readonly absolutePath: string;
  /** Relative to the version's folder, with `/`. */
  readonly path: string;
  /** Last part of `path`. */
  readonly name: string;
  /** File part of chunk keys: the name without its ending, unique within the document. */
  readonly stem: string;
  readonly format: FileFormat;
  readonly bytes: number;
}

export interface PlannedDocument {
  readonly vendor: PlannedVendor;
  readonly product: PlannedProduct;
  readonly version: PlannedVersion;
  /** Unique within the version. */
  readonly slug: string;
  /** A title for a document of several files, from its folder; a single file says its own. */
  readonly titleHint?: string;
  readonly kind?: DocumentKind;
  readonly licence?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly sourceUrl?: string;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
}

/** `product/version/document`: names the document in the library, and begins the keys of its chunks. */
export function documentKey({ product, version, slug }: PlannedDocument): string {
  return `${product.slug}/${version.slug}/${slug}`;
}

/** A file or folder of the source that is left out. */
export interface PlanProblem {
  /** Relative to the plan's root. */
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** What versions of a product should have. */
export interface PlannedExpectation {
  readonly productSlug: string;
  readonly kind: DocumentKind;
  /** Labels; empty for no limit. */
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly note: string | null;
}

export interface PlanManifest {
  readonly text: string;
  /** The source has none: it was made from the plan, and gives the same plan. */
  readonly isDraft: boolean;
}

export interface SourcePlan {
  /** Names the source: two plans with the same root are of the same source. */
  readonly root: string;
  /** Absolute path of the folder (or the only file) that its files lie in: the root, unless that is no local path. */
  readonly folder: string;
  readonly documents: readonly PlannedDocument[];
  readonly problems: readonly PlanProblem[];
  readonly expectations?: readonly PlannedExpectation[];
  /** What the user could say better, e.g. that a vendor was not named. */
  readonly warnings: readonly string[];
  /** What says whose its folders are; absent where several do, where nothing could, and where it is too long to be edited. */
  readonly manifest?: PlanManifest;
}
