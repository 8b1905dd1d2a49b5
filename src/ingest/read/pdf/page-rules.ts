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

export function createRuleCollector(): RuleCollector {
  const rules: Rule[] = [];

  function line(x0: number, y0: number, x1: number, y1: number, shade = false): void {
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

  function box(left: number, top: number, right: number, bottom: number, shade: boolean): void {
    if (bottom - top <= THIN) line(left, (top + bottom) / 2, right, (top + bottom) / 2);
    else if (right - left <= THIN) line((left + right) / 2, top, (left + right) / 2, bottom);
    else {
      line(left, top, right, top, shade);
      line(left, bottom, right, bottom, shade);
      line(left, top, left, bottom, shade);
      line(right, top, right, bottom, shade);
    }
  }

  function subpath(
    points: readonly (readonly [number, number])[],
    isBox: boolean,
    isFilled: boolean,
    shade: boolean,
  ): void {
    if (isFilled && isBox) {
      const xs = points.map(([x]) => x);
      const ys = points.map(([, y]) => y);
      box(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), shade);
      return;
    }
    for (let at = 1; at < points.length; at += 1) {
      const [from, to] = [points[at - 1], points[at]];
      if (from !== undefined && to !== undefined) line(...from, ...to);
    }
  }

  return {
    add(args, matrix) {
      const paint = args?.[0];
      const isStroked = typeof paint === 'number' && STROKED.has(paint);
      const isFilled = typeof paint === 'number' && FILLED.has(paint);
      if (!isStroked && !isFilled) return 0;
      const path: unknown = Array.isArray(args?.[1]) ? (args[1] as readonly unknown[])[0] : undefined;
      if (!(path instanceof Float32Array)) return 0;
      let points: (readonly [number, number])[] = [];
      let straight = true;
      const flush = (closed: boolean): void => {
        const [first] = points;
        if (straight && first !== undefined && points.length > 1) {
          const isBox = points.length >= 4 && points.length <= 5 && (closed || isFilled);
          subpath(
            closed && isStroked ? [...points, first] : points,
            isBox && isAxisAligned(points),
            isFilled,
            !isStroked,
          );
        }
        points = [];
        straight = true;
      };
      for (let at = 0; at < path.length && rules.length < MAX_RULES;) {
        const operation = path[at] ?? -1;
        const size = COORDINATES[operation];
        if (size === undefined) break;
        if (operation === 0) flush(false);
        if (operation === 4) flush(true);
        else if (size === 2) points.push(applied(matrix, path[at + 1] ?? 0, path[at + 2] ?? 0));
        else straight = false;
        at += size + 1;
      }
      flush(false);
      return path.length;
    },
    rules: () => rules,
  };
}

function isAxisAligned(points: readonly (readonly [number, number])[]): boolean {
  return points.every(([x, y], at) => {
    const next = points[at + 1];
    return next === undefined || Math.abs(next[0] - x) < 0.5 || Math.abs(next[1] - y) < 0.5;
  });
}
