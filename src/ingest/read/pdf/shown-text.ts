/** Notes where each glyph of a text lands that is shown on a page. */
import type { Glyph, PageFont } from './glyph.js';
import { applied, composed, type Matrix } from './matrix.js';
import type { Mark, PageDrawing } from './page-drawing.js';
import { isOnPage, turned, turnOf } from './page-geometry.js';

interface DrawnGlyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
  readonly vmetric?: readonly number[] | null;
}

/** A text that is shown at once. */
interface TextRun {
  readonly font: PageFont;
  readonly size: number;
  readonly scale: number;
  /** From the text to the page. */
  readonly device: Matrix;
  readonly stretch: number;
  /** Of its glyphs on the page. */
  readonly height: number;
  readonly turn: number;
  readonly mark: Mark | undefined;
  /** How far it has come. */
  along: number;
}

/** What a glyph without a meaning is written as where it begins an item of a list. */
const BULLET = '•';
/** More glyphs than this on one page are a drawing or an attack. */
const MAX_GLYPHS = 200_000;

/** @param shown glyphs as pdfjs gives them, with distances between them in thousandths. */
export function showText(drawing: PageDrawing, shown: unknown): void {
  const { font } = drawing.state;
  if (font === undefined || !Array.isArray(shown)) return;
  const run = beginRun(drawing, font);
  for (const item of shown as readonly (DrawnGlyph | number | null)[]) {
    if (typeof item === 'number') run.along -= (item / 1000) * run.size * (font.vertical ? 1 : run.scale);
    else if (item !== null) showGlyph(drawing, run, item);
  }
  const { along } = run;
  drawing.textMatrix = composed(font.vertical ? [1, 0, 0, 1, 0, -along] : [1, 0, 0, 1, along, 0], drawing.textMatrix);
}

function beginRun({ state, textMatrix, marks }: PageDrawing, font: PageFont): TextRun {
  const { size, scale } = state;
  const device = composed(textMatrix, state.matrix);
  return {
    font,
    size,
    scale,
    device,
    stretch: Math.hypot(device[0], device[1]),
    height: Math.abs(size) * Math.hypot(device[2], device[3]) * font.height,
    turn: font.vertical ? 1 : turnOf(device[0], device[1], size),
    mark: marks.at(-1),
    along: 0,
  };
}

function showGlyph(drawing: PageDrawing, run: TextRun, item: DrawnGlyph): void {
  const { state, glyphs, signs } = drawing;
  const { font } = run;
  const spacing = state.charSpacing + (item.isSpace === true ? state.wordSpacing : 0);
  const ink = font.vertical
    ? -(item.vmetric?.[0] ?? font.verticalAdvance) * font.unit * run.size - spacing
    : (item.width ?? 0) * font.unit * run.size * run.scale;
  const { text, unmapped } = drawing.glyphText(item.unicode ?? '');
  if (unmapped) drawing.unmapped += 1;
  if (unmapped && text === '' && ink !== 0) {
    const glyph = glyphAt(drawing, run, BULLET, ink);
    if (glyph !== undefined) signs.push({ glyph, at: glyphs.length });
  } else if (text.trim() === '') drawing.isBlankBefore ||= text !== '';
  else {
    const glyph = glyphAt(drawing, run, text, ink);
    if (glyph !== undefined) {
      glyphs.push(glyph);
      drawing.isBlankBefore = false;
    }
  }
  run.along += font.vertical ? ink : ink + spacing * run.scale;
}

/** Undefined beside the page, and where there are too many. */
function glyphAt(drawing: PageDrawing, run: TextRun, text: string, ink: number): Glyph | undefined {
  const { state, page, glyphs, signs } = drawing;
  if (glyphs.length + signs.length >= MAX_GLYPHS) return undefined;
  const { font, along, turn, mark } = run;
  const [x, y] = font.vertical ? applied(run.device, 0, state.rise - along) : applied(run.device, along, state.rise);
  if (!isOnPage(x, y, page)) return undefined;
  const length = Math.abs(ink) * run.stretch;
  const [flowX, flowY] = turned(x, y, turn, page);
  const start = run.size < 0 ? flowX - length : flowX;
  return {
    text,
    x0: start,
    x1: start + length,
    y: flowY,
    size: run.height,
    font,
    turn,
    blankBefore: drawing.isBlankBefore,
    mcid: mark?.mcid,
    artifact: mark?.artifact === true,
  };
}
