/** A glyph where it lands on its page, and the font that draws it. */
import type { FontFacts } from './page-model.js';

/** A font as the interpreter needs it. */
export interface PageFont extends FontFacts {
  readonly vertical: boolean;
  /** Of one unit of a glyph's width. */
  readonly unit: number;
  /** Height of the font per unit of its size; 1 but for fonts that bring their own measure. */
  readonly height: number;
  /** Advance of a vertical glyph, in glyph units. */
  readonly verticalAdvance: number;
}

export interface Glyph {
  readonly text: string;
  /** Start and end on the baseline, in the direction of reading. */
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly font: PageFont;
  /** Quarter turns clockwise that its baseline is rotated by; 4 for anything between. */
  readonly turn: number;
  /** A blank was drawn before it. */
  readonly blankBefore: boolean;
  readonly mcid: number | undefined;
  readonly artifact: boolean;
}
