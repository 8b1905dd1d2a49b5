/** Reads plain Markdown into sections and blocks whose texts are slices of it. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import { readHeading, type HeadingText } from './heading-text.js';
import { anchorOnly, htmlHeading, htmlToText, withoutComments } from './html-text.js';
import { readMarkup } from './html/read-page.js';
import { spanOf } from './page-spans.js';
import type { PageMark } from './page-marks.js';
import type { BlockKind, ReadBlock, ReadSection } from './page-reader.js';
import { mapProse } from './prose.js';
import { normalizedLabel, withInlineLinks } from './reference-links.js';
import { createSectionList, type SectionList } from './section-list.js';
import type { HeadingSlugs } from './site-slugs.js';

/** Only the block structure is wanted, and skipping the rest keeps hostile paragraphs linear. */
const INLINE_CONSTRUCTS = [
  'attention',
  'autolink',
  'codeText',
  'emailAutolink',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

const options = {
  extensions: [gfmTable(), gfmFootnote(), { disable: { null: INLINE_CONSTRUCTS } }],
  mdastExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown()],
};

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root['children'][number];

const KINDS: Partial<Record<Node['type'], BlockKind>> = {
  paragraph: 'paragraph',
  footnoteDefinition: 'paragraph',
  code: 'code',
  table: 'table',
  list: 'list',
  blockquote: 'quote',
};

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
export function markdownBlocks(given: string, marks: readonly PageMark[], slugs?: HeadingSlugs): MarkdownBlocks {
  const markdown = withoutDeepNesting(given);
  const root = fromMarkdown(markdown, options);
  const definitions = new Map<string, string>();
  for (const node of root.children) {
    if (node.type === 'definition') definitions.set(normalizedLabel(node.label ?? node.identifier), node.url);
  }
  const list = createSectionList(slugs);
  const blocks: ReadBlock[] = [];
  let anchor: string | undefined;
  for (const node of root.children) {
    const [first, last] = [(node.position?.start.line ?? 1) - 1, (node.position?.end.line ?? 1) - 1];
    const span = spanOf(marks, first, last);
    const heading = headingOf(node, markdown);
    if (heading !== undefined) {
      const given = heading.anchor ?? anchor;
      list.add({ ...heading, ...(given !== undefined && { anchor: given }) }, span.firstPage);
      anchor = undefined;
      continue;
    }
    const verbatim = sliceOf(node, markdown);
    anchor = anchorOnly(verbatim);
    if (anchor !== undefined) continue;
    if (node.type === 'html' && hasStructure(node.value)) {
      addMarkup(node.value, list, blocks, span);
      continue;
    }
    const read = blockOf(node, verbatim);
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

/** A line that opens more blocks than this is a drawing, and each would cost stack. */
const DEEP = /^((?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){40})(?=[ \t]*(?:>|[-+*]|\d{1,9}[.)]))/gm;

function withoutDeepNesting(markdown: string): string {
  return markdown.replace(DEEP, '$1 \\');
}

function headingOf(node: Node, markdown: string): (HeadingText & { depth: number }) | undefined {
  if (node.type === 'html') {
    const html = htmlHeading(node.value);
    return html && { ...readHeading(html.text), ...(html.anchor && { anchor: html.anchor }), depth: html.depth };
  }
  if (node.type !== 'heading') return undefined;
  const source = sliceOf(node, markdown);
  const isAtx = source.startsWith('#');
  const heading = readHeading(
    isAtx ? source.replace(/^#{1,6}[ \t]*/, '').replace(/(?:^|[ \t]+)#+[ \t]*$/, '') : source.replace(/\n[^\n]*$/, ''),
  );
  return heading.text === '' ? undefined : { ...heading, depth: node.depth };
}

function blockOf(node: Node, verbatim: string): { kind: BlockKind; text: string } | undefined {
  if (node.type === 'html') {
    const pre = /^\s*<pre[^>]{0,500}>([\s\S]*?)<\/pre>\s*$/i.exec(node.value);
    if (pre?.[1] !== undefined) return { kind: 'code', text: fenced(htmlToText(pre[1])) };
    const text = htmlToText(node.value);
    return { kind: text.startsWith('| ') ? 'table' : 'paragraph', text };
  }
  const kind = KINDS[node.type];
  if (kind === undefined) return undefined;
  if (kind === 'table') return { kind, text: withoutPadding(verbatim) };
  if (node.type !== 'code') return { kind, text: verbatim };
  if (node.value.trim() === '') return undefined;
  return { kind, text: /^(?:```|~~~)/.test(verbatim) ? closed(verbatim) : fenced(node.value) };
}

/** Blanks that only align columns differ between versions of the same table. */
function withoutPadding(table: string): string {
  return table.replace(/[ \t]{2,}/g, ' ').replace(/(?<=\|[ \t]*:?)-{4,}(?=:?[ \t]*(?:\||$))/gm, '---');
}

/** The node's source, with the later lines moved left by as much as its first line is indented. */
function sliceOf(node: Node, markdown: string): string {
  const { start, end } = node.position ?? {};
  const text = markdown.slice(start?.offset, end?.offset);
  const indent = (start?.column ?? 1) - 1;
  return indent === 0 ? text : text.replace(new RegExp(`\\n[ \\t]{1,${String(indent)}}`, 'g'), '\n');
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

function cleaned(text: string, definitions: ReadonlyMap<string, string>): string {
  const visible = text.includes('<')
    ? mapProse(text, (prose) => withoutComments(prose).replace(EMPTY_ANCHOR, '').replace(LAST_BREAK, ''))
    : text;
  const tidy = withInlineLinks(visible, definitions)
    .replace(/[ \t]+$/gm, '')
    .trim();
  return /```|~~~/.test(tidy) ? tidy : tidy.replace(/\n{3,}/g, '\n\n');
}
