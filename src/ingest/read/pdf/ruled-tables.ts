/** Finds tables that are drawn with lines: a grid of strokes, and the text within its cells. */
import type { Line, Rule, Segment, Span } from './page-model.js';

export interface Table {
  /** Cells hold the lines of their text; rows are of one length. */
  readonly rows: readonly (readonly (readonly Line[])[])[];
  /** Left edges of the columns, for tables that go on on the next page. */
  readonly columns: readonly number[];
  /** What the table is made of. */
  readonly lines: ReadonlySet<Line>;
}

/** Strokes this close in points are one. */
const SNAP = 3;
const MAX_CELLS = 3_000;
/** Points by which shading may reach over the outer strokes of a grid. */
const FRAME = 6;
/** Columns up to this width in points that hold nothing are the space between double strokes. */
const NARROW = 8;

interface Bounds {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly upright: readonly Rule[];
}

/** @param lines in reading order. */
export function ruledTables(rules: readonly Rule[], lines: readonly Line[]): Table[] {
  if (lines.length < 2) return [];
  return gridsOf(rules).flatMap((grid) => tableOf(grid, lines) ?? []);
}

/** Whether two lines of text, told by the middle of their height, stand in one grid. */
export function areInOneGrid(rules: readonly Rule[], a: number, b: number): boolean {
  return gridsOf(rules).some(({ ys }) => [a, b].every((y) => y > (ys[0] ?? Infinity) && y < (ys.at(-1) ?? -Infinity)));
}

function gridsOf(rules: readonly Rule[]): Grid[] {
  if (rules.length < 4) return [];
  const level = rules.filter((rule) => rule.y0 === rule.y1);
  const upright = rules.filter((rule) => rule.x0 === rule.x1);
  if (level.length < 2 || upright.length < 2) return [];
  const groups: (Bounds & { rules: Rule[] })[] = [];
  for (const rule of [...level, ...upright]) {
    const touching = groups.filter(
      (group) =>
        rule.x0 <= group.x1 + SNAP &&
        rule.x1 >= group.x0 - SNAP &&
        rule.y0 <= group.y1 + SNAP &&
        rule.y1 >= group.y0 - SNAP,
    );
    const merged = { rules: [rule], x0: rule.x0, x1: rule.x1, y0: rule.y0, y1: rule.y1 };
    for (const group of touching) {
      merged.rules.push(...group.rules);
      merged.x0 = Math.min(merged.x0, group.x0);
      merged.x1 = Math.max(merged.x1, group.x1);
      merged.y0 = Math.min(merged.y0, group.y0);
      merged.y1 = Math.max(merged.y1, group.y1);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.flatMap((group) => {
    // Shading follows the text within a cell as often as the cell: it is asked only where strokes make no grid.
    const drawn = gridOf(
      group.rules.filter(({ shade }) => !shade),
      group,
    );
    const fills =
      drawn !== undefined && isFilledBy(drawn.xs, group.x0, group.x1) && isFilledBy(drawn.ys, group.y0, group.y1);
    return (fills ? drawn : gridOf(group.rules, group)) ?? [];
  });
}

/** @param bounds of the group that the rules are part of. */
function gridOf(rules: readonly Rule[], bounds: Bounds): Grid | undefined {
  const [width, height] = [bounds.x1 - bounds.x0, bounds.y1 - bounds.y0];
  // A stroke is an edge of rows or columns when it, or strokes in line with it, run along a good part of the grid.
  const upright = rules.filter((rule) => rule.x0 === rule.x1);
  const xs = edges(
    upright.map((rule) => ({ at: rule.x0, length: rule.y1 - rule.y0 })),
    height * 0.3,
  );
  const ys = edges(
    rules.filter((rule) => rule.y0 === rule.y1).map((rule) => ({ at: rule.y0, length: rule.x1 - rule.x0 })),
    width * 0.3,
  );
  const cells = (xs.length - 1) * (ys.length - 1);
  if (xs.length < 3 || ys.length < 2 || cells < 4 || cells > MAX_CELLS) return undefined;
  return { xs, ys, upright };
}

function isFilledBy(edgesOfGrid: readonly number[], from: number, to: number): boolean {
  return (edgesOfGrid[0] ?? Infinity) <= from + FRAME && (edgesOfGrid.at(-1) ?? -Infinity) >= to - FRAME;
}

function edges(strokes: readonly { at: number; length: number }[], enough: number): number[] {
  const found: { at: number; length: number }[] = [];
  for (const { at, length } of [...strokes].sort((a, b) => a.at - b.at)) {
    const last = found.at(-1);
    if (last !== undefined && at - last.at <= SNAP) last.length += length;
    else found.push({ at, length });
  }
  return found.filter(({ length }) => length >= enough).map(({ at }) => at);
}

function tableOf({ xs, ys, upright }: Grid, lines: readonly Line[]): Table | undefined {
  const [left, right, top, bottom] = [xs[0] ?? 0, xs.at(-1) ?? 0, ys[0] ?? 0, ys.at(-1) ?? 0];
  const inside = lines.filter((line) => {
    const middle = line.y - 0.3 * line.size;
    return middle > top && middle < bottom && line.x0 >= left - SNAP && line.x0 <= right;
  });
  if (inside.length === 0) return undefined;
  const cells: Line[][][] = ys.slice(1).map(() => xs.slice(1).map(() => []));
  for (const line of inside) {
    const middle = line.y - 0.3 * line.size;
    const row = placeOf(ys, middle);
    // Text of a cell that spans columns runs over edges that are not drawn there.
    const edgesHere = xs.filter((x) =>
      upright.some((rule) => Math.abs(rule.x0 - x) <= SNAP && rule.y0 <= middle + SNAP && rule.y1 >= middle - SNAP),
    );
    const byColumn = new Map<number, Segment[]>();
    for (const segment of line.segments.flatMap((whole) => splitAtEdges(whole, edgesHere))) {
      const column = placeOf(xs, Math.min(segment.x0 + 0.5 * segment.size, (segment.x0 + segment.x1) / 2));
      byColumn.set(column, [...(byColumn.get(column) ?? []), segment]);
    }
    for (const [column, segments] of byColumn) cells[row]?.[column]?.push(partOf(line, segments));
  }
  const isUsed = (column: number): boolean => cells.some((row) => (row[column] ?? []).length > 0);
  const starts = xs.slice(0, -1);
  const kept = starts.map((x, column) => isUsed(column) || (xs[column + 1] ?? 0) - x > NARROW);
  const rows = cells
    .filter((row) => row.some((cell) => cell.length > 0))
    .map((row) => row.filter((_, column) => kept[column]));
  const used = rows.flat().filter((cell) => cell.length > 0).length;
  const columnsInUse = starts.filter((_, column) => isUsed(column)).length;
  if (rows.length < 2 || columnsInUse < 2 || used < 0.3 * rows.length * columnsInUse) return undefined;
  return { rows, columns: starts.filter((_, column) => kept[column]), lines: new Set(inside) };
}

/** Text of neighbouring cells that stands so close that it looks like one stretch is parted at the blank on the edge. */
function splitAtEdges(segment: Segment, xs: readonly number[]): Segment[] {
  const edge = xs.find((x) => segment.x0 < x - 2 && segment.x1 > x + 2);
  if (edge === undefined) return [segment];
  let best: { span: number; at: number; distance: number; x: number } | undefined;
  for (const [place, span] of segment.spans.entries()) {
    for (const { index } of span.text.matchAll(/ /g)) {
      const x = span.x0 + ((span.x1 - span.x0) * (index + 0.5)) / span.text.length;
      const distance = Math.abs(x - edge);
      if (distance < segment.size && distance < (best?.distance ?? Infinity))
        best = { span: place, at: index, distance, x };
    }
  }
  const span = best === undefined ? undefined : segment.spans[best.span];
  if (best === undefined || span === undefined) return [segment];
  const part = (spans: readonly Span[]): Segment[] => {
    const whole = segmentOf(segment, spans);
    return whole.text.trim() === '' ? [] : [whole];
  };
  const left = [...segment.spans.slice(0, best.span), { ...span, text: span.text.slice(0, best.at), x1: best.x }];
  const right = [{ ...span, text: span.text.slice(best.at + 1), x0: best.x }, ...segment.spans.slice(best.span + 1)];
  const kept = (spans: readonly Span[]): Span[] => spans.filter((one) => one.text !== '');
  const rest = xs.filter((x) => x > edge);
  return [...part(kept(left)), ...part(kept(right)).flatMap((whole) => splitAtEdges(whole, rest))];
}

/** The part of a segment that some of its spans make. */
export function segmentOf(segment: Segment, spans: readonly Span[]): Segment {
  const text = spans.map((span) => span.text).join('');
  return { ...segment, spans, text, x0: spans[0]?.x0 ?? segment.x0, x1: spans.at(-1)?.x1 ?? segment.x1 };
}

/** The part of a line that stands in one cell. */
export function partOf(line: Line, segments: readonly Segment[]): Line {
  return {
    y: line.y,
    x0: Math.min(...segments.map(({ x0 }) => x0)),
    x1: Math.max(...segments.map(({ x1 }) => x1)),
    size: line.size,
    segments,
    text: segments.map(({ text }) => text).join(' '),
  };
}

function placeOf(edgesOfGrid: readonly number[], at: number): number {
  let place = 0;
  while (place < edgesOfGrid.length - 2 && at > (edgesOfGrid[place + 1] ?? 0)) place += 1;
  return place;
}
