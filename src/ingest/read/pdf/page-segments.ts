/** From glyphs to segments: what wide gaps and lines leave together of a row, in reading order. */
import { rowsOf, SAME_BASELINE, type Row } from './glyph-rows.js';
import type { Glyph } from './glyph.js';
import type { LinkArea, Rule, Segment, Span } from './page-model.js';
import { blanksBetween, isCellGap, wordGap } from './word-gaps.js';

/** All in heights of the font. */
/** A gap that parts columns or cells. */
const WIDE_GAP = 1.05;
/** A second drawing of a glyph this near to the first makes it bold, not double. */
const OVERPRINT = 0.15;

/**
 * Segments from top to bottom, those of one row from left to right; text that is turned comes after the rest.
 * @param rules upright ones part cells that stand close together.
 */
export function segmentsOf(glyphs: readonly Glyph[], rules: readonly Rule[], links: readonly LinkArea[]): Segment[] {
  const upright = rules.filter((rule) => rule.x0 === rule.x1);
  const turns = new Map<number, Glyph[]>();
  for (const glyph of glyphs) {
    const list = turns.get(glyph.turn);
    if (list === undefined) turns.set(glyph.turn, [glyph]);
    else list.push(glyph);
  }
  const byFrequency = [...turns.values()].sort((a, b) => b.length - a.length);
  return byFrequency.flatMap((list) => {
    const fences = list[0]?.turn === 0 ? upright : [];
    const areas = list[0]?.turn === 0 ? links : [];
    return rowsOf(list).flatMap((row) => rowSegments(row, fences, areas));
  });
}

function rowSegments(row: Row, upright: readonly Rule[], areas: readonly LinkArea[]): Segment[] {
  const middle = row.y - 0.3 * row.size;
  const links = areas.filter((area) => area.y0 <= middle && area.y1 >= middle);
  const fences = upright.filter((rule) => rule.y0 < row.y && rule.y1 > row.y - 0.7 * row.size).map((rule) => rule.x0);
  const segments: Segment[] = [];
  let from = 0;
  const { glyphs, starts } = inReadingOrder(row.glyphs);
  for (let at = 1; at <= glyphs.length; at += 1) {
    const [before, glyph] = [glyphs[at - 1], glyphs[at]];
    if (before !== undefined && glyph !== undefined && !isApart(before, glyph, fences, starts)) continue;
    segments.push(segmentOf(withoutOverprint(glyphs.slice(from, at)), row.y, links));
    from = at;
  }
  return segments;
}

/**
 * From left to right; what was drawn in one go stays together where it runs over text that was drawn before it, as cells
 * do that are too narrow for what they hold.
 */
function inReadingOrder(glyphs: readonly Glyph[]): { glyphs: Glyph[]; starts: ReadonlySet<Glyph> } {
  const strokes: Glyph[][] = [];
  for (const glyph of glyphs) {
    const stroke = strokes.at(-1);
    const before = stroke?.at(-1);
    const goesOn =
      before !== undefined &&
      glyph.x0 > before.x1 - 0.4 * glyph.size &&
      glyph.x0 > before.x0 &&
      glyph.x0 - before.x1 < WIDE_GAP * glyph.size;
    if (goesOn) stroke?.push(glyph);
    else strokes.push([glyph]);
  }
  const long = strokes.filter((stroke) => stroke.length > 1).sort((a, b) => (a[0]?.x0 ?? 0) - (b[0]?.x0 ?? 0));
  const overlaps = long.some((stroke, at) => {
    const before = long[at - 1];
    return before !== undefined && runsOver(stroke, before);
  });
  if (!overlaps) return { glyphs: [...glyphs].sort((a, b) => a.x0 - b.x0 || a.y - b.y), starts: new Set() };
  strokes.sort((a, b) => (a[0]?.x0 ?? 0) - (b[0]?.x0 ?? 0));
  return { glyphs: strokes.flat(), starts: new Set(long.flatMap((stroke) => stroke.slice(0, 1))) };
}

/** Text that was drawn into a gap which other text leaves for it, as indices are, runs over nothing. */
function runsOver(stroke: readonly Glyph[], before: readonly Glyph[]): boolean {
  const [from, to] = [stroke[0]?.x0 ?? 0, stroke.at(-1)?.x1 ?? 0];
  return before.some(({ x0, x1, size }) => from < x1 - 0.12 * size && to > x0 + 0.12 * size);
}

function isApart(before: Glyph, glyph: Glyph, fences: readonly number[], starts: ReadonlySet<Glyph>): boolean {
  const size = Math.max(before.size, glyph.size);
  const gap = glyph.x0 - before.x1;
  const allowed = glyph.blankBefore ? WIDE_GAP * 1.25 : WIDE_GAP;
  return (
    gap > allowed * size ||
    (gap < 0.12 * size && gap < 0 && starts.has(glyph)) ||
    before.artifact !== glyph.artifact ||
    (gap > 0 && fences.some((x) => x >= before.x1 - 0.5 && x <= glyph.x0 + 0.5))
  );
}

function withoutOverprint(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    let isCopy = false;
    for (let back = kept.length - 1; back >= Math.max(0, kept.length - 3) && !isCopy; back -= 1) {
      const other = kept[back];
      isCopy =
        other?.text === glyph.text &&
        Math.abs(other.x0 - glyph.x0) < OVERPRINT * glyph.size &&
        Math.abs(other.y - glyph.y) < OVERPRINT * glyph.size;
    }
    if (!isCopy) kept.push(glyph);
  }
  return kept;
}

function segmentOf(glyphs: readonly Glyph[], y: number, links: readonly LinkArea[]): Segment {
  const size = mainSize(glyphs);
  const threshold = wordGap(glyphs);
  const spans: Span[] = [];
  let mono = 0;
  let bold = 0;
  let spanGlyphs: Glyph[] = [];
  // Parts are joined at the end: text that grows letter by letter stays a chain of letters in memory.
  let parts: string[] = [];
  let spanUrl: string | undefined;
  const flush = (): void => {
    const [first, last] = [spanGlyphs[0], spanGlyphs.at(-1)];
    if (first === undefined || last === undefined) return;
    const raised = first.size < size * 0.85 && first.y < y - 0.15 * size;
    spans.push({
      text: parts.join('').normalize('NFC'),
      x0: first.x0,
      x1: last.x1,
      size: first.size,
      font: first.font,
      raised,
      url: spanUrl,
    });
    spanGlyphs = [];
    parts = [];
  };
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    const blanks = before === undefined ? 0 : blanksBetween(before, glyph, threshold);
    const url = linkAt(links, glyph);
    if (before !== undefined && (url !== spanUrl || !sameSpan(before, glyph))) flush();
    spanUrl = url;
    if (blanks > 0) parts.push(' '.repeat(blanks));
    parts.push(glyph.text);
    spanGlyphs.push(glyph);
    if (glyph.font.mono) mono += 1;
    if (glyph.font.bold) bold += 1;
    before = glyph;
  }
  flush();
  const [first] = glyphs;
  return {
    x0: first?.x0 ?? 0,
    x1: Math.max(...glyphs.map((glyph) => glyph.x1)),
    y,
    size,
    spans,
    text: spans.length === 1 ? (spans[0]?.text ?? '') : spans.map(({ text }) => text).join(''),
    mono: mono >= 0.8 * glyphs.length,
    bold: bold >= 0.8 * glyphs.length,
    mcid: first?.mcid,
    artifact: first?.artifact === true,
  };
}

function linkAt(links: readonly LinkArea[], glyph: Glyph): string | undefined {
  if (links.length === 0) return undefined;
  const x = (glyph.x0 + glyph.x1) / 2;
  return links.find((area) => x >= area.x0 && x <= area.x1)?.url;
}

function sameSpan(a: Glyph, b: Glyph): boolean {
  return (
    a.font === b.font &&
    Math.abs(a.size - b.size) < 0.1 &&
    Math.abs(a.y - b.y) <= SAME_BASELINE * b.size &&
    (a.font.mono || !isCellGap(a, b))
  );
}

function mainSize(glyphs: readonly Glyph[]): number {
  const counts = new Map<number, number>();
  for (const { size } of glyphs) {
    const rounded = Math.round(size * 10) / 10;
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
  }
  let best = 0;
  let most = 0;
  for (const [size, count] of counts) {
    if (count > most || (count === most && size > best)) {
      best = size;
      most = count;
    }
  }
  return best;
}
