/** The pieces of a page: headings, paragraphs, items of lists, listings, tables, footnotes. */
import type { Heading } from './headings.js';
import type { Line } from './page-model.js';
import type { Table } from './ruled-tables.js';

interface OnPage {
  /** 1-based. */
  readonly page: number;
}

export interface TextPiece extends OnPage {
  readonly kind: 'paragraph' | 'footnote';
  readonly lines: readonly Line[];
  /** Its last line reaches the right margin and ends in the middle of a sentence, so the next page may go on with it. */
  readonly open: boolean;
  /** Its first line is not indented and begins like the middle of a sentence. */
  readonly continues: boolean;
}

export interface ItemPiece extends OnPage {
  readonly kind: 'item';
  readonly marker: string;
  /** 0 outermost. */
  readonly level: number;
  /** The marker is cut off. */
  readonly lines: readonly Line[];
  readonly open: boolean;
}

export interface HeadingPiece extends OnPage {
  readonly kind: 'heading';
  readonly heading: Heading;
}

export interface CodePiece extends OnPage {
  readonly kind: 'code';
  readonly text: string;
}

export interface TablePiece extends OnPage {
  readonly kind: 'table';
  readonly table: Table;
}

/** An entry of a printed table of contents. */
export interface ContentsPiece extends OnPage {
  readonly kind: 'contents';
  readonly lines: readonly Line[];
}

export type Piece = TextPiece | ItemPiece | HeadingPiece | CodePiece | TablePiece | ContentsPiece;
