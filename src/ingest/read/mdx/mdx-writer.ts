/** Rewrites one MDX text: tags go, what stands between the tags stays, labels become bold lines. */
import type { TextEdits } from './mdx-edits.js';
import {
  attributeText,
  attributeValue,
  codeOf,
  expressionText,
  iconText,
  isHidden,
  type Element,
  type RootContent,
} from './mdx-elements.js';
import { callOutLine, headOf, propertyTable } from './mdx-labels.js';
import type { MdxNames, MdxPartial } from './mdx-names.js';
import type { Scope } from './static-values.js';

/** A text while it is rewritten. */
export interface MdxText extends MdxNames {
  readonly edits: TextEdits;
  /** Components that were left out, by how often. */
  readonly components: Map<string, number>;
  /** Markdown of a partial; empty where it can't be taken in. */
  readonly partialText: (partial: MdxPartial, props: Readonly<Record<string, unknown>>) => Promise<string>;
}

interface Place {
  /** Columns that the node's lines lose. */
  readonly shift: number;
  /** New lines would end the quote. */
  readonly inQuote: boolean;
  /** Inside of HTML whose tags are kept. */
  readonly inTags: boolean;
}

interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

interface Span {
  readonly start: Point;
  readonly end: Point;
}

/** An element with children. */
interface OpenSpan {
  readonly outer: Span;
  /** From its first child to its last. */
  readonly inner: Span;
  /** In front of the element's own lines. */
  readonly indent: string;
}

/** What stands for a whole element. */
interface Replacement {
  readonly text: string;
  readonly isBlock: boolean;
}

/** Kept as HTML with all that is in them: their tags carry the meaning. */
const KEPT_HTML = /^(?:table|pre|ul|ol|dl)$/;

export async function rewriteMdx(nodes: readonly RootContent[], mdx: MdxText): Promise<void> {
  await visitAll(nodes, { shift: 0, inQuote: false, inTags: false }, mdx);
}

async function visitAll(nodes: readonly RootContent[], place: Place, mdx: MdxText): Promise<void> {
  for (const node of nodes) await visit(node, place, mdx);
}

async function visit(given: RootContent, place: Place, mdx: MdxText): Promise<void> {
  const node = aloneOnItsLine(given) ?? given;
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  switch (node.type) {
    case 'mdxjsEsm':
      mdx.edits.replace(start, end, '');
      return;
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      mdx.edits.replace(start, end, expressionText(node, mdx.scope));
      return;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      await visitElement(node, place, mdx);
      return;
    default:
      if ('children' in node) {
        await visitAll(node.children, { ...place, inQuote: place.inQuote || node.type === 'blockquote' }, mdx);
      }
  }
}

async function visitElement(node: Element, place: Place, mdx: MdxText): Promise<void> {
  const outer = spanOf(node, node);
  if (outer === undefined) return;
  if (keepsTags(node, place)) {
    await visitAll(node.children, { ...place, inTags: true }, mdx);
    return;
  }
  const indent = ' '.repeat(Math.max(0, outer.start.column - 1 - place.shift));
  const replacement = await replacementOf(node, place, mdx);
  if (replacement !== undefined) {
    mdx.edits.replace(outer.start.offset, outer.end.offset, inPlace(replacement, node, place, indent));
    return;
  }
  const inner = spanOf(node.children.at(0), node.children.at(-1));
  if (inner === undefined) {
    leaveOut(node, outer, mdx);
    return;
  }
  openAndClose(node, { outer, inner, indent }, place, mdx);
  const width = inner.start.line > outer.start.line ? Math.max(0, inner.start.column - outer.start.column) : 0;
  if (width > 0) mdx.edits.dedent(inner.start.line + 1, inner.end.line, width);
  await visitAll(node.children, { ...place, shift: place.shift + width }, mdx);
}

/** From the start of one node to the end of another. */
function spanOf(first: RootContent | undefined, last: RootContent | undefined): Span | undefined {
  const [start, end] = [first?.position?.start, last?.position?.end];
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  return { start: { ...start, offset: start.offset }, end: { ...end, offset: end.offset } };
}

function isHtmlName(name: string): boolean {
  return /^[a-z][^.]*$/.test(name);
}

function keepsTags(node: Element, place: Place): boolean {
  const name = node.name ?? '';
  return isHtmlName(name) && (place.inTags || node.type === 'mdxJsxTextElement' || KEPT_HTML.test(name));
}

function leaveOut(node: Element, { start, end }: Span, { components, edits }: MdxText): void {
  const name = node.name ?? '';
  if (!isHtmlName(name) && name !== '') components.set(name, (components.get(name) ?? 0) + 1);
  edits.replace(start.offset, end.offset, '');
}

/** The replacement with line ends that its place allows. */
function inPlace({ text, isBlock }: Replacement, node: Element, place: Place, indent: string): string {
  const isInline = node.type === 'mdxJsxTextElement' && !isBlock;
  const separator = place.inQuote ? `\n${indent.replace(/ $/, '')}> ` : `\n${indent}`;
  return text.replace(/\n/g, isInline || place.inTags ? ' ' : separator);
}

/** What stands for the whole element; undefined when its children do. */
async function replacementOf(node: Element, place: Place, mdx: MdxText): Promise<Replacement | undefined> {
  const { scope } = mdx;
  const name = node.name ?? '';
  const partial = mdx.partials.get(name);
  if (partial !== undefined) return { text: await mdx.partialText(partial, propsOf(node, scope)), isBlock: true };
  if (name === 'CodeBlock') return codeBlock(node, place, scope);
  if (isHidden(node, scope)) return { text: '', isBlock: true };
  return node.children.length > 0 || name === '' ? undefined : emptyElement(node, name, place, scope);
}

function codeBlock(node: Element, place: Place, scope: Scope): Replacement | undefined {
  const code = codeOf(node, scope);
  if (code === undefined) return undefined;
  const language = attributeText(node, 'language', scope) ?? '';
  return { text: place.inTags ? code : [`\`\`\`${language}`, code, '```'].join('\n'), isBlock: true };
}

/** What an element without children says with its name and its attributes. */
function emptyElement(node: Element, name: string, place: Place, scope: Scope): Replacement | undefined {
  const mark = iconText(name);
  if (mark !== undefined) return { text: mark, isBlock: false };
  const table = place.inTags || place.inQuote ? undefined : propertyTable(node, scope);
  if (table !== undefined) return { text: `\n${table}\n`, isBlock: true };
  const head = /^[a-z]/.test(name) ? undefined : headOf(node, scope);
  if (head === undefined) return undefined;
  return node.type === 'mdxJsxFlowElement'
    ? { text: head.startsWith('- ') ? head : `\n${head}\n`, isBlock: true }
    : { text: head.replace(/^\*\*([\s\S]*)\*\*$/, '$1'), isBlock: false };
}

function propsOf(node: Element, scope: Scope): Record<string, unknown> {
  return Object.fromEntries(
    node.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' ? [[attribute.name, attributeValue(attribute.value, scope)] as const] : [],
    ),
  );
}

/** A label for the tag that opens, nothing for the one that closes; `:::` for both of a call-out. */
function openAndClose(node: Element, span: OpenSpan, place: Place, { edits, scope }: MdxText): void {
  const { outer, inner, indent } = span;
  const isFlow = node.type === 'mdxJsxFlowElement' && !place.inQuote && !place.inTags;
  const callOut = isFlow ? callOutLine(node, scope) : undefined;
  if (callOut !== undefined) {
    edits.replace(outer.start.offset, inner.start.offset, `\n${indent}${callOut}\n${indent}`);
    edits.replace(inner.end.offset, outer.end.offset, `\n${indent}:::\n`);
    return;
  }
  const head = headOf(node, scope);
  edits.replace(
    outer.start.offset,
    inner.start.offset,
    head === undefined
      ? ''
      : isFlow
        ? `${head.replace(/\n(?=.)/g, `\n${indent}`)}\n\n${indent}`
        : `${head.replace(/\s+/g, ' ')} `,
  );
  edits.replace(inner.end.offset, outer.end.offset, isFlow ? '\n' : '');
}

/** An element that is all of a paragraph is a block, unless it is one of HTML's words. */
function aloneOnItsLine(node: RootContent): Element | undefined {
  const [only, ...others] = node.type === 'paragraph' ? node.children : [];
  if (only?.type !== 'mdxJsxTextElement' || others.length > 0) return undefined;
  return /^(?:[A-Z]|(?:div|section|details|figure|center|p)$)/.test(only.name ?? '')
    ? ({ ...only, type: 'mdxJsxFlowElement' } as Element)
    : undefined;
}
