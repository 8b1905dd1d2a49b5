/** Signs that begin the items of a list. */

const BULLET = /^[•◦▪▫●○■□➢➤►▶‣⁃∙·◆◇❖✓✔–—*\-−]$/u;
const NUMBER = /^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}\.)$/i;

export interface MarkedText {
  /** As Markdown writes it: `-` or `3.`. */
  readonly marker: string;
  /** Characters of the text that the marker and the blanks after it take. */
  readonly length: number;
}

/** A text that is a marker and nothing else. */
export function isMarker(text: string): boolean {
  const trimmed = text.trim();
  return BULLET.test(trimmed) || NUMBER.test(trimmed) || /^\d+(?:\.\d+)*\.?$/.test(trimmed);
}

/** A dot, square or arrow, which hardly ever is the content of a cell as dashes and numbers are. */
export function isBullet(text: string): boolean {
  return /^[•◦▪▫●○■□➢➤►▶‣⁃❖]$/u.test(text.trim());
}

/** @param text of a line. */
export function markerOf(text: string): MarkedText | undefined {
  const found = /^(\S{1,6})(\s+)(?=\S)/u.exec(text);
  const sign = found?.[1];
  if (sign === undefined) return undefined;
  const length = found?.[0].length ?? 0;
  if (BULLET.test(sign)) return { marker: '-', length };
  if (!NUMBER.test(sign)) return undefined;
  const number = /\d+/.exec(sign)?.[0];
  return { marker: number === undefined ? '-' : `${number}.`, length: number === undefined ? 0 : length };
}
