/** Turns MDX into Markdown: partials are put in, tags go, what stands between the tags stays, labels become bold lines. */
import type { Program } from 'acorn';
import { posix } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { gfmTable } from 'micromark-extension-gfm-table';
import { mdxjs } from 'micromark-extension-mdxjs';
import { decodeText } from '../parts/decode.js';
import type { IncludeReport } from '../markdown/expand-includes.js';
import { splitFrontMatter } from '../parts/front-matter.js';
import { withoutComments } from '../parts/html-text.js';
import { scanLines } from '../parts/lines.js';
import { mapProse } from '../markdown/prose.js';
import type { ReadContext } from '../read-context.js';
import { createTextEdits, type TextEdits } from './mdx-edits.js';
import { importPaths, importsOf, valueImportsOf } from './mdx-imports.js';
import {
  attributeText,
  attributeValue,
  codeOf,
  expressionText,
  iconText,
  isHidden,
  type Element,
  type Root,
  type RootContent,
} from './mdx-elements.js';
import { callOutLine, headOf, propertyTable } from './mdx-labels.js';
import { moduleConstants, moduleValues } from './module-values.js';
import { declaredIn, type Scope } from './static-values.js';

/** What is the same for a page and the partials in it. */
export interface MdxPage {
  readonly context: ReadContext;
  readonly report: IncludeReport;
  /** Components that were left out, by how often. */
  readonly components: Map<string, number>;
  /** Applied to a partial's text before it is parsed, as to the page's: variables and other includes. */
  prepare(text: string, path: string): Promise<string>;
}

/** Only tags, expressions and the blocks around them are wanted; emphasis is not. */
const options = {
  extensions: [gfmTable(), mdxjs(), { disable: { null: ['attention'] } }],
  mdastExtensions: [gfmTableFromMarkdown(), mdxFromMarkdown()],
};

/** Text without any of these is Markdown as it stands. */
const ANY = /[<{]|^(?:import|export)\s/m;

/** Kept as HTML with all that is in them: their tags carry the meaning. */
const KEPT_HTML = /^(?:table|pre|ul|ol|dl)$/;
/** The parser of expressions is not linear in a line's length. */
const MAX_LINE = 20_000;
const MAX_DEPTH = 16;
const MAX_PARTIALS = 1_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * Text that does not parse as MDX is taken as Markdown, without its import and export lines, and a warning says so.
 * @param above paths of the files that lead here, the text's own last.
 * @param props what the importing page gives.
 */
export async function markdownOfMdx(
  source: string,
  page: MdxPage,
  above: readonly string[],
  props: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  if (!ANY.test(source)) return source;
  if (source.length > MAX_LINE && source.split('\n').some((line) => line.length > MAX_LINE)) {
    page.report.warnings.add('has lines too long for MDX and was read as Markdown');
    return withoutModuleLines(source);
  }
  const prepared = withEscapedAnchors(mapProse(source, withoutComments));
  let tree: Root;
  try {
    tree = fromMarkdown(prepared, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    page.report.warnings.add(`is not valid MDX and was read as Markdown: ${reason}`);
    return withoutModuleLines(source);
  }
  const writer = await createWriter(tree, prepared, page, above, props);
  for (const node of tree.children) await writer.visit(node, { shift: 0, inQuote: false, inTags: false });
  return writer.edits.apply();
}

interface Place {
  /** Columns that the node's lines lose. */
  readonly shift: number;
  /** New lines would end the quote. */
  readonly inQuote: boolean;
  /** Inside of HTML whose tags are kept. */
  readonly inTags: boolean;
}

async function createWriter(
  tree: Root,
  source: string,
  page: MdxPage,
  above: readonly string[],
  props: Readonly<Record<string, unknown>>,
) {
  const edits = createTextEdits(source);
  const path = above.at(-1) ?? page.context.path;
  const partials = new Map<string, { path: string; text: string }>();
  const scope = await scopeOf();

  async function scopeOf(): Promise<Scope> {
    const names = new Map<string, unknown>([['props', props]]);
    let declared: Map<string, unknown> = names;
    for (const node of tree.children) {
      if (node.type !== 'mdxjsEsm') continue;
      for (const { name, from, isRaw } of importsOf(node.value)) {
        const file = await page.context.find(importPaths(from, path));
        if (file === undefined) page.report.warnings.add(`the file ${from} that it includes was not found`);
        else if (isRaw) declared.set(name, decodeText(file.bytes, file.path).text);
        else partials.set(name, { path: file.path, text: decodeText(file.bytes, file.path).text });
      }
      for (const { names, isDefault, from } of valueImportsOf(node.value)) {
        const values = await importedValues(from, isDefault);
        for (const name of names) {
          const value = isDefault ? values : (values as ReadonlyMap<string, unknown> | undefined)?.get(name);
          if (value !== undefined) declared.set(name, value);
        }
      }
      const program = node.data?.estree as Program | null | undefined;
      if (program) declared = declaredIn(program.body, declared);
    }
    return declared;
  }

  /** The default export, or all constants by name. */
  async function importedValues(from: string, isDefault: boolean): Promise<unknown> {
    const endings = /\.\w+$/.test(from) ? [''] : ['.js', '.mjs', '.json'];
    const file = await page.context.find(endings.flatMap((ending) => importPaths(from + ending, path)));
    if (file === undefined) return undefined;
    const text = decodeText(file.bytes, file.path).text;
    if (file.path.endsWith('.json')) return isDefault ? jsonOf(text) : undefined;
    return isDefault ? moduleValues(text) : moduleConstants(text);
  }

  async function visit(given: RootContent, place: Place): Promise<void> {
    const node = aloneOnItsLine(given) ?? given;
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? 0;
    switch (node.type) {
      case 'mdxjsEsm':
        edits.replace(start, end, '');
        return;
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        edits.replace(start, end, expressionText(node, scope));
        return;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        await visitElement(node, place);
        return;
      default:
        if ('children' in node) {
          const inside = { ...place, inQuote: place.inQuote || node.type === 'blockquote' };
          for (const child of node.children) await visit(child, inside);
        }
    }
  }

  async function visitElement(node: Element, place: Place): Promise<void> {
    const [start, end] = [node.position?.start, node.position?.end];
    if (start?.offset === undefined || end?.offset === undefined) return;
    const name = node.name ?? '';
    const isHtml = /^[a-z][^.]*$/.test(name);
    if (isHtml && (place.inTags || node.type === 'mdxJsxTextElement' || KEPT_HTML.test(name))) {
      for (const child of node.children) await visit(child, { ...place, inTags: true });
      return;
    }
    const indent = ' '.repeat(Math.max(0, start.column - 1 - place.shift));
    const replacement = await replacementOf(node, name, place);
    if (replacement !== undefined) {
      const isInline = node.type === 'mdxJsxTextElement' && !replacement.isBlock;
      const separator = place.inQuote ? `\n${indent.replace(/ $/, '')}> ` : `\n${indent}`;
      edits.replace(
        start.offset,
        end.offset,
        replacement.text.replace(/\n/g, isInline || place.inTags ? ' ' : separator),
      );
      return;
    }
    const [first, last] = [node.children.at(0)?.position, node.children.at(-1)?.position];
    if (first?.start.offset === undefined || last?.end.offset === undefined) {
      if (!isHtml && name !== '') page.components.set(name, (page.components.get(name) ?? 0) + 1);
      edits.replace(start.offset, end.offset, '');
      return;
    }
    openAndClose(
      node,
      { start: start.offset, first: first.start.offset, last: last.end.offset, end: end.offset },
      place,
      indent,
      edits,
      scope,
    );
    const width = first.start.line > start.line ? Math.max(0, first.start.column - start.column) : 0;
    if (width > 0) edits.dedent(first.start.line + 1, last.end.line, width);
    for (const child of node.children) await visit(child, { ...place, shift: place.shift + width });
  }

  /** What stands for the whole element; undefined when its children do. */
  async function replacementOf(
    node: Element,
    name: string,
    place: Place,
  ): Promise<{ text: string; isBlock: boolean } | undefined> {
    const partial = partials.get(name);
    if (partial !== undefined) return { text: (await partialText(partial, node)) ?? '', isBlock: true };
    if (name === 'CodeBlock') {
      const code = codeOf(node, scope);
      if (code === undefined) return undefined;
      const language = attributeText(node, 'language', scope) ?? '';
      return { text: place.inTags ? code : [`\`\`\`${language}`, code, '```'].join('\n'), isBlock: true };
    }
    if (isHidden(node, scope)) return { text: '', isBlock: true };
    if (node.children.length > 0 || name === '') return undefined;
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

  async function partialText(partial: { path: string; text: string }, node: Element): Promise<string | undefined> {
    const { report } = page;
    report.count += 1;
    report.characters += partial.text.length;
    if (above.includes(partial.path)) {
      report.warnings.add(`${posix.basename(partial.path)} includes itself and was left out there`);
      return undefined;
    }
    if (above.length > MAX_DEPTH || report.count > MAX_PARTIALS || report.characters > MAX_CHARACTERS) {
      report.warnings.add('includes more than is read; the rest was left out');
      return undefined;
    }
    const body = await page.prepare(splitFrontMatter(partial.text).body, partial.path);
    const given = Object.fromEntries(
      node.attributes.flatMap((attribute) =>
        attribute.type === 'mdxJsxAttribute' ? [[attribute.name, attributeValue(attribute.value, scope)] as const] : [],
      ),
    );
    const text = await markdownOfMdx(body, page, [...above, partial.path], given);
    return text.replace(/^\n+|\n+$/g, '');
  }

  return { edits, visit };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Span {
  readonly start: number;
  readonly first: number;
  readonly last: number;
  readonly end: number;
}

/** A label for the tag that opens, nothing for the one that closes; `:::` for both of a call-out. */
function openAndClose(node: Element, span: Span, place: Place, indent: string, edits: TextEdits, scope: Scope): void {
  const isFlow = node.type === 'mdxJsxFlowElement' && !place.inQuote && !place.inTags;
  const callOut = isFlow ? callOutLine(node, scope) : undefined;
  if (callOut !== undefined) {
    edits.replace(span.start, span.first, `\n${indent}${callOut}\n${indent}`);
    edits.replace(span.last, span.end, `\n${indent}:::\n`);
    return;
  }
  const head = headOf(node, scope);
  edits.replace(
    span.start,
    span.first,
    head === undefined
      ? ''
      : isFlow
        ? `${head.replace(/\n(?=.)/g, `\n${indent}`)}\n\n${indent}`
        : `${head.replace(/\s+/g, ' ')} `,
  );
  edits.replace(span.last, span.end, isFlow ? '\n' : '');
}

/** An element that is all of a paragraph is a block, unless it is one of HTML's words. */
function aloneOnItsLine(node: RootContent): Element | undefined {
  const [only, ...others] = node.type === 'paragraph' ? node.children : [];
  if (only?.type !== 'mdxJsxTextElement' || others.length > 0) return undefined;
  return /^(?:[A-Z]|(?:div|section|details|figure|center|p)$)/.test(only.name ?? '')
    ? ({ ...only, type: 'mdxJsxFlowElement' } as Element)
    : undefined;
}

/** `{#anchor}` behind a heading is no expression. */
function withEscapedAnchors(source: string): string {
  if (!source.includes('{#')) return source;
  return scanLines(source)
    .map(({ text, inCode }) =>
      inCode || !text.startsWith('#') ? text : text.replace(/(?<!\\)\{#(?=[^}]*\}\s*$)/, '\\{#'),
    )
    .join('\n');
}

function withoutModuleLines(source: string): string {
  return scanLines(source)
    .filter(
      ({ text, inCode }) =>
        inCode || !/^(?:import\s.*(?:\sfrom\s|['"])|export\s+(?:const|default|let|function|\{))/.test(text),
    )
    .map(({ text }) => text)
    .join('\n');
}
