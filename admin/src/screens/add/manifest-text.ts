/** The text of a manifest as its editor handles it: places in it, and entries that are put in. What it means is for the service to say. */

/** Characters that the service takes; longer ones are read from files only. */
export const mostCharacters = 262_144;

/** Where a line and a column (both from 1) are; the nearest place where there is no such one. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end < 0 ? text.length : end);
}

export const lineCount = (text: string): number => text.split('\n').length;

/** Names that mean themselves; others are written in quotes. */
const plain = /^[\p{L}\p{N}_.][\p{L}\p{N}_./()+ -]*$/u;
const written = (path: string): string => (plain.test(path) && path === path.trim() ? path : JSON.stringify(path));

export interface Inserted {
  readonly text: string;
  /** Where the name of the product is to be written, or the path if it is not known. */
  readonly caret: number;
}

const isOfList = (line: string): boolean => line.trim() === '' || /^(\s|- |-$|#)/.test(line);

/**
 * Adds an entry at the end of `entries`; comments and the form of everything else stay.
 * @param path empty if it is not known.
 * @returns null where the entries are no list of lines that begin with "- ".
 */
export function insertEntry(text: string, path: string): Inserted | null {
  if (/^\s*[[{]/.test(text)) return null;
  const lines = text.trimEnd() === '' ? [] : text.trimEnd().split('\n');
  let head = lines.findIndex((line) => /^entries\s*:/.test(line));
  if (head >= 0 && !/^entries\s*:\s*(#.*)?$/.test(lines[head] ?? '')) return null;
  if (head < 0) head = lines.push('entries:') - 1;
  let last = head;
  let indent: string | undefined;
  for (let at = head + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (!isOfList(line)) break;
    indent ??= /^( *)-( |$)/.exec(line)?.[1];
    // Comments at the margin belong to what comes behind them.
    if (line.trim() !== '' && !line.startsWith('#')) last = at;
  }
  const before = indent ?? '  ';
  const pathLine = `${before}- path: ${path === '' ? '' : written(path)}`;
  const productLine = `${before}  product: `;
  const above = lines.slice(0, last + 1);
  const whole = [...above, pathLine, productLine, `${before}  version: `, ...lines.slice(last + 1)];
  const upTo = [...above, pathLine, ...(path === '' ? [] : [productLine])].join('\n').length;
  return { text: `${whole.join('\n')}\n`, caret: upTo };
}

/** A manifest that is being written. */
export interface ManifestDraft {
  readonly text: string;
  /** What the plan that is shown was made with; null if with none. */
  readonly planned: string | null;
  /** What would not be lost. */
  readonly kept: string;
}

export function openDraft(given: string, isPlanned: boolean): ManifestDraft {
  const text = given.replaceAll('\r\n', '\n');
  return { text, planned: isPlanned ? text : null, kept: text };
}

export const isLosable = ({ text, kept }: ManifestDraft): boolean => text !== kept;

/** Where nothing better is known. */
export const emptyManifest = insertEntry('vendor: \n', '.')?.text ?? '';
