/** A document as it comes out of reading and cutting, ready to be written. */
import type { DocumentFacts, FileFacts } from '../../store/writes/documents.js';
import type { NewPassage } from '../../store/writes/passages.js';
import type { PageRow, SectionRow } from '../../store/writes/structure.js';

export interface PageSpan {
  readonly firstPage: number | null;
  readonly firstPageLabel: string | null;
  readonly lastPage: number | null;
  readonly lastPageLabel: string | null;
}

export interface PreparedPassage extends NewPassage, PageSpan {
  /** Place of its section in the file's `sections`; null before the first heading. */
  readonly section: number | null;
}

export interface PreparedFile extends FileFacts {
  readonly pages: readonly PageRow[];
  readonly sections: readonly SectionRow[];
  readonly passages: readonly PreparedPassage[];
}

/** Where a document stands in the library, and what its source calls it if that differs. */
export interface PlacedDocument {
  readonly versionId: string;
  readonly productId: string;
  readonly slug: string;
  readonly origin: string | null;
  /** `product::version::document`, the beginning of the chunk keys. */
  readonly keyPrefix: string;
}

export interface PreparedDocument {
  readonly facts: DocumentFacts;
  readonly productId: string;
  /** `product::version::document`, the beginning of the chunk keys. */
  readonly keyPrefix: string;
  /** Every file of the document in reading order; `unchanged` ones are kept as they are stored. */
  readonly files: readonly (PreparedFile | { readonly unchanged: string; readonly position: number })[];
  /** By passage hash; passages that the library holds already have none. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}
