/** From the pieces of all pages to sections and blocks, with paragraphs joined that run over the end of a page. */
import type { ReadBlock, ReadPage, ReadSection } from '../page-reader.js';
import { createSectionList } from '../parts/section-list.js';
import { fenced } from './code-lines.js';
import { inlineText } from './inline-text.js';
import type { ItemPiece, Piece, TablePiece, TextPiece } from './piece.js';
import { sameColumns, tableText } from './table-text.js';
import type { Vocabulary } from './vocabulary.js';

export interface Assembled {
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
}

/** @param pages the pieces of each page, in order. */
export function assemble(pages: readonly (readonly Piece[])[], vocabulary: Vocabulary): Assembled {
  const list = createSectionList();
  const blocks: ReadBlock[] = [];
  const pieces = joinedOverPages(pages);
  let items: ItemPiece[] = [];
  let before: TablePiece | undefined;

  const push = (kind: ReadBlock['kind'], text: string, firstPage: number, lastPage: number): void => {
    if (text.trim() !== '') blocks.push({ kind, text, section: list.current(), firstPage, lastPage });
  };
  const flush = (): void => {
    const [first, last] = [items[0], items.at(-1)];
    if (first !== undefined && last !== undefined) {
      push('list', items.map((item) => itemText(item, vocabulary)).join('\n'), first.page, lastPageOf(last));
    }
    items = [];
  };

  for (const piece of pieces) {
    const listGoesOn = piece.kind === 'item' && (items.at(-1)?.page ?? piece.page) === piece.page;
    if (!listGoesOn) flush();
    switch (piece.kind) {
      case 'item':
        items.push(piece);
        break;
      case 'heading':
        list.add({ depth: piece.heading.depth, text: piece.heading.text }, piece.page);
        break;
      case 'paragraph':
      case 'footnote':
        push('paragraph', paragraphText(piece, vocabulary), piece.page, lastPageOf(piece));
        break;
      case 'code':
        push('code', fenced(piece.text), piece.page, piece.page);
        break;
      case 'table': {
        const header =
          before !== undefined && before.page === piece.page - 1 && sameColumns(before.table, piece.table)
            ? before.table.rows[0]
            : undefined;
        push(
          'table',
          tableText(piece.table, vocabulary, header),
          header === undefined ? piece.page : piece.page,
          piece.page,
        );
        break;
      }
      case 'contents':
        break;
    }
    if (piece.kind === 'table') before = piece;
    else if (piece.kind !== 'footnote') before = undefined;
  }
  flush();
  return { sections: list.sections, blocks };
}

/** Each page by itself, with its headings, in Markdown. */
export function pageText(pieces: readonly Piece[], vocabulary: Vocabulary): ReadPage['text'] {
  const parts: string[] = [];
  let inList = false;
  for (const piece of pieces) {
    const isItem = piece.kind === 'item';
    const text = pieceText(piece, vocabulary);
    if (text === '') continue;
    if (isItem && inList) parts.push(`${parts.pop() ?? ''}\n${text}`);
    else parts.push(text);
    inList = isItem;
  }
  return parts.join('\n\n');
}

function pieceText(piece: Piece, vocabulary: Vocabulary): string {
  switch (piece.kind) {
    case 'heading':
      return `${'#'.repeat(piece.heading.depth)} ${piece.heading.text}`;
    case 'item':
      return itemText(piece, vocabulary);
    case 'code':
      return fenced(piece.text);
    case 'table':
      return tableText(piece.table, vocabulary);
    case 'contents':
      return inlineText(piece.lines, vocabulary).replace(/\s*(?:\.\s?){4,}\s*/g, ' … ');
    case 'paragraph':
    case 'footnote':
      return paragraphText(piece, vocabulary);
  }
}

type Joinable = (TextPiece | ItemPiece) & { lastPage?: number };

function lastPageOf(piece: Joinable): number {
  return piece.lastPage ?? piece.page;
}

/** A paragraph that is open at the end of a page and one that goes on at the start of the next become one. */
function joinedOverPages(pages: readonly (readonly Piece[])[]): Piece[] {
  const joined: Piece[] = [];
  /** Place in `joined` of the text that may go on. */
  let open: number | undefined;
  for (const pieces of pages) {
    let isFirst = true;
    let openHere: number | undefined;
    for (const piece of pieces) {
      const before = open === undefined ? undefined : joined[open];
      if (isFirst && piece.kind === 'paragraph' && piece.continues && isText(before)) {
        const whole: Joinable = {
          ...before,
          lines: [...before.lines, ...piece.lines],
          open: piece.open,
          lastPage: piece.page,
        };
        joined[open ?? 0] = whole;
        // A paragraph that fills the whole page would have to span three pages: it ends here.
        openHere = undefined;
      } else {
        joined.push(piece);
        if (piece.kind === 'paragraph' || piece.kind === 'item') openHere = piece.open ? joined.length - 1 : undefined;
        else if (piece.kind !== 'footnote') openHere = undefined;
      }
      if (piece.kind !== 'footnote') isFirst = false;
    }
    open = openHere;
  }
  return joined;
}

function isText(piece: Piece | undefined): piece is TextPiece | ItemPiece {
  return piece?.kind === 'paragraph' || piece?.kind === 'item';
}

function paragraphText(piece: TextPiece, vocabulary: Vocabulary): string {
  const text = inlineText(piece.lines, vocabulary);
  // What only looks like a heading, a quote or a list at the start of a line is text.
  return text.replace(/^(#{1,6}(?=\s)|>|[-+*](?=\s)|\d{1,9}(?=[.)]\s))/, (sign) =>
    /^\d/.test(sign) ? sign : `\\${sign}`,
  );
}

function itemText(item: ItemPiece, vocabulary: Vocabulary): string {
  return `${'  '.repeat(item.level)}${item.marker} ${inlineText(item.lines, vocabulary)}`;
}
