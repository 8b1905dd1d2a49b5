/** Finds the bullets of lists among the glyphs of fonts that don't say what their glyphs mean. */
import type { Glyph } from './glyph.js';

/** A glyph without a meaning. */
export interface UnknownSign {
  readonly glyph: Glyph;
  /** Glyphs with a meaning that were drawn before it. */
  readonly at: number;
}

/** Space between a bullet and its text, in heights of the text. */
const LEAST_SPACE = 0.2;
const MOST_SPACE = 4;

/**
 * A sign that is drawn alone at the start of a line, apart from the text after it, is a bullet, whatever it looks like.
 * @param signs in the order in which they were drawn, as `glyphs` are.
 */
export function withUnknownBullets(glyphs: readonly Glyph[], signs: readonly UnknownSign[]): readonly Glyph[] {
  const bullets = signs.filter(
    (sign, place) => sign.at !== signs[place - 1]?.at && sign.at !== signs[place + 1]?.at && isBullet(glyphs, sign),
  );
  if (bullets.length === 0) return glyphs;
  const ends = bullets.map((_, place) => bullets[place + 1]?.at ?? glyphs.length);
  return [
    ...glyphs.slice(0, bullets[0]?.at),
    ...bullets.flatMap(({ glyph, at }, place) => [glyph, ...glyphs.slice(at, ends[place])]),
  ];
}

function isBullet(glyphs: readonly Glyph[], { glyph, at }: UnknownSign): boolean {
  const [before, text] = [glyphs[at - 1], glyphs[at]];
  if (text === undefined || !onOneLine(glyph, text)) return false;
  const space = (text.x0 - glyph.x1) / text.size;
  if (space < LEAST_SPACE || space > MOST_SPACE) return false;
  return before === undefined || !onOneLine(before, text) || before.x1 < glyph.x0 - text.size || before.x0 > text.x0;
}

function onOneLine(a: Glyph, b: Glyph): boolean {
  return a.turn === b.turn && Math.abs(a.y - b.y) < 0.3 * b.size;
}
