/** Cuts the lines of a region into pieces. */
import { alignedTableAt } from './aligned-tables.js';
import { codeText, isCode } from './code-lines.js';
import { footnotesFrom, noteEnd } from './footnotes.js';
import type { Headings } from './headings.js';
import { markedLine } from './marked-line.js';
import type { Region } from './page-layout.js';
import type { Line } from './page-model.js';
import { beginsParagraph, leadingOf } from './paragraph-start.js';
import type { Piece } from './piece.js';
import type { Table } from './ruled-tables.js';

/** What is the same for all regions of a page. */
interface PageContext {
  /** 1-based. */
  readonly page: number;
  readonly headings: Headings;
  /** The ruled tables of the page. */
  readonly tables: readonly Table[];
  /** Size of the document's text. */
  readonly body: number;
}

/** A region while its lines are read, from the first to the last. */
interface RegionReading extends PageContext {
  readonly region: Region;
  readonly lines: readonly Line[];
  readonly leading: number;
  /** Place of the first line of the footnotes. */
  readonly notesFrom: number;
  readonly pieces: Piece[];
  /** Ruled tables that are among the pieces. */
  readonly written: Set<Table>;
  /** Lines of the paragraph or item that is open. */
  text: Line[];
  /** The item that is open. */
  item: { readonly marker: string; readonly level: number; readonly x: number } | undefined;
  /** Where the items of the lists that are open begin, outermost first. */
  items: number[];
}

/** Adds what begins at a line and gives how many lines it takes; undefined when it is something else. */
type LineReader = (reading: RegionReading, line: Line, at: number) => number | undefined;

const CONTENTS = /(?:\.\s?){4,}\s*(?:\d+|[ivxlcdm]+)?\s*$/i;

/** In the order in which they are asked: what none of them knows is text. */
const LINE_READERS: readonly LineReader[] = [heading, ruledTable, contentsEntry, listing, footnote, alignedTable, item];

export function regionPieces(region: Region, context: PageContext): Piece[] {
  const { lines } = region;
  const reading: RegionReading = {
    ...context,
    region,
    lines,
    leading: leadingOf(region),
    notesFrom: footnotesFrom(lines, context.body),
    pieces: [],
    written: new Set(),
    text: [],
    item: undefined,
    items: [],
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    at += readLine(reading, line, at);
  }
  endText(reading);
  return reading.pieces;
}

function readLine(reading: RegionReading, line: Line, at: number): number {
  for (const read of LINE_READERS) {
    const taken = read(reading, line, at);
    if (taken !== undefined) return taken;
  }
  return textLine(reading, line);
}

/** Ends the paragraph or item that is open. */
function endText(reading: RegionReading): void {
  const { pieces, page, text: lines, item, region } = reading;
  if (lines.length > 0) {
    const open = isOpen(lines.at(-1), region);
    if (item !== undefined) pieces.push({ kind: 'item', page, marker: item.marker, level: item.level, lines, open });
    else pieces.push({ kind: 'paragraph', page, lines, open, continues: continuesText(lines[0]) });
  }
  reading.text = [];
  reading.item = undefined;
}

/** A heading that the outline alone knows takes no line. */
function heading(reading: RegionReading, line: Line): number | undefined {
  const headings = reading.headings.atLine.get(line);
  if (headings === undefined) return undefined;
  endText(reading);
  reading.items = [];
  for (const one of headings) reading.pieces.push({ kind: 'heading', page: reading.page, heading: one });
  const taken = Math.max(...headings.map((one) => one.lines));
  return taken > 0 ? taken : undefined;
}

function ruledTable(reading: RegionReading, line: Line): number | undefined {
  const table = reading.tables.find((one) => one.lines.has(line));
  if (table === undefined) return undefined;
  endText(reading);
  if (!reading.written.has(table)) reading.pieces.push({ kind: 'table', page: reading.page, table });
  reading.written.add(table);
  return 1;
}

function contentsEntry(reading: RegionReading, line: Line): number | undefined {
  if (!CONTENTS.test(line.text)) return undefined;
  endText(reading);
  reading.pieces.push({ kind: 'contents', page: reading.page, lines: [line] });
  return 1;
}

function listing(reading: RegionReading, line: Line, at: number): number | undefined {
  if (!isCode(line) || isWithinText(reading, at)) return undefined;
  endText(reading);
  const end = codeEnd(reading, at);
  reading.pieces.push({ kind: 'code', page: reading.page, text: codeText(reading.lines.slice(at, end)) });
  return end - at;
}

function footnote(reading: RegionReading, _line: Line, at: number): number | undefined {
  const { lines, page } = reading;
  if (at < reading.notesFrom) return undefined;
  endText(reading);
  const end = noteEnd(lines, at);
  reading.pieces.push({ kind: 'footnote', page, lines: lines.slice(at, end), open: false, continues: false });
  return end - at;
}

function alignedTable(reading: RegionReading, _line: Line, at: number): number | undefined {
  const aligned = alignedTableAt(untilHeading(reading, at), 0);
  if (aligned === undefined) return undefined;
  endText(reading);
  reading.items = [];
  reading.pieces.push({ kind: 'table', page: reading.page, table: aligned.table });
  return aligned.count;
}

function item(reading: RegionReading, line: Line): number | undefined {
  const marked = markedLine(line);
  if (marked === undefined) return undefined;
  endText(reading);
  const items = reading.items.filter((x) => x <= line.x0 + 0.5 * line.size);
  if ((items.at(-1) ?? -Infinity) < line.x0 - 0.5 * line.size) items.push(line.x0);
  reading.items = items;
  reading.item = { marker: marked.marker, level: Math.max(0, items.length - 1), x: marked.line.x0 };
  reading.text.push(marked.line);
  return 1;
}

function textLine(reading: RegionReading, line: Line): number {
  const before = reading.text.at(-1);
  if (before !== undefined && beginsParagraph(before, line, reading)) {
    endText(reading);
    if (line.x0 <= (reading.items[0] ?? Infinity) + 0.5 * line.size) reading.items = [];
  }
  reading.text.push(line);
  return 1;
}

/** The lines that a table may take: up to the next heading or ruled table. */
function untilHeading({ lines, headings, tables }: RegionReading, from: number): readonly Line[] {
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

/** One line of nothing but typewriter text within a paragraph, as names and commands make it. */
function isWithinText({ lines, headings }: RegionReading, at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
  if (before === undefined || line === undefined || isCode(before) || headings.printed.has(before)) return false;
  const isClose = line.y > before.y && line.y - before.y < 1.35 * Math.max(line.size, before.size);
  if (!isClose || /[:.]$/.test(before.text.trimEnd())) return false;
  if (after !== undefined && isCode(after) && after.y - line.y < 1.5 * line.size) return false;
  return Math.abs(line.x0 - before.x0) < line.size || (after !== undefined && Math.abs(after.x0 - line.x0) < 1);
}

function codeEnd({ lines, headings, tables }: RegionReading, from: number): number {
  let to = from + 1;
  for (; to < lines.length; to += 1) {
    const [before, line] = [lines[to - 1], lines[to]];
    if (line === undefined || before === undefined || !isCode(line) || headings.atLine.has(line)) break;
    if (line.y <= before.y || line.y - before.y > 3.6 * line.size || tables.some((table) => table.lines.has(line)))
      break;
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
