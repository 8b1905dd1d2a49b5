/** A page while its drawing instructions are played: what PDF calls the graphics state, and what was drawn so far. */
import type { GlyphText } from './glyph-text.js';
import type { Glyph, PageFont } from './glyph.js';
import { IDENTITY, type Matrix } from './matrix.js';
import type { PageSize } from './page-geometry.js';
import { createRuleCollector, type RuleCollector } from './page-rules.js';
import type { UnknownSign } from './unknown-bullets.js';

/** What `save` keeps and `restore` brings back. */
export interface GraphicsState {
  matrix: Matrix;
  font: PageFont | undefined;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

/** Marked content that is open. */
export interface Mark {
  readonly mcid: number | undefined;
  readonly artifact: boolean;
}

/** What the instructions are played on. */
export interface Canvas {
  readonly page: PageSize & {
    /** Maps the page's own measure to points from its top left, rotation included. */
    readonly viewport: Matrix;
  };
  /** By pdfjs's name. */
  readonly fontOf: (name: string) => PageFont | undefined;
  readonly glyphText: (unicode: string) => GlyphText;
}

export interface PageDrawing extends Canvas {
  state: GraphicsState;
  readonly saved: GraphicsState[];
  readonly marks: Mark[];
  /** Where the next glyph goes. */
  textMatrix: Matrix;
  lineMatrix: Matrix;
  /** A blank was drawn since the last glyph. */
  isBlankBefore: boolean;
  /** Made for a picture that has not been painted yet. */
  frame: Matrix | undefined;
  readonly glyphs: Glyph[];
  /** Glyphs whose font does not say what they mean. */
  readonly signs: UnknownSign[];
  readonly rules: RuleCollector;
  unmapped: number;
  hasPicture: boolean;
  /** Numbers that the shapes take. */
  shapes: number;
}

export function beginDrawing(canvas: Canvas): PageDrawing {
  return {
    ...canvas,
    state: {
      matrix: canvas.page.viewport,
      font: undefined,
      size: 1,
      charSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      leading: 0,
      rise: 0,
    },
    saved: [],
    marks: [],
    textMatrix: IDENTITY,
    lineMatrix: IDENTITY,
    isBlankBefore: false,
    frame: undefined,
    glyphs: [],
    signs: [],
    rules: createRuleCollector(),
    unmapped: 0,
    hasPicture: false,
    shapes: 0,
  };
}
