/**
 * Finds running headers and footers: rows at the edge of a page that come back on the pages around it, in the same place
 * and in the same words once numbers are masked.
 */
import type { PageModel, Rule, Segment } from './page-model.js';
import { areInOneGrid } from './ruled-tables.js';

/** Rows looked at from each edge. */
const EDGE_ROWS = 4;
/** Pages looked at before and after. */
const REACH = 8;
/** Points by which the same row may move. */
const SAME_PLACE = 3;
/** A place is a header's place if this share of the pages around have one there. */
const ESTABLISHED = 0.5;
/** Space between the second row of a header and the text, in heights. */
const SET_OFF = 1.8;

/** All segments on one baseline. */
export interface Row {
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly segments: readonly Segment[];
}

interface EdgeRow extends Row {
  /** Numbers and roman numerals replaced by a sign, so that page numbers don't make rows differ. */
  readonly mask: string;
  readonly fromTop: boolean;
  /** Place from its edge, 0 outermost. */
  readonly depth: number;
  /** The row further in. */
  readonly inward: Row | undefined;
  /** Free space between the two, in heights of its text. */
  readonly space: number;
  repeats: boolean;
}

export interface RunningRows {
  /** The rows of the page that are no content, from the outside to the inside of each edge. */
  readonly top: readonly Row[];
  readonly bottom: readonly Row[];
}

export function rowsOfPage(page: PageModel): Row[] {
  const rows: Segment[][] = [];
  for (const segment of page.segments) {
    const row = rows.at(-1);
    if (row?.[0]?.y === segment.y) row.push(segment);
    else rows.push([segment]);
  }
  return rows
    .map((segments) => ({
      y: segments[0]?.y ?? 0,
      size: Math.max(...segments.map(({ size }) => size)),
      text: segments.map(({ text }) => text).join('  '),
      segments,
    }))
    .sort((a, b) => a.y - b.y);
}

/** @returns one entry per page, in order. */
export function findRunningRows(pages: readonly PageModel[]): RunningRows[] {
  const edges = pages.map((page) => edgeRows(page));
  for (const [at, rows] of edges.entries()) {
    for (const row of rows) row.repeats = repeatsAround(edges, at, row, pages);
  }
  const found = edges.map((rows, at) => {
    const running = (fromTop: boolean): Row[] => {
      const found: EdgeRow[] = [];
      for (const row of rows.filter((candidate) => candidate.fromTop === fromTop)) {
        if (!isArtifact(row) && !row.repeats && !isInHeadersPlace(edges, at, row)) break;
        found.push(row);
      }
      // So is a row that stands in one grid with the text further in.
      while (isHeadOfTable(found.at(-1), pages[at]?.rules ?? [])) found.pop();
      // A row close to the text further in is the head of a table that goes on, not a second line of the header.
      while (found.length > 1 && isTooNear(found.at(-1))) found.pop();
      return found;
    };
    const top = running(true);
    const taken = new Set(top.map(({ y }) => y));
    return { top, bottom: running(false).filter(({ y }) => !taken.has(y)) };
  });
  return leaveNothing(found, pages) ? pages.map(() => ({ top: [], bottom: [] })) : found;
}

/** Pages that hold the same few rows again and again (labels, forms) are made of them: those rows are the content. */
function leaveNothing(found: readonly RunningRows[], pages: readonly PageModel[]): boolean {
  const emptied = pages.filter((page, at) => {
    const running = [...(found[at]?.top ?? []), ...(found[at]?.bottom ?? [])];
    const taken = running.reduce((sum, row) => sum + row.segments.length, 0);
    return taken > 0 && taken === page.segments.length && running.some((row) => /\p{L}{2}/u.test(row.text));
  });
  return emptied.length > 0.5 * pages.length;
}

function isTooNear(row: EdgeRow | undefined): boolean {
  return row !== undefined && !isArtifact(row) && row.space < SET_OFF;
}

function isHeadOfTable(row: EdgeRow | undefined, rules: readonly Rule[]): boolean {
  if (row?.inward === undefined || row.segments.length < 2 || isArtifact(row)) return false;
  return areInOneGrid(rules, row.y - 0.3 * row.size, row.inward.y - 0.3 * row.inward.size);
}

function isArtifact(row: Row): boolean {
  return row.segments.every(({ artifact }) => artifact);
}

function edgeRows(page: PageModel): EdgeRow[] {
  const rows = rowsOfPage(page);
  const take = (fromTop: boolean): EdgeRow[] => {
    const ordered = fromTop ? rows : [...rows].reverse();
    return ordered.slice(0, EDGE_ROWS).map((row, depth) => {
      const inward = ordered.slice(depth + 1).find((other) => !isBeside(other, row));
      const space = inward === undefined ? 99 : Math.abs(inward.y - row.y) / Math.max(row.size, 1);
      return { ...row, mask: masked(row.text), fromTop, depth, inward, space, repeats: false };
    });
  };
  return [...take(true), ...take(false)];
}

/** Parts of one header that stand side by side have their own baselines. */
function isBeside(a: Row, b: Row): boolean {
  if (Math.abs(a.y - b.y) >= Math.max(a.size, b.size)) return false;
  return a.segments.every((one) => b.segments.every((other) => one.x1 < other.x0 || one.x0 > other.x1));
}

/** Digits and roman numerals that stand alone become `#`. */
export function masked(text: string): string {
  return text
    .replace(/\d+/g, '#')
    .replace(/(^|\s)[ivxlcdm]{1,8}(?=\s|$)/gi, '$1#')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** The same words in the same place on a page near by, at least twice; once is enough on the next page or the one after. */
function repeatsAround(
  edges: readonly (readonly EdgeRow[])[],
  at: number,
  row: EdgeRow,
  pages: readonly PageModel[],
): boolean {
  const isNumber = /^(?:page )?#(?: (?:of|\/) #)?$|^[-–—] ?# ?[-–—]$/.test(row.mask);
  let seen = 0;
  let near = 0;
  for (let other = Math.max(0, at - REACH); other <= Math.min(edges.length - 1, at + REACH); other += 1) {
    if (other === at || pages[other]?.height !== pages[at]?.height) continue;
    const found = edges[other]?.some(
      (candidate) =>
        candidate.fromTop === row.fromTop &&
        Math.abs(candidate.y - row.y) <= SAME_PLACE &&
        Math.abs(candidate.size - row.size) < 0.6 &&
        candidate.mask === row.mask,
    );
    if (found !== true) continue;
    seen += 1;
    if (Math.abs(other - at) <= 2) near += 1;
  }
  if (row.mask === '') return false;
  if (edges.length <= 3) return isNumber && seen > 0;
  if (isNumber) return seen >= 2 || (near >= 1 && row.depth === 0);
  // A heading of chapters that are one page long repeats as well; a header repeats on the next page or the one after it.
  return near >= 1 && seen >= 2 && row.space > 1.15;
}

/** Its words are its own (a chapter's name), but the pages around have a header just there. */
function isInHeadersPlace(edges: readonly (readonly EdgeRow[])[], at: number, row: EdgeRow): boolean {
  if (row.space < 1.4 || row.text.length > 160) return false;
  let pages = 0;
  let established = 0;
  for (let other = Math.max(0, at - REACH); other <= Math.min(edges.length - 1, at + REACH); other += 1) {
    if (other === at) continue;
    pages += 1;
    const found = edges[other]?.some(
      (candidate) =>
        candidate.fromTop === row.fromTop &&
        Math.abs(candidate.y - row.y) <= SAME_PLACE &&
        Math.abs(candidate.size - row.size) < 0.6 &&
        (candidate.repeats || endsInNumber(candidate.mask)) &&
        sameEnds(candidate, row),
    );
    if (found === true) established += 1;
  }
  return pages >= 3 && established >= pages * ESTABLISHED * (row.fromTop ? 0.6 : 1);
}

function endsInNumber(mask: string): boolean {
  return /^# |^#$| #$/.test(mask);
}

/** Headers of left and right pages mirror each other; both reach the same margins or hold a page number. */
function sameEnds(a: EdgeRow, b: EdgeRow): boolean {
  return endsInNumber(b.mask) || a.segments.length === b.segments.length;
}
