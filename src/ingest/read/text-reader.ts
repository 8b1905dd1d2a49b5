/** Readers for plain text and, conservatively, for every other file that is text. */
import { decodeText } from './decode.js';
import { titleFromName } from './file-title.js';
import { takePageMarks } from './page-marks.js';
import type { PageReader, ReadBlock, ReadFile } from './page-reader.js';
import { pagesOf, spanOf } from './page-spans.js';

/** Prose: paragraphs between blank lines; what is laid out with blanks or drawn is kept as code. */
export const textReader: PageReader = { read: (bytes, name) => readText(bytes, name, isLaidOut, '') };

/** Configuration, scripts, tables of data: all of it is code, in the language of the file's ending. */
export const sourceReader: PageReader = {
  read: (bytes, name) => readText(bytes, name, () => true, /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''),
};

function readText(bytes: Uint8Array, name: string, isCode: (paragraph: string) => boolean, language: string): ReadFile {
  const { text, guessedCharset } = decodeText(bytes, name);
  const { text: unmarked, pages } = takePageMarks(text, { fences: false });
  const blocks: ReadBlock[] = paragraphsOf(unmarked).map((paragraph) => ({
    ...(isCode(paragraph.text)
      ? { kind: 'code' as const, text: fenced(paragraph.text, language) }
      : { kind: 'paragraph' as const, text: paragraph.text.trim() }),
    section: null,
    ...spanOf(pages, paragraph.firstLine, paragraph.lastLine),
  }));
  return {
    title: titleFromName(name),
    frontMatter: {},
    warnings: guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`],
    pages: pagesOf(pages, unmarked),
    sections: [],
    blocks,
  };
}

interface Paragraph {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const lines = text.split('\n');
  let first: number | undefined;
  for (let at = 0; at <= lines.length; at += 1) {
    const isBlank = (lines[at] ?? '').trim() === '';
    if (!isBlank) first ??= at;
    else if (first !== undefined) {
      paragraphs.push({ text: lines.slice(first, at).join('\n'), firstLine: first, lastLine: at - 1 });
      first = undefined;
    }
  }
  return paragraphs;
}

function isLaidOut(paragraph: string): boolean {
  const lines = paragraph.split('\n');
  const laidOut = lines.filter((line) => /^(?: {4}|\t)|\S {3,}\S|[|+]-{2,}|^[ \t]*[.~]{2}[ \t]/.test(line)).length;
  return laidOut * 2 > lines.length;
}

function fenced(code: string, language: string): string {
  const fence = code.includes('```') ? '~~~~' : '```';
  return `${fence}${language}\n${code}\n${fence}`;
}
