/** The seam between formats and the rest of ingest: bytes of a file in, pages, sections and blocks out. */
import type { DocumentKind } from '../../store/entities/document-kind.js';
import type { PageQuality } from '../../store/entities/page-quality.js';
import type { ReadContext, ReadInclude } from './read-context.js';

export interface ReadPage {
  /** 1-based position in the file. */
  readonly index: number;
  /** What is printed on it: `xiv`, `150`; the index where nothing is printed. */
  readonly label: string;
  /** Markdown. */
  readonly text: string;
  /** Left out by readers that see the text alone: it is text, or nothing. */
  readonly quality?: PageQuality;
}

/** A heading and what stands under it, in reading order. */
export interface ReadSection {
  /** 1 to 6. */
  readonly depth: number;
  /** Plain text. */
  readonly heading: string;
  /** Unique within the file. */
  readonly anchor: string;
  /** Place of the enclosing section in `sections`; null at the top. */
  readonly parent: number | null;
  /** Index of the page it begins on. */
  readonly page?: number;
}

export type BlockKind = 'paragraph' | 'code' | 'table' | 'list' | 'quote';

/** The smallest unit that chunking keeps together if it can. */
export interface ReadBlock {
  readonly kind: BlockKind;
  /** Markdown, as in the source where that is possible, not indented. */
  readonly text: string;
  /** Place of its section in `sections`; null before the first heading. */
  readonly section: number | null;
  readonly firstPage?: number;
  readonly lastPage?: number;
  /** True for what belongs to the block behind it: a command before its description. */
  readonly keepWithNext?: boolean;
  /** Texts to be found letter by letter, beside the identifiers that any text holds: whole commands. */
  readonly identifiers?: readonly string[];
}

export interface ReadFile {
  /** From the front matter, else the first top heading, else the file's name. */
  readonly title: string;
  /** BCP 47, if the file says it. */
  readonly language?: string;
  /** If the file says what sort of document it is. */
  readonly kind?: DocumentKind;
  /** ISO date, if the file says when what it describes was released. */
  readonly releasedOn?: string;
  /** Versions that the file says it applies to, as it writes them. */
  readonly versions?: readonly string[];
  readonly frontMatter: Readonly<Record<string, unknown>>;
  /** Other files of the source that its content depends on. */
  readonly includes?: readonly ReadInclude[];
  /** What was not understood and how it was read nevertheless; one sentence each. */
  readonly warnings: readonly string[];
  /** Empty for files without page marks. */
  readonly pages: readonly ReadPage[];
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
}

/** One file per format implements this. Deterministic; takes bounded time for any bytes. */
export interface PageReader {
  /**
   * @param name of the file, for its title and for messages.
   * @param context for formats whose files include others; what was asked of it becomes the file's `includes`.
   * @throws FileUnreadableError
   */
  read(bytes: Uint8Array, name: string, context: ReadContext): ReadFile | Promise<ReadFile>;
}
