/** Affine maps as PDF writes them: `[a b c d e f]` takes (x, y) to (ax + cy + e, bx + dy + f). */

export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function composed(inner: Matrix, outer: Matrix): Matrix {
  return [
    inner[0] * outer[0] + inner[1] * outer[2],
    inner[0] * outer[1] + inner[1] * outer[3],
    inner[2] * outer[0] + inner[3] * outer[2],
    inner[2] * outer[1] + inner[3] * outer[3],
    inner[4] * outer[0] + inner[5] * outer[2] + outer[4],
    inner[4] * outer[1] + inner[5] * outer[3] + outer[5],
  ];
}

export function applied(matrix: Matrix, x: number, y: number): readonly [number, number] {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
}

/** Reads six numbers from an operator's arguments, however they are packed; the identity for anything else. */
export function matrixOf(values: unknown): Matrix {
  const list = toNumbers(values);
  return list.length === 6 && list.every(Number.isFinite) ? (list as unknown as Matrix) : IDENTITY;
}

function toNumbers(values: unknown): number[] {
  if (values instanceof Float32Array) return [...values];
  if (!Array.isArray(values)) return [];
  const first: unknown = values[0];
  return first instanceof Float32Array || Array.isArray(first) ? toNumbers(first) : (values as number[]);
}
