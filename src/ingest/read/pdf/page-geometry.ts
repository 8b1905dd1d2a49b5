/** Where things stand on a page, in points. */
import type { Matrix } from './matrix.js';

/** Share of the page that an unpainted frame must cover to be taken for a picture that was left out. */
const PICTURE_SHARE = 0.02;

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Directions within ten degrees of a quarter turn count as that turn. */
export function turnOf(a: number, b: number, size: number): number {
  const sign = size < 0 ? -1 : 1;
  const [x, y] = [a * sign, b * sign];
  const small = 0.18;
  if (Math.abs(y) <= Math.abs(x) * small) return x >= 0 ? 0 : 2;
  if (Math.abs(x) <= Math.abs(y) * small) return y >= 0 ? 1 : 3;
  return 4;
}

/** Where a point lies once the page is turned so that its text runs to the right. */
export function turned(x: number, y: number, turn: number, page: PageSize): readonly [number, number] {
  if (turn === 1) return [y, page.width - x];
  if (turn === 2) return [page.width - x, page.height - y];
  if (turn === 3) return [page.height - y, x];
  return [x, y];
}

/** A little beyond the edge still counts. */
export function isOnPage(x: number, y: number, page: PageSize): boolean {
  const margin = 2;
  return x >= -margin && x <= page.width + margin && y >= -margin && y <= page.height + margin;
}

/** Pictures are not decoded, so that only the frame that was made for one shows where it stood. */
export function coversPage(frame: Matrix, page: PageSize): boolean {
  const area = Math.abs(frame[0] * frame[3] - frame[1] * frame[2]);
  return area >= page.width * page.height * PICTURE_SHARE;
}
