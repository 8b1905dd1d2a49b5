/** Plays a page's drawing instructions and notes where every glyph lands, and which straight lines are drawn. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { GlyphText } from './glyph-text.js';
import type { Glyph, PageFont } from './glyph.js';
import { applied, composed, IDENTITY, matrixOf, type Matrix } from './matrix.js';
import { coversPage, isOnPage, turned, turnOf } from './page-geometry.js';
import { createRuleCollector } from './page-rules.js';
import type { Rule } from './page-model.js';
import { withUnknownBullets, type UnknownSign } from './unknown-bullets.js';

export interface PageGlyphs {
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  readonly unmapped: number;
  readonly drawn: boolean;
}

export interface Instructions {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

interface DrawnGlyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
  readonly vmetric?: readonly number[] | null;
}

interface GraphicsState {
  matrix: Matrix;
  font: PageFont | undefined;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

interface Mark {
  readonly mcid: number | undefined;
  readonly artifact: boolean;
}

/** What a glyph without a meaning is written as where it begins an item of a list. */
const BULLET = '•';
/** More glyphs than this on one page are a drawing or an attack. */
const MAX_GLYPHS = 200_000;
/** Shapes of fewer numbers than this are the lines of headers and boxes; text drawn as outlines takes thousands. */
const MANY_SHAPES = 1_000;
const MAX_NESTING = 200;

/**
 * @param viewport maps the page's own measure to points from its top left, rotation included.
 * @param fontOf by pdfjs's name.
 */
export function readGlyphs(
  { fnArray, argsArray }: Instructions,
  page: { readonly viewport: Matrix; readonly width: number; readonly height: number },
  fontOf: (name: string) => PageFont | undefined,
  glyphText: (unicode: string) => GlyphText,
): PageGlyphs {
  const glyphs: Glyph[] = [];
  const signs: UnknownSign[] = [];
  const rules = createRuleCollector();
  let unmapped = 0;
  let drawn = false;
  let shapes = 0;
  let state: GraphicsState = {
    matrix: page.viewport,
    font: undefined,
    size: 1,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  const saved: GraphicsState[] = [];
  const marks: Mark[] = [];
  let text: Matrix = IDENTITY;
  let lineStart: Matrix = IDENTITY;
  let blank = false;
  let frame: Matrix | undefined;

  function moveText(x: number, y: number): void {
    lineStart = composed([1, 0, 0, 1, x, y], lineStart);
    text = lineStart;
  }

  function show(shown: unknown): void {
    const { font } = state;
    if (font === undefined || !Array.isArray(shown)) return;
    const { size, scale } = state;
    const device = composed(text, state.matrix);
    const stretch = Math.hypot(device[0], device[1]);
    const height = Math.abs(size) * Math.hypot(device[2], device[3]) * font.height;
    const turn = font.vertical ? 1 : turnOf(device[0], device[1], size);
    const mark = marks.at(-1);
    const backwards = size < 0;
    let along = 0;
    for (const item of shown as readonly (DrawnGlyph | number | null)[]) {
      if (typeof item === 'number') {
        along -= (item / 1000) * size * (font.vertical ? 1 : scale);
        continue;
      }
      if (item === null) continue;
      const spacing = state.charSpacing + (item.isSpace === true ? state.wordSpacing : 0);
      const width = font.vertical
        ? -(item.vmetric?.[0] ?? font.verticalAdvance) * font.unit * size - spacing
        : (item.width ?? 0) * font.unit * size * scale + spacing * scale;
      const ink = font.vertical ? width : (item.width ?? 0) * font.unit * size * scale;
      const read = glyphText(item.unicode ?? '');
      if (read.unmapped) unmapped += 1;
      const isUnknown = read.unmapped && read.text === '' && ink !== 0;
      if (read.text.trim() === '' && !isUnknown) blank ||= read.text !== '';
      else if (glyphs.length + signs.length < MAX_GLYPHS) {
        const [x, y] = font.vertical ? applied(device, 0, state.rise - along) : applied(device, along, state.rise);
        const length = Math.abs(ink) * stretch;
        if (isOnPage(x, y, page)) {
          const [flowX, flowY] = turned(x, y, turn, page);
          const start = backwards ? flowX - length : flowX;
          const glyph: Glyph = {
            text: isUnknown ? BULLET : read.text,
            x0: start,
            x1: start + length,
            y: flowY,
            size: height,
            font,
            turn,
            blankBefore: blank,
            mcid: mark?.mcid,
            artifact: mark?.artifact === true,
          };
          if (isUnknown) signs.push({ glyph, at: glyphs.length });
          else {
            glyphs.push(glyph);
            blank = false;
          }
        }
      }
      along += width;
    }
    text = font.vertical ? composed([1, 0, 0, 1, 0, -along], text) : composed([1, 0, 0, 1, along, 0], text);
  }

  for (let at = 0; at < fnArray.length; at += 1) {
    const args = argsArray[at] as readonly unknown[] | null;
    const number = (place: number): number => {
      const value = args?.[place];
      return typeof value === 'number' && Number.isFinite(value) ? value : 0;
    };
    switch (fnArray[at]) {
      case OPS.save:
        if (saved.length < MAX_NESTING) saved.push({ ...state });
        break;
      case OPS.restore:
        if (frame !== undefined) drawn ||= coversPage(frame, page);
        frame = undefined;
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = composed(matrixOf(args), state.matrix);
        frame = state.matrix;
        break;
      case OPS.paintFormXObjectBegin:
        if (saved.length < MAX_NESTING) saved.push({ ...state });
        state.matrix = composed(matrixOf(args?.[0]), state.matrix);
        break;
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.beginText:
        text = IDENTITY;
        lineStart = IDENTITY;
        frame = undefined;
        break;
      case OPS.setFont:
        state.font = fontOf(String(args?.[0]));
        state.size = number(1);
        break;
      case OPS.setGState: {
        const entries = Array.isArray(args?.[0]) ? (args[0] as readonly unknown[]) : [];
        for (const entry of entries) {
          if (!Array.isArray(entry) || entry[0] !== 'Font' || !Array.isArray(entry[1])) continue;
          const [name, size] = entry[1] as readonly unknown[];
          state.font = fontOf(String(name));
          state.size = typeof size === 'number' ? size : state.size;
        }
        break;
      }
      case OPS.setCharSpacing:
        state.charSpacing = number(0);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = number(0);
        break;
      case OPS.setHScale:
        state.scale = number(0) / 100;
        break;
      case OPS.setLeading:
        state.leading = -number(0);
        break;
      case OPS.setTextRise:
        state.rise = number(0);
        break;
      case OPS.setTextMatrix:
        text = matrixOf(args);
        lineStart = text;
        break;
      case OPS.moveText:
        moveText(number(0), number(1));
        break;
      case OPS.setLeadingMoveText:
        state.leading = number(1);
        moveText(number(0), number(1));
        break;
      case OPS.nextLine:
        moveText(0, state.leading);
        break;
      case OPS.showText:
        show(args?.[0]);
        break;
      case OPS.beginMarkedContent:
      case OPS.beginMarkedContentProps: {
        const outer = marks.at(-1);
        const mcid = args?.[1];
        const tag = args?.[0];
        marks.push({
          mcid: typeof mcid === 'number' ? mcid : outer?.mcid,
          artifact: tag === 'Artifact' || outer?.artifact === true,
        });
        break;
      }
      case OPS.endMarkedContent:
        marks.pop();
        break;
      case OPS.constructPath: {
        // A path that only clips may stand between a picture's frame and the picture.
        const drawing = rules.add(args, state.matrix);
        shapes += drawing;
        if (drawing > 0) frame = undefined;
        break;
      }
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintImageXObjectRepeat:
      case OPS.shadingFill:
        drawn = true;
        break;
    }
  }
  return {
    glyphs: withUnknownBullets(glyphs, signs),
    rules: rules.rules(),
    unmapped,
    drawn: drawn || shapes >= MANY_SHAPES,
  };
}
