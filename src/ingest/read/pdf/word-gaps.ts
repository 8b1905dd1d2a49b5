/** Where words end, told by the gaps between glyphs. */
import type { Glyph, PageFont } from './glyph.js';

/** A gap that may part words, before the line's own spacing is known; in heights of the font. */
const WORD_GAP = 0.16;

/** A gap in which a cell may end that stands close to the next one. */
const CELL_GAP = 0.7;

/** Whether the next cell may begin after a gap that is too narrow to part columns; a span ends there. */
export function isCellGap(
  before: { readonly x1: number },
  after: { readonly x0: number; readonly size: number },
): boolean {
  return after.x0 - before.x1 >= CELL_GAP * after.size;
}

/**
 * The gap from which on words are parted, in font heights. Letter-spaced text has gaps between all letters: what counts
 * there is what goes beyond its usual gap.
 */
export function wordGap(glyphs: readonly Glyph[]): number {
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

/** How many blanks stand between two neighbours; more than one in typewriter text only. */
export function blanksBetween(before: Glyph, glyph: Glyph, threshold: number): number {
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
