/** Finds the element that holds a page's text among navigation, headers and footers. */
import type { Element, Root } from 'hast';
import { callOutOf } from './call-outs.js';
import { attribute, childElements, findElement, hasClass, isElement, outermost, type Parent } from './elements.js';
import { isLayoutTable, tableCells } from './table-grid.js';
import { tabsOf } from './tabs.js';
import { createTextShares, linkRatio, type TextShare } from './text-share.js';

type Sign = (element: Element) => boolean;

/** What generators and standards call the text, the surest first. */
const SIGNS: readonly Sign[] = [
  (element) => (attribute(element, 'itemProp') ?? '').split(' ').includes('articleBody'),
  (element) =>
    hasClass(
      element,
      ...['theme-doc-markdown', 'md-content__inner', 'bd-article', 'vp-doc', 'td-content', 'devsite-article-body'],
      ...['markdown-body', 'sl-markdown-content', 'article-body', 'wiki-content', 'mw-parser-output'],
    ),
  (element) => element.tagName === 'div' && hasClass(element, 'body') && attribute(element, 'role') === 'main',
  (element) => element.tagName === 'main' || attribute(element, 'role') === 'main',
  (element) => element.tagName === 'article' || attribute(element, 'role') === 'article',
  (element) => element.tagName === 'div' && hasClass(element, 'body', 'documentwrapper'),
  (element) =>
    [
      ...['main-content', 'mc-main-content', 'doc-content', 'content', 'bodyContent', 'mw-content-text', 'article'],
      ...['page-content', 'main'],
    ].includes(attribute(element, 'id') ?? ''),
  (element) =>
    element.tagName === 'div' &&
    hasClass(
      element,
      ...['book', 'article', 'part', 'chapter', 'preface', 'appendix', 'reference', 'refentry', 'section', 'sect1'],
      ...['glossary', 'bibliography', 'index', 'contents'],
    ),
];

/** A candidate with less of the page's unlinked text than this is something else that has the name. */
const LEAST_SHARE = 0.4;
/** As long as one child has this much of the unlinked text, the text is inside of it. */
const NEARLY_ALL = 0.85;

/** @param root without furniture; the share of links decides where no convention does. */
export function mainContent(root: Root): Parent {
  const body = findElement(root, ({ tagName }) => tagName === 'body') ?? root;
  const shareOf = createTextShares();
  const unlinked = (node: Parent): number => {
    const { text, linked } = shareOf(node);
    return text - linked;
  };
  const all = unlinked(body);
  for (const sign of SIGNS) {
    const found = outermost(body, sign);
    const [largest, ...others] = [...found].sort((a, b) => unlinked(b) - unlinked(a));
    if (largest === undefined || unlinked(largest) < all * LEAST_SHARE || others.some((one) => unlinked(one) > all / 5))
      continue;
    return innermost(largest, unlinked);
  }
  return withoutLinkLists(densest(body, unlinked, shareOf), shareOf);
}

/** `<main>` often holds one `<article>` beside a table of contents. */
function innermost(found: Element, unlinked: (node: Parent) => number): Element {
  const [article, ...others] = outermost(found, ({ tagName }) => tagName === 'article');
  const isAll = article !== undefined && others.length === 0 && unlinked(article) >= unlinked(found) * NEARLY_ALL;
  return isAll && !hasHeadingBefore(found, article) ? article : found;
}

function hasHeadingBefore(parent: Parent, end: Element): boolean {
  const first = findElement(parent, (element) => element === end || /^h[12]$/.test(element.tagName));
  return first !== end;
}

const CONTAINERS = ['div', 'section', 'center', 'td', 'th', 'form', 'font', 'article'];

function densest(body: Parent, unlinked: (node: Parent) => number, shareOf: (node: Element) => TextShare): Parent {
  let place = body;
  for (;;) {
    const all = unlinked(place);
    const parts = partsOf(place);
    const next = parts.find(
      (child) => CONTAINERS.includes(child.tagName) && all > 0 && unlinked(child) >= all * NEARLY_ALL,
    );
    if (next === undefined || callOutOf(next) !== undefined || tabsOf(next) !== undefined) return place;
    const around = parts.filter((child) => child !== next);
    const isLost = (child: Element): boolean => shareOf(child).text > 40 && linkRatio(shareOf(child)) < 0.5;
    if (around.some((child) => isLost(child) || /^h[1-6]$/.test(child.tagName))) return place;
    if (place.children.some((child) => child.type === 'text' && child.value.trim() !== '')) return place;
    place = next;
  }
}

/** Children; of a table that lays out a page, its cells. */
function partsOf(place: Parent): Element[] {
  return childElements(place).flatMap((child) =>
    child.tagName === 'table' && isLayoutTable(child) ? tableCells(child) : [child],
  );
}

/** Leaves out lists of links before the first and after the last text, unless the page is nothing else. */
function withoutLinkLists(place: Parent, shareOf: (node: Element | Root) => TextShare): Parent {
  const isText = (node: Parent['children'][number]): boolean => {
    if (node.type === 'text') return node.value.trim().length > 20;
    return isElement(node) && !isLinkList(node, shareOf) && (shareOf(node).text > 20 || node.tagName === 'img');
  };
  const first = place.children.findIndex(isText);
  const last = place.children.findLastIndex(isText);
  const { text, linked } = shareOf(place);
  if (first < 0 || text - linked < 150) return place;
  const children = place.children.filter(
    (child, at) => (at >= first && at <= last) || !isElement(child) || !isLinkList(child, shareOf),
  );
  return { ...place, children: children as typeof place.children } as Parent;
}

function isLinkList(element: Element, shareOf: (node: Element) => TextShare): boolean {
  const share = shareOf(element);
  return (
    share.links > 2 &&
    linkRatio(share) > 0.75 &&
    findElement(element, ({ tagName }) => /^h[1-6]$/.test(tagName)) === undefined
  );
}
