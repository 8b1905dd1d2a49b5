/** Readers for Markdown and MDX. */
import { plainCallOuts } from './call-outs.js';
import { decodeText } from './decode.js';
import { titleFromName } from './file-title.js';
import { splitFrontMatter, textField } from './front-matter.js';
import { readHeading } from './heading-text.js';
import { markdownBlocks } from './markdown-blocks.js';
import { markdownOfMdx } from './mdx-to-markdown.js';
import { takePageMarks } from './page-marks.js';
import type { PageReader, ReadFile } from './page-reader.js';
import { pagesOf } from './page-spans.js';

export const markdownReader: PageReader = {
  read: (bytes, name) => readMarkdown(bytes, name, (markdown) => ({ markdown, warnings: [] })),
};

export const mdxReader: PageReader = {
  read: (bytes, name) => readMarkdown(bytes, name, markdownOfMdx),
};

type Dialect = (text: string) => { readonly markdown: string; readonly warnings: readonly string[] };

function readMarkdown(bytes: Uint8Array, name: string, toMarkdown: Dialect): ReadFile {
  const { text, guessedCharset } = decodeText(bytes, name);
  const { frontMatter, body, warning } = splitFrontMatter(text);
  const { markdown, warnings } = toMarkdown(body);
  const unmarked = takePageMarks(plainCallOuts(markdown));
  const { sections, blocks } = markdownBlocks(unmarked.text, unmarked.pages);
  const language = textField(frontMatter, 'language', 'lang', 'locale', 'Locale');
  const given = textField(frontMatter, 'title', 'Title');
  const title = given === undefined ? undefined : readHeading(given).text;
  return {
    title: title ?? sections.find(({ depth }) => depth === 1)?.heading ?? titleFromName(name),
    ...(language !== undefined && { language }),
    frontMatter,
    warnings: [
      ...(guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`]),
      ...(warning === undefined ? [] : [warning]),
      ...warnings,
    ],
    pages: pagesOf(unmarked.pages, unmarked.text),
    sections,
    blocks,
  };
}
