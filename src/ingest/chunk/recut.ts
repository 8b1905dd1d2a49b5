/**
 * How a document would be cut with other limits, made from the text that is indexed: for looking only, nothing is written.
 * The borders that there are now stay where a block had to be split; tokens are estimated from those that were counted.
 */
import type { BlockKind, ReadBlock } from '../read/page-reader.js';
import { scanLines } from '../read/parts/lines.js';
import { chunkFile, type ChunkLimits, type FilePassage } from './chunk-file.js';

export interface IndexedPassage {
  /** Passages of different files are never joined. */
  readonly fileId: number;
  readonly headingPath: readonly string[];
  readonly text: string;
  readonly tokens: number;
}

const kindOf = (text: string, inCode: boolean): BlockKind => {
  if (inCode) return 'code';
  if (text.startsWith('|')) return 'table';
  if (text.startsWith('>')) return 'quote';
  return /^(?:[-*+]|\d{1,9}[.)])[ \t]/u.test(text) ? 'list' : 'paragraph';
};

/** Blocks are parted by empty lines outside of code. */
function blocksOf(text: string, section: number): ReadBlock[] {
  const blocks: { kind: BlockKind; lines: string[] }[] = [];
  let isOpen = false;
  for (const line of scanLines(text)) {
    if (line.text.trim() === '' && !line.inCode) {
      isOpen = false;
      continue;
    }
    if (!isOpen) blocks.push({ kind: kindOf(line.text, line.inCode), lines: [] });
    blocks.at(-1)?.lines.push(line.text);
    isOpen = true;
  }
  return blocks.map(({ kind, lines }) => ({ kind, text: lines.join('\n'), section }));
}

const wordsIn = (text: string): number => text.split(/\s+/u).length;

export type RecutPassage = Pick<FilePassage, 'text' | 'headingPath' | 'tokens'>;

/** @param passages of one document, in reading order. */
export function recut(passages: readonly IndexedPassage[], limits: ChunkLimits): RecutPassage[] {
  const tokens = passages.reduce((sum, passage) => sum + passage.tokens, 0);
  const words = passages.reduce((sum, { text }) => sum + wordsIn(text), 0);
  const perWord = tokens / words;
  const places = passages.map(({ fileId, headingPath }) => JSON.stringify([fileId, headingPath]));
  let section = -1;
  const headings: (readonly string[])[] = [];
  const blocks = passages.flatMap(({ text, headingPath }, at) => {
    if (places[at] !== places[at - 1]) {
      section += 1;
      headings.push(headingPath);
    }
    return blocksOf(text, section);
  });
  const sections = headings.map((path, at) => ({
    ...{ depth: 1, heading: path.at(-1) ?? '', anchor: String(at), parent: null },
  }));
  const file = { title: '', frontMatter: {}, warnings: [], pages: [], sections, blocks };
  const countTokens = (text: string): number => Math.ceil(wordsIn(text) * perWord);
  return chunkFile(file, { countTokens, productName: '', limits }).map((passage) => ({
    text: passage.text,
    tokens: passage.tokens,
    headingPath: headings[passage.section ?? 0] ?? [],
  }));
}
