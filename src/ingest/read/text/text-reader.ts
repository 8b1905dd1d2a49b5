/** Readers for plain text and, conservatively, for every other file that is text. */
import { decodeText } from '../parts/decode.js';
import { titleFromName } from '../parts/file-title.js';
import { takePageMarks } from '../parts/page-marks.js';
import type { PageReader, ReadBlock, ReadFile } from '../page-reader.js';
import { pagesOf, spanOf } from '../parts/page-spans.js';
import { withoutRunningLines } from './print-pages.js';
import { createSectionList } from '../parts/section-list.js';
import { textHeadings } from './text-headings.js';

/** Prose: headings where the layout leaves no doubt, paragraphs between blank lines; what is laid out with blanks or drawn is kept as code. */
export const textReader: PageReader = { read: (bytes, name) => readText(bytes, name, isLaidOut, '') };

/** Configuration, scripts, tables of data: all of it is code, in the language of the file's ending. */
export const sourceReader: PageReader = {
  read: (bytes, name) => readText(bytes, name, () => true, /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''),
};

function readText(bytes: Uint8Array, name: string, isCode: (paragraph: string) => boolean, language: string): ReadFile {
  const { text, guessedCharset } = decodeText(bytes, name);
  const { text: unmarked, pages } = takePageMarks(withoutRunningLines(text), { fences: false });
  const lines = unmarked.split('\n');
  const headings = language === '' && !isCode('') ? textHeadings(lines) : [];
  const sections = createSectionList();
  const blocks: ReadBlock[] = [];
  const write = (from: number, to: number): void => {
    for (const paragraph of paragraphsOf(lines.slice(from, to), from)) {
      blocks.push({
        ...(isCode(paragraph.text)
          ? { kind: 'code' as const, text: fenced(paragraph.text, language) }
          : { kind: 'paragraph' as const, text: paragraph.text.trim() }),
        section: sections.current(),
        ...spanOf(pages, paragraph.firstLine, paragraph.lastLine),
      });
    }
  };
  write(0, headings[0]?.line ?? lines.length);
  for (const [at, heading] of headings.entries()) {
    sections.add(heading, spanOf(pages, heading.line, heading.line).firstPage);
    write(heading.line + heading.lines, headings[at + 1]?.line ?? lines.length);
  }
  return {
    title: sections.sections.find(({ depth }) => depth === 1)?.heading ?? titleFromName(name),
    frontMatter: {},
    warnings: guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`],
    pages: pagesOf(pages, unmarked),
    sections: sections.sections,
    blocks,
  };
}

interface Paragraph {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** @param offset of the first line in the file. */
function paragraphsOf(lines: readonly string[], offset: number): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let first: number | undefined;
  for (let at = 0; at <= lines.length; at += 1) {
    const isBlank = (lines[at] ?? '').trim() === '';
    if (!isBlank) first ??= at;
    else if (first !== undefined) {
      paragraphs.push({
        text: lines.slice(first, at).join('\n'),
        firstLine: offset + first,
        lastLine: offset + at - 1,
      });
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
