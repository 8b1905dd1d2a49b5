/** What a heading says, as plain text, and the anchor that it asks for. */
import MarkdownIt, { type Token } from 'markdown-it';

export interface HeadingText {
  readonly text: string;
  /** Given by the author, `{#id}` or `<a name="id">`. */
  readonly anchor?: string;
}

const inline = new MarkdownIt({ html: true });

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
  const plain = needsParsing ? textOf(inline.parseInline(rest.replace(/\s+/g, ' '), {})) : rest;
  const text = clipped(plain.replace(/¶\s*$/, '').replace(/\s+/g, ' ').trim());
  return anchor === undefined ? { text } : { text, anchor };
}

/** Without tags; of a picture what stands for it. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) =>
      children !== null ? textOf(children) : type === 'html_inline' ? '' : content,
    )
    .join('');
}

function clipped(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).replace(/\s+\S*$/, '')}…`;
}
