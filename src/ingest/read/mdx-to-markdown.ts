/** Turns MDX into Markdown: imports and tags go, what stands between the tags stays, tab labels and titles become bold lines. */
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { withoutComments } from './html-text.js';
import { scanLines } from './lines.js';
import { mapProse } from './prose.js';

export interface MarkdownOfMdx {
  readonly markdown: string;
  readonly warnings: readonly string[];
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkMdx).freeze();

type Root = ReturnType<typeof parser.parse>;
type RootContent = Root['children'][number];
type Element = Extract<RootContent, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** Kept as HTML with all that is in them: their tags carry the meaning. */
const KEPT_HTML = /^(?:table|pre|ul|ol|dl)$/;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Text that does not parse as MDX is taken as Markdown, without its import and export lines, and a warning says so. */
export function markdownOfMdx(source: string): MarkdownOfMdx {
  if (/[^\n]{20000}/.test(source)) {
    return { markdown: withoutModuleLines(source), warnings: ['has lines too long for MDX and was read as Markdown'] };
  }
  const prepared = withEscapedAnchors(mapProse(source, withoutComments));
  let tree: Root;
  try {
    tree = parser.parse(prepared);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      markdown: withoutModuleLines(source),
      warnings: [`is not valid MDX (${reason}) and was read as Markdown`],
    };
  }
  const edits = createEdits(prepared);
  for (const node of tree.children) visit(node, 0, false, edits);
  const names = [...edits.components].sort();
  return {
    markdown: edits.apply(),
    warnings: names.length === 0 ? [] : [`components without text of their own were left out: ${names.join(', ')}`],
  };
}

type Edits = ReturnType<typeof createEdits>;

function createEdits(source: string) {
  const list: Edit[] = [];
  const dedents = new Map<number, number>();
  return {
    source,
    components: new Set<string>(),
    replace(start: number, end: number, text: string): void {
      list.push({ start, end, text });
    },
    dedent(firstLine: number, lastLine: number, width: number): void {
      for (let line = firstLine; line <= lastLine; line += 1) dedents.set(line, (dedents.get(line) ?? 0) + width);
    },
    apply(): string {
      let offset = 0;
      source.split('\n').forEach((line, at) => {
        const width = Math.min(dedents.get(at + 1) ?? 0, line.length - line.trimStart().length);
        if (width > 0) list.push({ start: offset, end: offset + width, text: '' });
        offset += line.length + 1;
      });
      list.sort((a, b) => a.start - b.start || b.end - a.end);
      let result = '';
      let from = 0;
      for (const { start, end, text } of list) {
        if (start < from) continue;
        result += source.slice(from, start) + text;
        from = end;
      }
      return result + source.slice(from);
    },
  };
}

/** @param shift columns that the node's lines lose; `inQuote` forbids new lines, which would end the quote. */
function visit(node: RootContent, shift: number, inQuote: boolean, edits: Edits): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  switch (node.type) {
    case 'mdxjsEsm':
      edits.replace(start, end, '');
      return;
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      edits.replace(start, end, expressionText(node.value, node.type === 'mdxTextExpression'));
      return;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      visitElement(node, shift, inQuote, edits);
      return;
    default:
      if ('children' in node) {
        for (const child of node.children) visit(child, shift, inQuote || node.type === 'blockquote', edits);
      }
  }
}

function visitElement(node: Element, shift: number, inQuote: boolean, edits: Edits): void {
  const start = node.position?.start;
  const end = node.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return;
  const isHtml = node.name !== null && /^[a-z]/.test(node.name) && !node.name.includes('.');
  if (isHtml && (node.type === 'mdxJsxTextElement' || KEPT_HTML.test(node.name ?? ''))) return;
  const indent = ' '.repeat(Math.max(0, start.column - 1 - shift));
  const code = node.name === 'CodeBlock' ? codeOf(node) : undefined;
  if (code !== undefined) {
    const fence = [`\`\`\`${attribute(node, 'language') ?? ''}`, ...code.split('\n'), '```'].join(`\n${indent}`);
    edits.replace(start.offset, end.offset, fence);
    return;
  }
  const [first, last] = [node.children.at(0)?.position, node.children.at(-1)?.position];
  if (first?.start.offset === undefined || last?.end.offset === undefined) {
    if (!isHtml && node.name !== null) edits.components.add(node.name);
    edits.replace(start.offset, end.offset, '');
    return;
  }
  const label = labelOf(node);
  const breaks = node.type === 'mdxJsxTextElement' || inQuote ? ' ' : `\n\n${indent}`;
  edits.replace(start.offset, first.start.offset, label === undefined ? '' : `**${label}**${breaks}`);
  edits.replace(last.end.offset, end.offset, node.type === 'mdxJsxFlowElement' && !inQuote ? '\n' : '');
  const width = first.start.line > start.line ? Math.max(0, first.start.column - start.column) : 0;
  if (width > 0) edits.dedent(first.start.line + 1, last.end.line, width);
  for (const child of node.children) visit(child, shift + width, inQuote, edits);
}

function labelOf(node: Element): string | undefined {
  const label = attribute(node, 'label') ?? attribute(node, 'title') ?? attribute(node, 'summary');
  if (label !== undefined) return label;
  return /^Tab(?:Item)?$/.test(node.name ?? '') ? attribute(node, 'value') : undefined;
}

function attribute(node: Element, name: string): string | undefined {
  for (const given of node.attributes) {
    if (given.type !== 'mdxJsxAttribute' || given.name !== name) continue;
    const text = typeof given.value === 'string' ? given.value : literal(given.value?.value ?? '');
    if (text !== undefined && text.trim() !== '') return text.trim();
  }
  return undefined;
}

function codeOf(node: Element): string | undefined {
  const [child, ...others] = node.children;
  if (others.length > 0 || (child?.type !== 'mdxFlowExpression' && child?.type !== 'mdxTextExpression'))
    return undefined;
  return literal(child.value)?.replace(/^\n+|\s+$/g, '');
}

function expressionText(value: string, inline: boolean): string {
  const isComment = /^\s*(?:\/\*[\s\S]*\*\/\s*|\/\/[^\n]*\s*)?$/.test(value);
  if (isComment) return '';
  return literal(value) ?? (inline ? `{${value}}` : '');
}

/** The text of a string or template without placeholders. */
function literal(expression: string): string | undefined {
  const quoted = /^\s*(?:'([^'\\]*)'|"([^"\\]*)"|`([^`]*)`)\s*$/.exec(expression);
  return quoted?.[1] ?? quoted?.[2] ?? quoted?.[3]?.replace(/\\([`\\$])/g, '$1');
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
