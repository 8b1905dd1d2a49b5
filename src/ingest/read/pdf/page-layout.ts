/** Brings a page's segments into reading order: columns one after the other, with what runs across them in between. */
import type { Line, Rule, Segment } from './page-model.js';

/** Text that flows together: a column, or what lies between two stretches of columns. */
export interface Region {
  readonly x0: number;
  readonly x1: number;
  readonly lines: readonly Line[];
}

/** Columns within columns. */
const MAX_DEPTH = 2;
/** Width of a gutter in heights of the text. */
const MIN_GUTTER = 0.8;
/** Rows that each column must have. */
const MIN_ROWS = 6;
/** Share of rows that may run across a gutter. */
const MAX_CROSSING = 0.35;
/** Points. */
const BIN = 2;

/** A stripe between two columns. */
export interface Gutter {
  readonly x0: number;
  readonly x1: number;
}

/**
 * @param segments without running headers and footers, top to bottom.
 * @param known gutters of pages near by: where one of them is free here too, columns with figures in them count as well.
 */
export function layoutPage(
  segments: readonly Segment[],
  rules: readonly Rule[],
  known: readonly Gutter[] = [],
): Region[] {
  return layout([...segments], rules, known, 0);
}

function layout(segments: Segment[], rules: readonly Rule[], known: readonly Gutter[], depth: number): Region[] {
  if (segments.length === 0) return [];
  const gutter = depth > MAX_DEPTH ? undefined : findGutter(segments, known);
  if (gutter === undefined) return [regionOf(segments)];
  const across = rules.filter((rule) => rule.y0 === rule.y1 && rule.x0 < gutter.x0 - 10 && rule.x1 > gutter.x1 + 10);
  const regions: Region[] = [];
  let spanning: Segment[] = [];
  let columns: Segment[] = [];
  const flush = (): void => {
    if (spanning.length > 0) regions.push(regionOf(spanning));
    if (columns.length > 0) {
      const [left, right] = parted(columns, (gutter.x0 + gutter.x1) / 2);
      regions.push(...layout(left, rules, known, depth + 1), ...layout(right, rules, known, depth + 1));
    }
    spanning = [];
    columns = [];
  };
  for (const row of rowsByBaseline(segments)) {
    const [first] = row;
    const crosses = row.some((segment) => segment.x0 < gutter.x0 - 1 && segment.x1 > gutter.x1 + 1);
    const inTable = first !== undefined && isBetween(first, across);
    if (crosses || inTable) {
      if (columns.length > 0) flush();
      spanning.push(...row);
    } else {
      columns.push(...row);
    }
  }
  flush();
  return regions;
}

/** Between two strokes across the gutter that stand less than half a page apart: a table over both columns. */
function isBetween(segment: Segment, across: readonly Rule[]): boolean {
  const above = across.filter((rule) => rule.y0 < segment.y - segment.size * 0.5 && segment.y - rule.y0 < 120);
  const below = across.filter((rule) => rule.y0 > segment.y && rule.y0 - segment.y < 120);
  return above.length > 0 && below.length > 0;
}

/**
 * A stripe that hardly any row crosses, with running text on both sides. Cells of a table have such stripes too; what
 * tells prose is that its lines fill their column.
 */
export function findGutter(segments: readonly Segment[], known: readonly Gutter[] = []): Gutter | undefined {
  if (segments.length === 0) return undefined;
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  const size = medianOf(segments.map((segment) => segment.size));
  const width = right - left;
  if (width < 20 * size) return undefined;
  const bins = new Array<number>(Math.ceil(width / BIN) + 1).fill(0);
  for (const segment of segments) {
    const to = Math.floor((segment.x1 - left) / BIN);
    for (let bin = Math.floor((segment.x0 - left) / BIN); bin <= to; bin += 1) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const rows = rowsByBaseline(segments).length;
  const limit = Math.max(1, Math.floor(rows * 0.12));
  const [from, to] = [Math.floor(bins.length * 0.2), Math.ceil(bins.length * 0.8)];
  const candidates: (Gutter & { crossings: number })[] = [];
  let start = -1;
  let crossings = 0;
  for (let bin = from; bin <= to; bin += 1) {
    const covered = bins[bin] ?? 0;
    if (covered <= limit && bin < to) {
      if (start === -1) {
        start = bin;
        crossings = 0;
      }
      crossings = Math.max(crossings, covered);
      continue;
    }
    if (start !== -1 && (bin - start) * BIN >= MIN_GUTTER * size) {
      candidates.push({ x0: left + start * BIN, x1: left + bin * BIN, crossings });
    }
    start = -1;
  }
  candidates.sort((a, b) => a.crossings - b.crossings || b.x1 - b.x0 - (a.x1 - a.x0));
  return candidates.find((gutter) => isBetweenColumns(segments, gutter, known));
}

function isBetweenColumns(segments: readonly Segment[], gutter: Gutter, known: readonly Gutter[]): boolean {
  const crossing = segments.filter(({ x0, x1 }) => x0 < gutter.x0 - 1 && x1 > gutter.x1 + 1).length;
  const [left, right] = parted(
    segments.filter(({ x0, x1 }) => x1 <= gutter.x1 + 1 || x0 >= gutter.x0 - 1),
    (gutter.x0 + gutter.x1) / 2,
  );
  const [leftRows, rightRows] = [rowsByBaseline(left), rowsByBaseline(right)];
  if (leftRows.length === 0 || rightRows.length === 0) return false;
  if (crossing > MAX_CROSSING * (left.length + right.length)) return false;
  if (known.some(({ x0, x1 }) => x0 < gutter.x1 - 2 && x1 > gutter.x0 + 2)) return true;
  if (leftRows.length < MIN_ROWS || rightRows.length < MIN_ROWS) return false;
  return (isProse(left) && isProse(right)) || (isIndex(left) && isIndex(right));
}

/** Most of the text stands in lines that reach from the left margin to the right one and are more than labels. */
function isProse(segments: readonly Segment[]): boolean {
  const x0 = quantileOf(
    segments.map((segment) => segment.x0),
    0.1,
  );
  const x1 = quantileOf(
    segments.map((segment) => segment.x1),
    0.9,
  );
  let characters = 0;
  let full = 0;
  for (const segment of segments) {
    characters += segment.text.length;
    if (segment.text.length >= 20 && segment.x1 - segment.x0 >= 0.7 * (x1 - x0)) full += segment.text.length;
  }
  return full >= 0.6 * characters;
}

/** Words followed by page numbers. */
function isIndex(segments: readonly Segment[]): boolean {
  if (segments.length < 15) return false;
  return segments.filter(({ text }) => /[,.\s]\s*\d{1,4}(?:[–-]\d+)?[,;]?$/.test(text)).length >= 0.5 * segments.length;
}

function parted(segments: readonly Segment[], x: number): [Segment[], Segment[]] {
  const left: Segment[] = [];
  const right: Segment[] = [];
  for (const segment of segments) ((segment.x0 + segment.x1) / 2 < x ? left : right).push(segment);
  return [left, right];
}

function regionOf(segments: readonly Segment[]): Region {
  const lines = rowsByBaseline(segments).map(lineOf);
  return {
    x0: Math.min(...segments.map(({ x0 }) => x0)),
    x1: Math.max(...segments.map(({ x1 }) => x1)),
    lines,
  };
}

function lineOf(segments: readonly Segment[]): Line {
  const widest = segments.reduce((best, segment) => (segment.text.length > best.text.length ? segment : best));
  return {
    y: segments[0]?.y ?? 0,
    x0: Math.min(...segments.map(({ x0 }) => x0)),
    x1: Math.max(...segments.map(({ x1 }) => x1)),
    size: widest.size,
    segments,
    text: segments.map(({ text }) => text).join(' '),
  };
}

/** The segments come row by row already, but rows of different columns mix where their baselines differ. */
function rowsByBaseline(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  for (const segment of segments) {
    const row = rows.at(-1);
    if (row?.[0]?.y === segment.y) row.push(segment);
    else rows.push([segment]);
  }
  return rows;
}

function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
