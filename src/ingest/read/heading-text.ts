/** What a heading says, as plain text, and the anchor that it asks for. */
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { toString } from 'mdast-util-to-string';
import { unified } from 'unified';

export interface HeadingText {
  readonly text: string;
  /** Given by the author, `{#id}` or `<a name="id">`. */
  readonly anchor?: string;
}

const inline = unified().use(remarkParse).use(remarkGfm).freeze();

/** Longer headings are paragraphs that were marked by mistake; a path of them would crowd out the text. */
const MAX_LENGTH = 200;

/** @param source the heading's Markdown, without `#` and underline. */
export function readHeading(source: string): HeadingText {
  let rest = source.trim().slice(0, 2000);
  let anchor: string | undefined;
  rest = rest.replace(/\s*\\?\{:?\s*(?:#([^\s}]+))?[^}]*\}\s*$/, (whole, id?: string) => {
    if (id === undefined && !/^\s*\{:?\s*[.:]/.test(whole)) return whole;
    anchor = id;
    return '';
  });
  rest = rest.replace(/<a\s+(?:name|id)=["']?([^"'>\s]+)["']?\s*(?:\/>|>\s*(?:<\/a>)?)/gi, (_, id: string) => {
    anchor ??= id;
    return '';
  });
  const needsParsing = /[\\`*_[\]<>&~]|https?:/.test(rest);
  const plain = needsParsing ? toString(inline.parse(`# ${rest.replace(/\s+/g, ' ')}`), { includeHtml: false }) : rest;
  const text = clipped(plain.replace(/¶\s*$/, '').replace(/\s+/g, ' ').trim());
  return anchor === undefined ? { text } : { text, anchor };
}

function clipped(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).replace(/\s+\S*$/, '')}…`;
}
