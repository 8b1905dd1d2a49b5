/** Where a paragraph ends and the next begins: by space, size, indent and the length of the line before. */
import type { Region } from './page-layout.js';
import type { Line } from './page-model.js';

/** Distance between baselines, in font heights, where a region does not show its own. */
const COMMON_LEADING = 1.25;
/** Distance beyond which lines do not belong together, in font heights, however they are spaced. */
const LARGEST_LEADING = 2.4;
/** Pairs of lines from which on their distance says how a region is spaced. */
const ENOUGH_PAIRS = 3;
/** Space above a line, in its height, below which it never begins a paragraph. */
const LEAST_GAP = 1.16;

/** Whether a line is so far from the right edge of its region that its text ends there. */
function endsShort(line: Line, region: Region): boolean {
  return line.x1 < region.x1 - 0.12 * (region.x1 - region.x0);
}

/**
 * The usual distance between baselines within the paragraphs of a region, in font heights: the median below full
 * lines, since the text of a full line mostly goes on in the next.
 */
export function leadingOf(region: Region): number {
  const gaps: number[] = [];
  for (const [at, line] of region.lines.entries()) {
    const before = region.lines[at - 1];
    if (before === undefined || endsShort(before, region) || Math.abs(line.size - before.size) > 0.12 * line.size)
      continue;
    const gap = (line.y - before.y) / line.size;
    if (gap > 0.8 && gap < LARGEST_LEADING) gaps.push(gap);
  }
  if (gaps.length < ENOUGH_PAIRS) return COMMON_LEADING;
  gaps.sort((a, b) => a - b);
  return Math.max(COMMON_LEADING, gaps[Math.floor(gaps.length / 2)] ?? COMMON_LEADING);
}

export interface ParagraphSoFar {
  /** Its lines, not empty. */
  readonly text: readonly Line[];
  readonly region: Region;
  /** See `leadingOf`. */
  readonly leading: number;
  /** Where the text of the list item begins that the paragraph stands in. */
  readonly item: { readonly x: number } | undefined;
}

/** @param before the last line of the paragraph so far. */
export function beginsParagraph(before: Line, line: Line, { text, region, leading, item }: ParagraphSoFar): boolean {
  const size = Math.max(line.size, before.size);
  const gap = line.y - before.y;
  if (gap < 0 || gap > 3 * size) return true;
  if (Math.abs(line.size - before.size) > 0.12 * size && Math.min(line.text.length, before.text.length) > 3)
    return true;
  const usual = text.length > 1 ? before.y - (text.at(-2)?.y ?? before.y) : size * leading;
  if (gap > Math.max(LEAST_GAP * size, usual * 1.25)) return true;
  if (item !== undefined) return line.x0 < item.x - 1.2 * size;
  const isIndented = line.x0 > before.x0 + 0.8 * size;
  const isLast = endsShort(before, region);
  // An indented first line begins a paragraph; a hanging one is followed by lines that are all indented.
  if (isIndented) return text.length > 1 || (isLast && /[.:!?]$/.test(before.text));
  if (line.x0 < before.x0 - 0.8 * size) return text.length > 1 || isLast;
  return isLast && /[.:!?。]["”’)]?$/.test(before.text.trimEnd());
}
