/** Makes sure that chunks stand on the pages that they name: a citation that leads to the wrong page is worse than none. */
import { PagesMismatchError } from '../../errors.js';
import type { FilePassage } from '../chunk/chunk-file.js';
import type { ReadFile, ReadPage } from '../read/page-reader.js';

/** Share of a chunk's words that may be missing on its pages: readers rewrite markup, entities and broken words. */
const TOLERATED = 0.1;
/** Fewer missing words than this prove nothing. */
const MIN_MISSING = 3;
/** Missing words that a message names. */
const SHOWN = 8;

interface PageWords {
  readonly words: ReadonlySet<string>;
  /** All letters and digits in a row, for words that a line or page broke in two. */
  readonly letters: string;
}

/** @throws PagesMismatchError */
export type PageCheck = (passage: Pick<FilePassage, 'text' | 'firstPage' | 'lastPage'>) => void;

/** @param name of the file, for messages. Files without pages pass. */
export function createPageCheck({ pages, blocks }: Pick<ReadFile, 'pages' | 'blocks'>, name: string): PageCheck {
  const byIndex = new Map<number, ReadPage>(pages.map((page) => [page.index, page]));
  const known = new Map<number, PageWords>();
  const headers = headerWords(blocks);

  function wordsOfPage(index: number): PageWords | undefined {
    const found = known.get(index);
    const page = byIndex.get(index);
    if (found !== undefined || page === undefined) return found;
    const words = wordsOf(page.text);
    const read = { words: new Set(words), letters: words.join('') };
    known.set(index, read);
    return read;
  }

  return ({ text, firstPage, lastPage }) => {
    if (pages.length === 0 || firstPage === undefined) return;
    const last = lastPage ?? firstPage;
    const on: PageWords[] = [];
    for (let index = firstPage; index <= last; index += 1) on.push(wordsOfPage(index) ?? EMPTY);
    const words = wordsOf(text);
    const missing = words.filter((word) => !isOn(word, on) && !headers.has(word));
    if (missing.length < MIN_MISSING || missing.length <= words.length * TOLERATED) return;
    const shown = [...new Set(missing)].slice(0, SHOWN);
    throw new PagesMismatchError(
      `${name}: a chunk of ${pageNames(firstPage, last)} holds words that are not there: ${shown.join(', ')}. Please report the file.`,
      { name, firstPage, lastPage: last, missing: shown },
    );
  };
}

const EMPTY: PageWords = { words: new Set(), letters: '' };

function pageNames(first: number, last: number): string {
  return first === last ? `page ${String(first)}` : `pages ${String(first)} to ${String(last)}`;
}

/** As a word; as a part of the letters where a break was repaired; over the end of a page as two parts. */
function isOn(word: string, pages: readonly PageWords[]): boolean {
  if (pages.some((page) => page.words.has(word) || (word.length > 3 && page.letters.includes(word)))) return true;
  if (pages.length < 2 || word.length < 4) return false;
  for (let at = 2; at <= word.length - 2; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    const isSplit = pages.some(
      (page, place) => page.letters.includes(head) && (pages[place + 1]?.letters.includes(tail) ?? false),
    );
    if (isSplit) return true;
  }
  return false;
}

/** The parts of a table that was split repeat its header, also on later pages. */
function headerWords(blocks: ReadFile['blocks']): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { kind, text } of blocks) {
    if (kind !== 'table') continue;
    for (const word of wordsOf(text.slice(0, Math.max(0, text.indexOf('\n'))))) words.add(word);
  }
  return words;
}

/** Without markup: addresses of links, tags. An escaped bracket is text, and begins no tag. */
function wordsOf(markdown: string): string[] {
  return (
    markdown
      .replace(/\]\([^)\n]{0,2000}\)/g, '] ')
      .replace(/(?<!\\)<[^<>\n]{0,500}>/g, ' ')
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
