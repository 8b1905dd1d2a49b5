/** Writes parsed reStructuredText as the sections and Markdown blocks that every reader gives. */
import { docutilsId } from '../parts/docutils-id.js';
import { calledOut } from '../parts/call-out.js';
import { htmlToText } from '../parts/html-text.js';
import type { BlockKind, ReadBlock, ReadSection } from '../page-reader.js';
import { createSectionList } from '../parts/section-list.js';
import type { RstInline } from './inline.js';
import type { RstCell, RstDefinition, RstDocument, RstNode } from './nodes.js';

interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  readonly keepWithNext?: boolean;
  readonly identifiers?: readonly string[];
}

export function rstToBlocks(
  document: RstDocument,
  inline: RstInline,
): { sections: readonly ReadSection[]; blocks: readonly ReadBlock[] } {
  const list = createSectionList();
  const ids = createIds();
  const blocks: ReadBlock[] = [];
  for (const node of document.nodes) {
    if (node.type === 'section') {
      const text = inline.plain(node.title);
      if (text !== '') list.add({ depth: node.depth, text, anchor: ids.of(text, node.labels) }, undefined);
      continue;
    }
    for (const block of blocksOf(node, inline)) blocks.push({ ...block, section: list.current() });
  }
  return { sections: list.sections, blocks };
}

/** Ids of sections as docutils makes them: from the title, else from a label, else numbered. */
function createIds() {
  const taken = new Set<string>();
  let count = 0;
  return {
    of(title: string, labels: readonly string[]): string {
      let id = [title, ...labels].map(docutilsId).find((candidate) => candidate !== '' && !taken.has(candidate));
      while (id === undefined || taken.has(id)) {
        count += 1;
        id = `id${String(count)}`;
      }
      taken.add(id);
      return id;
    },
  };
}

function blocksOf(node: RstNode, inline: RstInline): Block[] {
  switch (node.type) {
    case 'paragraph':
      return textBlock('paragraph', inline.markdown(node.text));
    case 'section':
    case 'heading':
      return textBlock('paragraph', `**${inline.plain(node.type === 'section' ? node.title : node.text)}**`, true);
    case 'code':
      return textBlock('code', fenced(node.text, node.language));
    case 'lines':
      return textBlock('paragraph', node.lines.map((line) => inline.markdown(line).trimStart()).join('\\\n'));
    case 'list':
      return textBlock('list', listOf(node.items, node.start, inline));
    case 'definitions':
      return textBlock('list', node.items.map((item) => definitionOf(item, inline)).join('\n'));
    case 'quote':
      return quoteOf(node, inline);
    case 'table':
      return tableOf(node, inline);
    case 'command':
      return commandOf(node.signatures, node.children, inline);
    case 'footnote': {
      const text = joined(node.children, inline);
      return textBlock('paragraph', `[${node.label}] ${text}`);
    }
    case 'html':
      return textBlock('paragraph', htmlToText(node.html));
  }
}

function textBlock(kind: BlockKind, text: string, keepWithNext = false): Block[] {
  const shown = text.trim();
  return shown === '' ? [] : [{ kind, text: shown, ...(keepWithNext && { keepWithNext }) }];
}

function joined(nodes: readonly RstNode[], inline: RstInline): string {
  return nodes
    .flatMap((node) => blocksOf(node, inline))
    .map(({ text }) => text)
    .join('\n\n');
}

function listOf(items: readonly (readonly RstNode[])[], start: number | null, inline: RstInline): string {
  const texts = items.map((item, at) => {
    const marker = start === null ? '- ' : `${String(start + at)}. `;
    return marker + indented(joined(item, inline), marker.length);
  });
  return texts.join(texts.some((text) => /\n\n/.test(text)) ? '\n\n' : '\n');
}

function definitionOf({ term, isCode, children }: RstDefinition, inline: RstInline): string {
  const [name = '', ...classifiers] = isCode === true ? [term] : term.split(/ +: +/);
  const kinds = classifiers.map((classifier) => ` (${inline.markdown(classifier)})`).join('');
  const shown = isCode === true ? `\`${name}\`` : strong(inline.markdown(name));
  const body = joined(children, inline);
  const isText = children[0]?.type === 'paragraph';
  const separator = body === '' ? '' : isText ? (/:\**$/.test(shown) ? ' ' : ': ') : '\n\n';
  return `- ${shown}${kinds}${separator === '\n\n' ? `\n\n  ${indented(body, 2)}` : separator + indented(body, 2)}`;
}

/** Marks that the term has already are enough. */
function strong(text: string): string {
  return /^[*`]/.test(text) ? text : `**${text.replaceAll('**', '')}**`;
}

function indented(text: string, width: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(width)}`);
}

function quoteOf(node: Extract<RstNode, { type: 'quote' }>, inline: RstInline): Block[] {
  const body = joined(node.children, inline);
  if (node.label === undefined) {
    return textBlock('quote', body.replace(/^/gm, '> ').replace(/^> $/gm, '>'));
  }
  const title = node.title === undefined ? undefined : inline.plain(node.title);
  return textBlock('quote', calledOut(node.label, title, body.split('\n')).join('\n'));
}

function tableOf({ head, rows }: Extract<RstNode, { type: 'table' }>, inline: RstInline): Block[] {
  const [header = [], ...body] = head.length > 0 ? [merged(head, inline), ...texts(rows, inline)] : texts(rows, inline);
  const width = Math.max(header.length, ...body.map((row) => row.length));
  if (width === 0) return [];
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  // Without a header row the first row must not be taken for one.
  const lines = head.length > 0 ? [header, ...body] : [[], header, ...body];
  const [first = [], ...others] = lines;
  return textBlock('table', [line(first), `|${' --- |'.repeat(width)}`, ...others.map(line)].join('\n'));
}

function texts(rows: readonly RstCell[][], inline: RstInline): string[][] {
  return rows.map((row) => row.map((cell) => cellText(cell, inline)));
}

/** Several header rows are one in Markdown. */
function merged(head: readonly RstCell[][], inline: RstInline): string[] {
  const rows = texts(head, inline);
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((row) => row[column] ?? '')
      .filter((text) => text !== '')
      .join(' '),
  );
}

function cellText(cell: RstCell, inline: RstInline): string {
  return cell
    .flatMap((node): string[] =>
      node.type === 'code'
        ? node.text.split('\n').map((line) => (line.trim() === '' ? '' : `\`${line.trim().replaceAll('`', "'")}\``))
        : blocksOf(node, inline).map(({ text }) => text),
    )
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim();
}

/** The command as it is written, then what it does; a search for the command letter by letter finds it. */
function commandOf(signatures: readonly string[], children: readonly RstNode[], inline: RstInline): Block[] {
  const shown = signatures.filter((signature) => signature !== '');
  const body = children.flatMap((node) => blocksOf(node, inline));
  if (shown.length === 0) return body;
  const text = fenced(shown.join('\n'), '');
  return [{ kind: 'code', text, keepWithNext: true, identifiers: shown }, ...body];
}

function fenced(code: string, language: string): string {
  if (code.trim() === '') return '';
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const name = /^[\w+#.-]+$/.test(language) && language !== 'none' ? language.toLowerCase() : '';
  return `${fence}${name}\n${code}\n${fence}`;
}
