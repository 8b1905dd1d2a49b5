/** From glyphs to rows of segments: which glyphs stand on one baseline, where words end, and where wide gaps part them. */
import type { Glyph, PageFont } from './page-glyphs.js';
import type { LinkArea, Rule, Segment, Span } from './page-model.js';

/** All in heights of the font. */
const SAME_BASELINE = 0.12;
/** Glyphs of one row: small signs above or below the line included. */
const ROW_REACH = 0.42;
/** A gap that parts columns or cells. */
const WIDE_GAP = 1.05;
/** A gap that may part words, before the line's own spacing is known. */
const WORD_GAP = 0.16;
/** A second drawing of a glyph this near to the first makes it bold, not double. */
const OVERPRINT = 0.15;

interface Row {
  y: number;
  size: number;
  glyphs: Glyph[];
}

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

/** Glyphs drawn one after the other on one baseline belong together, so that rows are made of runs, not of glyphs. */
function rowsOf(glyphs: readonly Glyph[]): Row[] {
  const runs: Row[] = [];
  let run: Row | undefined;
  for (const glyph of glyphs) {
    if (run === undefined || Math.abs(run.y - glyph.y) > SAME_BASELINE * glyph.size || run.size !== glyph.size) {
      run = { y: glyph.y, size: glyph.size, glyphs: [] };
      runs.push(run);
    }
    run.glyphs.push(glyph);
  }
  runs.sort((a, b) => a.y - b.y || b.size - a.size);
  const rows: Row[] = [];
  // The larger text of a row comes first, so that a raised mark finds the line that it belongs to.
  const small = new Set(runs.filter((candidate) => isSmall(candidate, runs)));
  for (const candidate of runs) {
    if (small.has(candidate)) continue;
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row.y - candidate.y) <= 0.25 * Math.min(row.size, candidate.size)) {
      row.glyphs.push(...candidate.glyphs);
      row.size = Math.max(row.size, candidate.size);
    } else rows.push({ ...candidate, glyphs: [...candidate.glyphs] });
  }
  for (const candidate of small) {
    const home = nearestRow(rows, candidate);
    if (home !== undefined) home.glyphs.push(...candidate.glyphs);
    else insertRow(rows, candidate);
  }
  return rows;
}

/** Few glyphs, and clearly smaller than text beside them. */
function isSmall(run: Row, runs: readonly Row[]): boolean {
  if (run.glyphs.length > 12) return false;
  const [first, last] = [run.glyphs[0], run.glyphs.at(-1)];
  if (first === undefined || last === undefined) return false;
  for (const other of neighbours(runs, run)) {
    if (
      other.size * (run.glyphs.length <= 4 ? 0.92 : 0.82) < run.size ||
      Math.abs(other.y - run.y) > ROW_REACH * 1.3 * other.size
    )
      continue;
    const touches = other.glyphs.some(
      (glyph) => first.x0 - glyph.x1 < 0.4 * other.size && glyph.x0 - last.x1 < 0.4 * other.size,
    );
    if (touches) return true;
  }
  return false;
}

/** Runs near in height; the list is sorted by baseline. */
function neighbours(runs: readonly Row[], run: Row): Row[] {
  const reach = run.size * 1.6;
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.y ?? 0) < run.y - reach) low = middle + 1;
    else high = middle;
  }
  const found: Row[] = [];
  for (let at = low; at < runs.length; at += 1) {
    const other = runs[at];
    if (other === undefined || other.y > run.y + reach) break;
    if (other !== run) found.push(other);
  }
  return found;
}

function nearestRow(rows: readonly Row[], run: Row): Row | undefined {
  let best: Row | undefined;
  let distance = Infinity;
  for (const row of rows) {
    const apart = Math.abs(row.y - run.y);
    if (apart > ROW_REACH * 1.3 * row.size || row.size * 0.92 < run.size || apart >= distance) continue;
    best = row;
    distance = apart;
  }
  return best;
}

function insertRow(rows: Row[], run: Row): void {
  const place = rows.findIndex((row) => row.y > run.y);
  rows.splice(place === -1 ? rows.length : place, 0, { ...run, glyphs: [...run.glyphs] });
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
    const before = long[at - 1]?.at(-1);
    return before !== undefined && (stroke[0]?.x0 ?? 0) < before.x1 - 0.12 * before.size;
  });
  if (!overlaps) return { glyphs: [...glyphs].sort((a, b) => a.x0 - b.x0 || a.y - b.y), starts: new Set() };
  strokes.sort((a, b) => (a[0]?.x0 ?? 0) - (b[0]?.x0 ?? 0));
  return { glyphs: strokes.flat(), starts: new Set(long.flatMap((stroke) => stroke.slice(0, 1))) };
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
  return a.font === b.font && Math.abs(a.size - b.size) < 0.1 && Math.abs(a.y - b.y) <= SAME_BASELINE * b.size;
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

/**
 * The gap from which on words are parted, in font heights. Letter-spaced text has gaps between all letters: what counts
 * there is what goes beyond its usual gap.
 */
function wordGap(glyphs: readonly Glyph[]): number {
  const gaps: number[] = [];
  for (let at = 1; at < glyphs.length; at += 1) {
    const [before, glyph] = [glyphs[at - 1], glyphs[at]];
    if (before !== undefined && glyph !== undefined && !glyph.blankBefore && !glyph.font.mono) {
      gaps.push((glyph.x0 - before.x1) / glyph.size);
    }
  }
  if (gaps.length < 4) return WORD_GAP;
  gaps.sort((a, b) => a - b);
  const usual = gaps[Math.floor(gaps.length / 3)] ?? 0;
  return Math.max(0, usual) + WORD_GAP;
}

function blanksBetween(before: Glyph, glyph: Glyph, threshold: number): number {
  const gap = glyph.x0 - before.x1;
  if (isTypewriter(before.font, glyph.font)) {
    const advance = Math.max(glyph.x1 - glyph.x0, 0.3 * glyph.size);
    const blanks = Math.round(gap / advance);
    return gap > 0.35 * advance ? Math.max(1, blanks) : glyph.blankBefore && gap > 0.04 * glyph.size ? 1 : 0;
  }
  if (glyph.blankBefore) return gap > 0.03 * glyph.size ? 1 : 0;
  if (isIdeograph(before.text) || isIdeograph(glyph.text)) return gap > 0.6 * glyph.size ? 1 : 0;
  return gap > threshold * Math.min(before.size, glyph.size) ? 1 : 0;
}

function isTypewriter(a: PageFont, b: PageFont): boolean {
  return a.mono && b.mono;
}

function isIdeograph(text: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(text);
}
