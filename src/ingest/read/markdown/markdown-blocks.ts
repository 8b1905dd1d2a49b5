/** Reads plain Markdown into sections and blocks whose texts are slices of it. */
import { blockTokens, type BlockToken } from './block-tokens.js';
import { readHeading, type HeadingText } from './heading-text.js';
import { anchorOnly, htmlHeading, htmlToText, withoutComments, withoutComponents } from '../parts/html-text.js';
import { readMarkup } from '../html/read-page.js';
import { spanOf } from '../parts/page-spans.js';
import type { PageMark } from '../parts/page-marks.js';
import type { BlockKind, ReadBlock, ReadSection } from '../page-reader.js';
import { mapProse } from './prose.js';
import { withInlineLinks, type LinkDefinitions } from './reference-links.js';
import { createSectionList, type SectionList } from '../parts/section-list.js';
import type { HeadingSlugs } from '../parts/site-slugs.js';

/** A list of nothing but links into the same file repeats the headings: contents, not text. */
const CONTENTS = /^(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[^\]\n]*\]\(#[^)\n]*\)[ \t]*(?:\n+|$)){3,}$/;

/** A row of linked badges. */
const BADGES =
  /^\s*(?:\[?!\[[^\]]*\]\([^)]*(?:badge|shields\.io|\.svg|travis-ci|codecov|coveralls)[^)]*\)(?:\]\([^)]*\))?\s*)+$/;

export interface MarkdownBlocks {
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
}

/**
 * Comments, link definitions, lists of contents and rows of badges are left out; reference links become inline links;
 * indented code becomes fenced code; HTML becomes text.
 */
export function markdownBlocks(markdown: string, marks: readonly PageMark[], slugs?: HeadingSlugs): MarkdownBlocks {
  const lines = markdown.split('\n');
  const { blocks: tokens, definitions } = blockTokens(markdown, lines);
  const list = createSectionList(slugs);
  const blocks: ReadBlock[] = [];
  let anchor: string | undefined;
  for (const token of tokens) {
    const span = spanOf(marks, token.start, token.end - 1);
    const verbatim = sourceOf(token, lines);
    const heading = headingOf(token, verbatim);
    if (heading !== undefined) {
      const given = heading.anchor ?? anchor;
      list.add({ ...heading, ...(given !== undefined && { anchor: given }) }, span.firstPage);
      anchor = undefined;
      continue;
    }
    anchor = anchorOnly(verbatim);
    if (anchor !== undefined) continue;
    if (token.type === 'html' && hasStructure(verbatim)) {
      addMarkup(verbatim, list, blocks, span);
      continue;
    }
    const read = blockOf(token, verbatim);
    const text = read?.kind === 'code' ? read.text : cleaned(read?.text ?? '', definitions);
    if (read === undefined || text === '' || CONTENTS.test(text) || BADGES.test(text)) continue;
    blocks.push({ kind: read.kind, text, section: list.current(), ...span });
  }
  return { sections: list.sections, blocks };
}

/** HTML that is more than a table or a remark: generated references are one such block from beginning to end. */
function hasStructure(html: string): boolean {
  return /<h[1-6][\s>]/i.test(html) || (/<table[\s>]/i.test(html) && !htmlToText(html).startsWith('| '));
}

/** Sections of the markup become sections of the file. */
function addMarkup(html: string, list: SectionList, blocks: ReadBlock[], span: ReturnType<typeof spanOf>): void {
  const read = readMarkup(html);
  const outer = list.current();
  const places: number[] = [];
  for (const { depth, heading, anchor } of read.sections) {
    list.add({ depth, text: heading, anchor }, span.firstPage);
    places.push(list.sections.length - 1);
  }
  for (const block of read.blocks) {
    blocks.push({ ...block, section: block.section === null ? outer : (places[block.section] ?? outer), ...span });
  }
}

function headingOf(token: BlockToken, source: string): (HeadingText & { depth: number }) | undefined {
  if (token.type === 'html') {
    const html = htmlHeading(source);
    return html && { ...readHeading(html.text), ...(html.anchor && { anchor: html.anchor }), depth: html.depth };
  }
  if (token.type !== 'heading') return undefined;
  const isAtx = source.startsWith('#');
  const heading = readHeading(
    isAtx ? source.replace(/^#{1,6}[ \t]*/, '').replace(/(?:^|[ \t]+)#+[ \t]*$/, '') : source.replace(/\n[^\n]*$/, ''),
  );
  return heading.text === '' ? undefined : { ...heading, depth: token.depth };
}

function blockOf({ type, content }: BlockToken, verbatim: string): { kind: BlockKind; text: string } | undefined {
  switch (type) {
    case 'heading':
      return undefined;
    case 'html': {
      const pre = /^\s*<pre[^>]{0,500}>([\s\S]*?)<\/pre>\s*$/i.exec(verbatim);
      if (pre?.[1] !== undefined) return { kind: 'code', text: fenced(htmlToText(pre[1])) };
      const text = htmlToText(verbatim);
      return { kind: text.startsWith('| ') ? 'table' : 'paragraph', text };
    }
    case 'table':
      return { kind: type, text: withoutPadding(verbatim) };
    case 'fencedCode':
      return content.trim() === '' ? undefined : { kind: 'code', text: closed(verbatim) };
    case 'indentedCode':
      return { kind: 'code', text: fenced(content.replace(/\n+$/, '')) };
    default:
      return { kind: type, text: verbatim };
  }
}

/** Blanks that only align columns differ between versions of the same table. */
function withoutPadding(table: string): string {
  return table.replace(/[ \t]{2,}/g, ' ').replace(/(?<=\|[ \t]*:?)-{4,}(?=:?[ \t]*(?:\||$))/gm, '---');
}

/** The block's lines, all moved left by as much as the first one is indented. */
function sourceOf({ start, end }: BlockToken, lines: readonly string[]): string {
  const text = lines.slice(start, end).join('\n').trimEnd();
  const indent = text.length - text.trimStart().length;
  return indent === 0 ? text : text.slice(indent).replace(new RegExp(`\\n[ \\t]{1,${String(indent)}}`, 'g'), '\n');
}

/** A fence that the file forgets to close ends with its block. */
function closed(code: string): string {
  const fence = /^(?:`{3,}|~{3,})/.exec(code)?.[0] ?? '```';
  const last = code.slice(code.lastIndexOf('\n') + 1).trim();
  return last.startsWith(fence) && code.includes('\n') ? code : `${code}\n${fence}`;
}

function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

const EMPTY_ANCHOR = /<a\s+(?:name|id)=["'][^"'>]{0,200}["']\s*(?:\/>|>\s*<\/a>)/gi;

/** A break at the end of a line breaks nothing. */
const LAST_BREAK = /[ \t]*<br\s*\/?>[ \t]*$/gim;

function cleaned(text: string, definitions: LinkDefinitions): string {
  const visible = text.includes('<')
    ? mapProse(text, (prose) =>
        withoutComponents(withoutComments(prose)).replace(EMPTY_ANCHOR, '').replace(LAST_BREAK, ''),
      )
    : text;
  const tidy = withInlineLinks(visible.replaceAll('&#x20;', ' '), definitions)
    .replace(/[ \t]+$/gm, '')
    .trim();
  return /```|~~~/.test(tidy) ? tidy : tidy.replace(/\n{3,}/g, '\n\n');
}
