/** Collects the straight lines of a page: strokes, thin boxes that stand for strokes, and the edges of shaded boxes. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { applied, type Matrix } from './matrix.js';
import type { Rule } from './page-model.js';

/** Figures have thousands of strokes and are no tables. */
const MAX_RULES = 3_000;
/** Boxes up to this thickness in points stand for a stroke. */
const THIN = 3;
/** Shorter strokes are parts of drawings. */
const SHORT = 4;

/** How pdfjs packs a path: an operation, then its coordinates. */
const COORDINATES: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

const STROKED = new Set([OPS.stroke, OPS.closeStroke, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke]);
const FILLED = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke]);

export interface RuleCollector {
  /** @returns how much is drawn, in numbers that the path takes; 0 for a path that leaves no ink. */
  add(args: readonly unknown[] | null, matrix: Matrix): number;
  rules(): readonly Rule[];
}

type Point = readonly [number, number];

/** How a path is painted. */
interface Paint {
  readonly isStroked: boolean;
  readonly isFilled: boolean;
}

export function createRuleCollector(): RuleCollector {
  const rules: Rule[] = [];
  return {
    add(args, matrix) {
      const paint = paintOf(args?.[0]);
      if (!paint.isStroked && !paint.isFilled) return 0;
      const path: unknown = Array.isArray(args?.[1]) ? (args[1] as readonly unknown[])[0] : undefined;
      if (!(path instanceof Float32Array)) return 0;
      addPath(rules, path, matrix, paint);
      return path.length;
    },
    rules: () => rules,
  };
}

function paintOf(operation: unknown): Paint {
  return {
    isStroked: typeof operation === 'number' && STROKED.has(operation),
    isFilled: typeof operation === 'number' && FILLED.has(operation),
  };
}

function addPath(rules: Rule[], path: Float32Array, matrix: Matrix, paint: Paint): void {
  let points: Point[] = [];
  let isStraight = true;
  const endSubpath = (isClosed: boolean): void => {
    if (isStraight && points.length > 1) addSubpath(rules, points, isClosed, paint);
    points = [];
    isStraight = true;
  };
  for (let at = 0; at < path.length && rules.length < MAX_RULES;) {
    const operation = path[at] ?? -1;
    const size = COORDINATES[operation];
    if (size === undefined) break;
    if (operation === 0) endSubpath(false);
    if (operation === 4) endSubpath(true);
    else if (size === 2) points.push(applied(matrix, path[at + 1] ?? 0, path[at + 2] ?? 0));
    else isStraight = false;
    at += size + 1;
  }
  endSubpath(false);
}

function addSubpath(rules: Rule[], corners: readonly Point[], isClosed: boolean, paint: Paint): void {
  const [first] = corners;
  const points = isClosed && paint.isStroked && first !== undefined ? [...corners, first] : corners;
  const isBox = corners.length >= 4 && corners.length <= 5 && (isClosed || paint.isFilled) && isAxisAligned(corners);
  if (isBox && paint.isFilled) {
    addBox(rules, points, !paint.isStroked);
    return;
  }
  for (let at = 1; at < points.length; at += 1) {
    const [from, to] = [points[at - 1], points[at]];
    if (from !== undefined && to !== undefined) addLine(rules, from, to);
  }
}

/** A thin box is a line; of others the edges are. @param shade the box is filled only. */
function addBox(rules: Rule[], corners: readonly Point[], shade: boolean): void {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (bottom - top <= THIN) addLine(rules, [left, (top + bottom) / 2], [right, (top + bottom) / 2]);
  else if (right - left <= THIN) addLine(rules, [(left + right) / 2, top], [(left + right) / 2, bottom]);
  else {
    addLine(rules, [left, top], [right, top], shade);
    addLine(rules, [left, bottom], [right, bottom], shade);
    addLine(rules, [left, top], [left, bottom], shade);
    addLine(rules, [right, top], [right, bottom], shade);
  }
}

/** Slanted lines are no rules. */
function addLine(rules: Rule[], [x0, y0]: Point, [x1, y1]: Point, shade = false): void {
  if (rules.length >= MAX_RULES) return;
  const [left, right, top, bottom] = [Math.min(x0, x1), Math.max(x0, x1), Math.min(y0, y1), Math.max(y0, y1)];
  if (bottom - top < 1 && right - left >= SHORT) {
    const y = (top + bottom) / 2;
    rules.push({ x0: left, y0: y, x1: right, y1: y, shade });
  } else if (right - left < 1 && bottom - top >= SHORT) {
    const x = (left + right) / 2;
    rules.push({ x0: x, y0: top, x1: x, y1: bottom, shade });
  }
}

function isAxisAligned(points: readonly Point[]): boolean {
  return points.every(([x, y], at) => {
    const next = points[at + 1];
    return next === undefined || Math.abs(next[0] - x) < 0.5 || Math.abs(next[1] - y) < 0.5;
  });
}
