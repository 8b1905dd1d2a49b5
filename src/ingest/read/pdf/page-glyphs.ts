/** Plays a page's drawing instructions and notes where every glyph lands, and which straight lines are drawn. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Glyph } from './glyph.js';
import { composed, IDENTITY, matrixOf, type Matrix } from './matrix.js';
import { beginDrawing, type Canvas, type PageDrawing } from './page-drawing.js';
import { coversPage } from './page-geometry.js';
import type { Rule } from './page-model.js';
import { showText } from './shown-text.js';
import { withUnknownBullets } from './unknown-bullets.js';

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

type Operands = readonly unknown[] | null;
type Operation = (drawing: PageDrawing, operands: Operands) => void;

/** Shapes of fewer numbers than this are the lines of headers and boxes; text drawn as outlines takes thousands. */
const MANY_SHAPES = 1_000;
const MAX_NESTING = 200;

/** Instructions by pdfjs's number; all others leave neither text nor lines. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [OPS.save, save],
  [OPS.restore, restore],
  [OPS.transform, transform],
  [OPS.paintFormXObjectBegin, beginForm],
  [OPS.paintFormXObjectEnd, endForm],
  [OPS.beginText, beginText],
  [OPS.setFont, setFont],
  [OPS.setGState, setGraphicsState],
  [OPS.setCharSpacing, setting('charSpacing')],
  [OPS.setWordSpacing, setting('wordSpacing')],
  [OPS.setHScale, setting('scale', (percent) => percent / 100)],
  [OPS.setLeading, setting('leading', (value) => -value)],
  [OPS.setTextRise, setting('rise')],
  [OPS.setTextMatrix, setTextMatrix],
  [OPS.moveText, nextLineAt],
  [OPS.setLeadingMoveText, setLeadingAndMove],
  [OPS.nextLine, nextLine],
  [OPS.showText, show],
  [OPS.beginMarkedContent, beginMarkedContent],
  [OPS.beginMarkedContentProps, beginMarkedContent],
  [OPS.endMarkedContent, endMarkedContent],
  [OPS.constructPath, constructPath],
  [OPS.paintImageXObject, paintPicture],
  [OPS.paintInlineImageXObject, paintPicture],
  [OPS.paintImageMaskXObject, paintPicture],
  [OPS.paintImageXObjectRepeat, paintPicture],
  [OPS.shadingFill, paintPicture],
]);

export function readGlyphs({ fnArray, argsArray }: Instructions, canvas: Canvas): PageGlyphs {
  const drawing = beginDrawing(canvas);
  for (let at = 0; at < fnArray.length; at += 1) {
    OPERATIONS.get(fnArray[at] ?? -1)?.(drawing, argsArray[at] as Operands);
  }
  return {
    glyphs: withUnknownBullets(drawing.glyphs, drawing.signs),
    rules: drawing.rules.rules(),
    unmapped: drawing.unmapped,
    drawn: drawing.hasPicture || drawing.shapes >= MANY_SHAPES,
  };
}

/** 0 for what is no number. */
function numberAt(operands: Operands, place: number): number {
  const value = operands?.[place];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function save({ state, saved }: PageDrawing): void {
  if (saved.length < MAX_NESTING) saved.push({ ...state });
}

function restore(drawing: PageDrawing): void {
  if (drawing.frame !== undefined) drawing.hasPicture ||= coversPage(drawing.frame, drawing.page);
  drawing.frame = undefined;
  drawing.state = drawing.saved.pop() ?? drawing.state;
}

function transform(drawing: PageDrawing, operands: Operands): void {
  const { state } = drawing;
  state.matrix = composed(matrixOf(operands), state.matrix);
  drawing.frame = state.matrix;
}

function beginForm(drawing: PageDrawing, operands: Operands): void {
  save(drawing);
  drawing.state.matrix = composed(matrixOf(operands?.[0]), drawing.state.matrix);
}

function endForm(drawing: PageDrawing): void {
  drawing.state = drawing.saved.pop() ?? drawing.state;
}

function beginText(drawing: PageDrawing): void {
  moveLine(drawing, IDENTITY);
  drawing.frame = undefined;
}

function setFont({ state, fontOf }: PageDrawing, operands: Operands): void {
  state.font = fontOf(String(operands?.[0]));
  state.size = numberAt(operands, 1);
}

/** Of the settings only the font matters. */
function setGraphicsState({ state, fontOf }: PageDrawing, operands: Operands): void {
  const entries = Array.isArray(operands?.[0]) ? (operands[0] as readonly unknown[]) : [];
  for (const entry of entries) {
    if (!Array.isArray(entry) || entry[0] !== 'Font' || !Array.isArray(entry[1])) continue;
    const [name, size] = entry[1] as readonly unknown[];
    state.font = fontOf(String(name));
    state.size = typeof size === 'number' ? size : state.size;
  }
}

function setting(
  name: 'charSpacing' | 'wordSpacing' | 'scale' | 'leading' | 'rise',
  kept = (value: number): number => value,
): Operation {
  return ({ state }, operands) => {
    state[name] = kept(numberAt(operands, 0));
  };
}

function moveLine(drawing: PageDrawing, matrix: Matrix): void {
  drawing.lineMatrix = matrix;
  drawing.textMatrix = matrix;
}

function moveLineBy(drawing: PageDrawing, x: number, y: number): void {
  moveLine(drawing, composed([1, 0, 0, 1, x, y], drawing.lineMatrix));
}

function setTextMatrix(drawing: PageDrawing, operands: Operands): void {
  moveLine(drawing, matrixOf(operands));
}

function nextLineAt(drawing: PageDrawing, operands: Operands): void {
  moveLineBy(drawing, numberAt(operands, 0), numberAt(operands, 1));
}

function setLeadingAndMove(drawing: PageDrawing, operands: Operands): void {
  drawing.state.leading = numberAt(operands, 1);
  nextLineAt(drawing, operands);
}

function nextLine(drawing: PageDrawing): void {
  moveLineBy(drawing, 0, drawing.state.leading);
}

function show(drawing: PageDrawing, operands: Operands): void {
  showText(drawing, operands?.[0]);
}

/** What is inside belongs to what is around it. */
function beginMarkedContent({ marks }: PageDrawing, operands: Operands): void {
  const outer = marks.at(-1);
  const mcid = operands?.[1];
  marks.push({
    mcid: typeof mcid === 'number' ? mcid : outer?.mcid,
    artifact: operands?.[0] === 'Artifact' || outer?.artifact === true,
  });
}

function endMarkedContent({ marks }: PageDrawing): void {
  marks.pop();
}

/** A path that only clips may stand between a picture's frame and the picture. */
function constructPath(drawing: PageDrawing, operands: Operands): void {
  const size = drawing.rules.add(operands, drawing.state.matrix);
  drawing.shapes += size;
  if (size > 0) drawing.frame = undefined;
}

function paintPicture(drawing: PageDrawing): void {
  drawing.hasPicture = true;
}
