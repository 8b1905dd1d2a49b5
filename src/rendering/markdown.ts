/** Renders a chunk's Markdown as safe HTML: no HTML of the manual passes, links and images lead nowhere unexpected. */
import type { Element, ElementContent, Root } from 'hast';
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { replaceHtml } from './html-as-text.js';

export interface MarkdownOptions {
  /** Starts every id in the result, so that several chunks can stand on one page. */
  readonly idPrefix: string;
  /** Level of the page's heading above the text; headings of the text start one below it. */
  readonly headingLevel: number;
}

const schema: Schema = {
  ...defaultSchema,
  tagNames: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'em', 'strong', 'del', 'sup'],
    ...['ul', 'ol', 'li', 'a', 'img', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'section', 'input'],
  ],
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  // Ids come from footnotes only, and carry the chunk's prefix already.
  clobberPrefix: '',
};

/** Longest text that is parsed as Markdown, in characters; the parser's time grows faster than its input. */
const maxParsed = 200_000;

export function renderMarkdown(text: string, options: MarkdownOptions): string {
  if (text.length > maxParsed) return renderPlain(text);
  const prefix = `${options.idPrefix}-`;
  return String(
    unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(() => replaceHtml)
      .use(remarkRehype, { clobberPrefix: prefix })
      .use(rehypeSanitize, schema)
      .use(() => (tree: Root) => {
        const least = leastHeading(tree);
        tree.children = rewriteAll(tree.children, {
          prefix,
          shift: options.headingLevel + 1 - least,
        });
      })
      .use(rehypeStringify)
      .processSync(text),
  );
}

function renderPlain(text: string): string {
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'element', tagName: 'pre', properties: { tabIndex: 0 }, children: [{ type: 'text', value: text }] },
    ],
  };
  return unified().use(rehypeStringify).stringify(tree);
}

interface Rewriting {
  readonly prefix: string;
  /** Added to heading levels. */
  readonly shift: number;
}

function leastHeading(tree: Root | Element): number {
  let least = 7;
  for (const child of tree.children) {
    if (child.type !== 'element') continue;
    least = Math.min(least, headingLevel(child) ?? leastHeading(child));
  }
  return least === 7 && tree.type === 'root' ? 1 : least;
}

function headingLevel(element: Element): number | undefined {
  const digit = /^h([1-6])$/.exec(element.tagName)?.[1];
  return digit === undefined ? undefined : Number(digit);
}

function rewriteAll(
  nodes: readonly (ElementContent | Root['children'][number])[],
  rewriting: Rewriting,
): ElementContent[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node];
    if (node.type !== 'element') return [];
    return rewrite({ ...node, children: rewriteAll(node.children, rewriting) }, rewriting);
  });
}

function rewrite(element: Element, { prefix, shift }: Rewriting): ElementContent[] {
  const level = headingLevel(element);
  if (level !== undefined) return [{ ...element, tagName: `h${String(Math.min(6, Math.max(2, level + shift)))}` }];
  switch (element.tagName) {
    case 'a':
      return rewriteLink(element, prefix);
    case 'img':
      return rewriteImage(element);
    case 'pre':
      return [{ ...element, properties: { ...element.properties, tabIndex: 0 } }];
    case 'table':
      return [
        {
          type: 'element',
          tagName: 'div',
          properties: { className: ['table'], tabIndex: 0, role: 'region', ariaLabel: 'Table' },
          children: [element],
        },
      ];
    default:
      return [element];
  }
}

/** Relative links point into a tree of files that is not served here: their words stay, the link goes. */
function rewriteLink(element: Element, prefix: string): ElementContent[] {
  const href = textOf(element, 'href');
  if (href.startsWith(`#${prefix}`)) return [element];
  if (!/^(https?:|mailto:)/i.test(href)) return element.children;
  return [{ ...element, properties: { href, rel: ['nofollow', 'noopener', 'noreferrer'] } }];
}

/** Images are not loaded from elsewhere; the description stays, with a link where the address is complete. */
function rewriteImage(element: Element): ElementContent[] {
  const alt = textOf(element, 'alt').trim();
  const src = textOf(element, 'src');
  const label: ElementContent = { type: 'text', value: alt === '' ? 'Image' : `Image: ${alt}` };
  if (!/^https?:/i.test(src))
    return [{ type: 'element', tagName: 'span', properties: { className: ['image'] }, children: [label] }];
  return [
    {
      type: 'element',
      tagName: 'a',
      properties: { className: ['image'], href: src, rel: ['nofollow', 'noopener', 'noreferrer'] },
      children: [label],
    },
  ];
}

function textOf(element: Element, property: string): string {
  const value = element.properties[property];
  return typeof value === 'string' ? value : '';
}
