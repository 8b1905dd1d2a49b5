/** HTML to Markdown's tree: hast-util-to-mdast with what manuals need beyond it. */
import type { Element, ElementContent } from 'hast';
import { toMdast, type Handle, type State } from 'hast-util-to-mdast';
import type { BlockContent, ListItem, PhrasingContent, Root, RootContent, Strong } from 'mdast';
import { callOutOf } from './call-outs.js';
import { attribute, childElements, element, hasClass, isElement, plainText } from './elements.js';
import { listingOf, numberedListing } from './listings.js';
import { phrasingOf } from './phrasing.js';
import { isLayoutTable, tableCells } from './table-grid.js';
import { tableNodes } from './tables.js';
import { tabsOf } from './tabs.js';

const SAFE_LINK = /^(?:https?:|mailto:|ftp:|tel:|news:|irc:|[^:]*$|[^:]*[/?#].*)/i;

/** @param content neighbours that belong to no heading among themselves. */
export function mdastOf(content: readonly ElementContent[]): RootContent[] {
  const tree = toMdast({ type: 'root', children: [...content] }, { document: true, handlers });
  return (tree as Root).children;
}

const box: Handle = (state, node) => {
  const tabs = tabsOf(node);
  if (tabs !== undefined) return flowOf(state, tabs);
  const callOut = callOutOf(node);
  if (callOut !== undefined) return quoteOf(state, callOut.label, callOut.content);
  return flowOf(state, withNoteMark(node).children);
};

/** docutils puts the mark of a footnote, `[1]`, beside the paragraph that it belongs to. */
function withNoteMark(node: Element): Element {
  if (!hasClass(node, 'footnote', 'citation')) return node;
  const [mark, paragraph, ...others] = childElements(node);
  if (mark === undefined || !hasClass(mark, 'label') || paragraph?.tagName !== 'p') return node;
  const words = { type: 'text' as const, value: `${plainText(mark)} ` };
  return { ...node, children: [{ ...paragraph, children: [words, ...paragraph.children] }, ...others] };
}

const handlers: Record<string, Handle> = {
  a: link,
  img: image,
  image,
  sup: superscript,
  span: (state, node) => {
    // Asciidoctor's menus and keys: each part has marks of its own, which would stand between the words.
    if (hasClass(node, 'menuseq')) return strongOf([{ type: 'text', value: plainText(node) }]);
    if (hasClass(node, 'keyseq')) return { type: 'inlineCode', value: plainText(node) };
    return state.all(node);
  },
  math: (_state, node) => ({ type: 'inlineCode', value: attribute(node, 'alttext') ?? plainText(node) }),
  div: box,
  aside: box,
  section: box,
  'starlight-tabs': box,
  details: box,
  summary: (state, node) => ({ type: 'paragraph', children: [strongOf(phrases(state, node.children))] }),
  blockquote: (state, node) => {
    const callOut = callOutOf(node);
    if (callOut !== undefined) return quoteOf(state, callOut.label, callOut.content);
    const [only, ...others] = childElements(node);
    // docutils writes indented text as a quote around one `<div>`.
    if (only?.tagName === 'div' && others.length === 0) return flowOf(state, only.children);
    return { type: 'blockquote', children: flowOf(state, node.children) };
  },
  pre: listing,
  listing,
  plaintext: listing,
  xmp: listing,
  dl: definitions,
  table: (state, node) => {
    const numbered = numberedListing(node);
    if (numbered !== undefined) return listing(state, numbered, node);
    const callOut = callOutOf(node);
    if (callOut !== undefined) return quoteOf(state, callOut.label, callOut.content);
    if (isLayoutTable(node)) return tableCells(node).flatMap((cell) => flowOf(state, cell.children));
    return tableNodes(node, (content) => flowOf(state, content));
  },
  ...Object.fromEntries(
    ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'figcaption', 'legend', 'caption'].map((name): [string, Handle] => [
      name,
      // Real headings are sections by now; these stand inside of lists, quotes and cells.
      (state, node) => {
        const children = phrases(state, node.children);
        return children.length === 0 ? undefined : { type: 'paragraph', children: [strongOf(children)] };
      },
    ]),
  ),
};

function flowOf(state: State, content: readonly ElementContent[]): BlockContent[] {
  // Everything that flows is a block once `toFlow` has wrapped the phrases.
  return state.toFlow(state.all(element('div', [...content]))) as BlockContent[];
}

function phrases(state: State, content: readonly ElementContent[]): PhrasingContent[] {
  return phrasingOf(state.all(element('span', [...content])));
}

function strongOf(children: readonly PhrasingContent[]): Strong {
  return { type: 'strong', children: [...children] };
}

function quoteOf(state: State, label: string, content: readonly ElementContent[]): RootContent {
  const heading = { type: 'paragraph' as const, children: [strongOf([{ type: 'text', value: label }])] };
  return { type: 'blockquote', children: [heading, ...flowOf(state, content)] };
}

function link(state: State, node: Element): RootContent | RootContent[] | undefined {
  const href = (attribute(node, 'href') ?? '').replace(/[\t\n\r]/g, '').trim();
  const content = state.all(node);
  if (href === '' || !isSafeLink(href)) return content;
  const holdsBlocks = content.some(({ type }) => ['paragraph', 'list', 'table', 'code', 'blockquote'].includes(type));
  if (holdsBlocks) return content;
  const children = phrasingOf(content);
  if (children.every((child) => child.type === 'text' && child.value.trim() === '')) return children;
  return { type: 'link', url: href, children: children };
}

/** Everything before the first `:` decides, unless a path, query or fragment began already. */
function isSafeLink(href: string): boolean {
  // eslint-disable-next-line no-control-regex -- browsers skip these in front of a scheme
  return SAFE_LINK.test(href.replace(/^[\u0000-\u0020]+/, ''));
}

function image(_state: State, node: Element): RootContent | undefined {
  const alt = (attribute(node, 'alt') ?? '').replace(/\s+/g, ' ').trim();
  const src = (attribute(node, 'src') ?? attribute(node, 'dataSrc') ?? '').trim();
  if (alt === '' || /^(?:gif|png|jpe?g|svg|image|picture|icon|logo)$/i.test(alt)) return undefined;
  if (src === '' || !isSafeLink(src)) return { type: 'text', value: alt };
  return { type: 'image', url: src, alt };
}

/** `2<sup>32</sup>` is not 232. Links are footnotes and words are ordinals or marks: these stay as they are. */
function superscript(state: State, node: Element): RootContent[] {
  const content = state.all(node);
  return /^[+−-]?[\dnkNxi.+−-]{1,6}$/.test(plainText(node)) &&
    childElements(node).every(({ tagName }) => tagName !== 'a')
    ? [{ type: 'text', value: '^' }, ...content]
    : content;
}

function listing(_state: State, node: Element, parent?: unknown): RootContent | undefined {
  const around = isElement(parent as Element | undefined, 'div', 'figure', 'table') ? [parent as Element] : [];
  const { code, language } = listingOf(node, around);
  return code === '' ? undefined : { type: 'code', lang: language ?? null, meta: null, value: code };
}

/** Terms in bold, each with its definition: on the same line where that is one paragraph. */
function definitions(state: State, node: Element): RootContent | RootContent[] {
  const callOut = callOutOf(node);
  if (callOut !== undefined) return quoteOf(state, callOut.label, callOut.content);
  const items: { terms: PhrasingContent[][]; content: BlockContent[] }[] = [];
  for (const child of partsOf(node)) {
    let item = items.at(-1);
    if (child.tagName === 'dt') {
      if (item === undefined || item.content.length > 0) items.push((item = { terms: [], content: [] }));
      const term = phrases(state, child.children);
      if (term.some((part) => part.type !== 'text' || part.value.trim() !== '')) item.terms.push(term);
    } else {
      if (item === undefined) items.push((item = { terms: [], content: [] }));
      item.content.push(...flowOf(state, child.children));
    }
  }
  const isIndented = items.every(({ terms }) => terms.length === 0);
  if (isIndented) return items.flatMap(({ content }) => content);
  const children = items.map(itemOf).filter((item) => item.children.length > 0);
  return { type: 'list', ordered: false, spread: children.some(({ spread }) => spread === true), children };
}

/** `dt` and `dd`, also where `<div>`s group them. */
function partsOf(list: Element): Element[] {
  return childElements(list).flatMap((child) =>
    child.tagName === 'dt' || child.tagName === 'dd' ? [child] : child.tagName === 'div' ? partsOf(child) : [],
  );
}

function itemOf({ terms, content }: { terms: PhrasingContent[][]; content: BlockContent[] }): ListItem {
  const named = terms.flatMap((term, at): PhrasingContent[] => [
    ...(at > 0 ? [{ type: 'text' as const, value: ', ' }] : []),
    strongOf(term),
  ]);
  const [first, ...others] = content;
  if (named.length === 0) return { type: 'listItem', spread: others.length > 0, children: content };
  if (first?.type !== 'paragraph')
    return {
      type: 'listItem',
      spread: content.length > 0,
      children: [{ type: 'paragraph', children: named }, ...content],
    };
  const last =
    terms
      .at(-1)
      ?.map((part) => ('value' in part ? part.value : ''))
      .join('') ?? '';
  const colon: PhrasingContent = { type: 'text', value: /[:?]\s*$/.test(last) ? ' ' : ': ' };
  const merged = { type: 'paragraph' as const, children: [...named, colon, ...first.children] };
  return { type: 'listItem', spread: others.length > 0, children: [merged, ...others] };
}
