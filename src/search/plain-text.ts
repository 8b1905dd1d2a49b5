/** Markdown as the words that a reader sees. */
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();

/** Markdown without its markup, raw HTML included, white space collapsed. */
export function plainText(text: string): string {
  return textOf(markdown.parse(text)).replace(/\s+/gu, ' ').trim();
}

function textOf(node: Nodes): string {
  if (node.type === 'html') return ' ';
  if ('value' in node) return node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const between = node.children.some((child) => isPhrasing(child)) ? '' : ' ';
  return node.children.map((child) => textOf(child)).join(between);
}

function isPhrasing({ type }: Nodes): boolean {
  return type === 'text' || type === 'inlineCode' || type === 'emphasis' || type === 'strong' || type === 'link';
}
