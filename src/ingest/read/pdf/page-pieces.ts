/** Cuts a page's lines into pieces: headings, paragraphs, items of lists, listings, tables, footnotes. */
import { alignedTableAt } from './aligned-tables.js';
import { codeText, isCode } from './code-lines.js';
import { linesOf, type Heading, type Headings, type LaidOutPage } from './headings.js';
import { markerOf, isMarker } from './list-marker.js';
import type { Region } from './page-layout.js';
import type { Line, Segment } from './page-model.js';
import { beginsParagraph, leadingOf } from './paragraph-start.js';
import { ruledTables, type Table } from './ruled-tables.js';

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

/** Text this much smaller than the body at the foot of a page is a footnote. */
const SMALLER = 0.93;

const CONTENTS = /(?:\.\s?){4,}\s*(?:\d+|[ivxlcdm]+)?\s*$/i;

export function piecesOf(page: LaidOutPage, headings: Headings, body: number): Piece[] {
  const index = page.model.index;
  const tables = ruledTables(page.model.rules, linesOf(page));
  const pieces: Piece[] = (headings.onPage.get(index) ?? []).map((heading) => ({
    kind: 'heading',
    page: index,
    heading,
  }));
  for (const region of page.regions) pieces.push(...regionPieces(region, index, headings, tables, body));
  return pieces;
}

function regionPieces(
  region: Region,
  page: number,
  headings: Headings,
  tables: readonly Table[],
  body: number,
): Piece[] {
  const { lines } = region;
  const pieces: Piece[] = [];
  const written = new Set<Table>();
  const notesFrom = footnotesFrom(lines, body);
  const leading = leadingOf(region);
  let text: Line[] = [];
  let items: number[] = [];
  let item: { marker: string; level: number; x: number } | undefined;

  const flush = (): void => {
    if (text.length > 0) {
      const open = isOpen(text.at(-1), region);
      if (item !== undefined)
        pieces.push({ kind: 'item', page, marker: item.marker, level: item.level, lines: text, open });
      else pieces.push({ kind: 'paragraph', page, lines: text, open, continues: continuesText(text[0]) });
    }
    text = [];
    item = undefined;
  };

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const found = headings.atLine.get(line);
    if (found !== undefined) {
      flush();
      items = [];
      for (const heading of found) pieces.push({ kind: 'heading', page, heading });
      const taken = Math.max(...found.map((heading) => heading.lines));
      if (taken > 0) {
        at += taken - 1;
        continue;
      }
    }
    const ruled = tables.find((table) => table.lines.has(line));
    if (ruled !== undefined) {
      flush();
      if (!written.has(ruled)) pieces.push({ kind: 'table', page, table: ruled });
      written.add(ruled);
      continue;
    }
    if (CONTENTS.test(line.text)) {
      flush();
      pieces.push({ kind: 'contents', page, lines: [line] });
      continue;
    }
    if (isCode(line) && !isWithinText(lines, at, headings)) {
      flush();
      const end = codeEnd(lines, at, headings, tables);
      pieces.push({ kind: 'code', page, text: codeText(lines.slice(at, end)) });
      at = end - 1;
      continue;
    }
    if (at >= notesFrom) {
      flush();
      const end = noteEnd(lines, at);
      pieces.push({ kind: 'footnote', page, lines: lines.slice(at, end), open: false, continues: false });
      at = end - 1;
      continue;
    }
    const aligned = alignedTableAt(untilHeading(lines, at, headings, tables), 0);
    if (aligned !== undefined) {
      flush();
      items = [];
      pieces.push({ kind: 'table', page, table: aligned.table });
      at += aligned.count - 1;
      continue;
    }
    const marked = markedLine(line);
    if (marked !== undefined) {
      flush();
      items = items.filter((x) => x <= line.x0 + 0.5 * line.size);
      if ((items.at(-1) ?? -Infinity) < line.x0 - 0.5 * line.size) items.push(line.x0);
      item = { marker: marked.marker, level: Math.max(0, items.length - 1), x: marked.line.x0 };
      text.push(marked.line);
      continue;
    }
    const before = text.at(-1);
    if (before !== undefined && beginsParagraph(before, line, { text, region, leading, item })) {
      flush();
      if (line.x0 <= (items[0] ?? Infinity) + 0.5 * line.size) items = [];
    }
    text.push(line);
  }
  flush();
  return pieces;
}

function untilHeading(
  lines: readonly Line[],
  from: number,
  headings: Headings,
  tables: readonly Table[],
): readonly Line[] {
  const first = lines[from];
  if (first === undefined || first.segments.length < 2) return [];
  let to = from + 1;
  while (to < lines.length && to - from < 400) {
    const line = lines[to];
    if (line === undefined || headings.atLine.has(line) || tables.some((table) => table.lines.has(line))) break;
    to += 1;
  }
  return lines.slice(from, to);
}

/** @returns the line without its marker. */
function markedLine(line: Line): { marker: string; line: Line } | undefined {
  const [first, ...others] = line.segments;
  if (first === undefined) return undefined;
  if (others.length > 0 && isMarker(first.text)) {
    const marked = markerOf(`${first.text.trim()} x`);
    const [content] = others;
    if (marked === undefined || content === undefined) return undefined;
    const kept = marked.length === 0 ? line.segments : others;
    return { marker: marked.marker, line: { ...line, segments: kept, x0: content.x0, text: line.text } };
  }
  const marked = markerOf(first.text);
  if (marked === undefined) return undefined;
  if (marked.length === 0) return { marker: marked.marker, line };
  const cut = withoutStart(first, marked.length);
  return { marker: marked.marker, line: { ...line, x0: cut.x0, segments: [cut, ...others] } };
}

function withoutStart(segment: Segment, length: number): Segment {
  let left = length;
  const spans = segment.spans.flatMap((span) => {
    if (left >= span.text.length) {
      left -= span.text.length;
      return [];
    }
    const text = span.text.slice(left);
    const x0 = span.x0 + ((span.x1 - span.x0) * left) / span.text.length;
    left = 0;
    return [{ ...span, text, x0 }];
  });
  return { ...segment, spans, text: segment.text.slice(length), x0: spans[0]?.x0 ?? segment.x0 };
}

/** One line of nothing but typewriter text within a paragraph, as names and commands make it. */
function isWithinText(lines: readonly Line[], at: number, headings: Headings): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
  if (before === undefined || line === undefined || isCode(before) || headings.printed.has(before)) return false;
  const isClose = line.y > before.y && line.y - before.y < 1.35 * Math.max(line.size, before.size);
  if (!isClose || /[:.]$/.test(before.text.trimEnd())) return false;
  if (after !== undefined && isCode(after) && after.y - line.y < 1.5 * line.size) return false;
  return Math.abs(line.x0 - before.x0) < line.size || (after !== undefined && Math.abs(after.x0 - line.x0) < 1);
}

function codeEnd(lines: readonly Line[], from: number, headings: Headings, tables: readonly Table[]): number {
  let to = from + 1;
  for (; to < lines.length; to += 1) {
    const [before, line] = [lines[to - 1], lines[to]];
    if (line === undefined || before === undefined || !isCode(line) || headings.atLine.has(line)) break;
    if (line.y <= before.y || line.y - before.y > 3.6 * line.size || tables.some((table) => table.lines.has(line)))
      break;
  }
  return to;
}

/** Small print at the foot of a column that begins with a mark. */
function footnotesFrom(lines: readonly Line[], body: number): number {
  let from = lines.length;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.size > body * SMALLER || line.segments.every(({ mono }) => mono)) break;
    if (isNoteStart(line)) from = at;
  }
  return from;
}

function isNoteStart(line: Line): boolean {
  const [span] = line.segments[0]?.spans ?? [];
  return (
    span !== undefined &&
    /^(?:\d{1,3}|[*†‡§])$/.test(span.text.trim()) &&
    (span.raised || line.segments[0]?.spans.length !== 1)
  );
}

function noteEnd(lines: readonly Line[], from: number): number {
  let to = from + 1;
  while (to < lines.length) {
    const line = lines[to];
    if (line === undefined || isNoteStart(line)) break;
    to += 1;
  }
  return to;
}

function isOpen(last: Line | undefined, region: Region): boolean {
  if (last === undefined) return false;
  const reaches = last.x1 > region.x1 - 0.15 * (region.x1 - region.x0);
  return reaches && !/[.:!?。]["”’)]?$/.test(last.text.trimEnd());
}

function continuesText(first: Line | undefined): boolean {
  return first !== undefined && /^["“‘(]?[\p{Ll}\p{N}\p{Lo}/]/u.test(first.text);
}
