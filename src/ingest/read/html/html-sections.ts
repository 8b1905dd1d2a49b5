/** Walks a page's text from heading to heading and writes what stands between them as Markdown. */
import type { Element, ElementContent, RootContent as HastContent } from 'hast';
import type { RootContent } from 'mdast';
import { writeMarkdown } from '../parts/markdown-writer.js';
import type { BlockKind, ReadBlock, ReadSection } from '../page-reader.js';
import { createSectionList } from '../parts/section-list.js';
import { callOutOf } from './call-outs.js';
import {
  attribute,
  childElements,
  classesOf,
  findElement,
  hasClass,
  isElement,
  outermost,
  plainText,
  type Parent,
} from './elements.js';
import { describesObjects, objectHeading } from './object-descriptions.js';
import { isLayoutTable, tableCells } from './table-grid.js';
import { tabsOf } from './tabs.js';
import { tidyPhrases } from './tidy-phrases.js';
import { mdastOf } from './to-mdast.js';

const KINDS: Partial<Record<RootContent['type'], BlockKind>> = {
  paragraph: 'paragraph',
  code: 'code',
  table: 'table',
  list: 'list',
  blockquote: 'quote',
};

/** Longer headings are paragraphs that were marked by mistake. */
const MAX_HEADING = 200;

/** Elements that may hold headings; others that do are broken and read as if they weren't there. */
const KEPT_WHOLE = ['ul', 'ol', 'dl', 'li', 'table', 'details', 'pre', 'p'];

/** Containers whose id is the address of the heading that they begin with. */
const SECTION_CLASSES = [
  'section',
  'chapter',
  'appendix',
  'preface',
  'part',
  'refentry',
  'refsect1',
  'refsect2',
  'sect1',
  'sect2',
  'sect3',
  'sect4',
  'sect5',
  'topic',
];

export interface HtmlSections {
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
}

/** @param content without furniture. */
export function htmlSections(content: Parent): HtmlSections {
  const list = createSectionList();
  const blocks: ReadBlock[] = [];
  const structured = createStructureCheck();
  let run: ElementContent[] = [];
  let section: number | null = null;
  let sectionAnchor: string | undefined;
  let nearAnchor: string | undefined;

  function flush(): void {
    const nodes = run;
    run = [];
    if (nodes.every((node) => node.type === 'text' && node.value.trim() === '')) return;
    const read = mdastOf(tidyPhrases(nodes)).flatMap((node) => blockOf(node, section));
    if (read.length === 0) return;
    sectionAnchor = nearAnchor = undefined;
    blocks.push(...read);
  }

  function addSection(depth: number, text: string, anchor: string | undefined): void {
    list.add({ depth, text, ...(anchor !== undefined && { anchor }) }, undefined);
    section = list.current();
    sectionAnchor = nearAnchor = undefined;
  }

  function heading(element: Element, depth: number): void {
    flush();
    const text = headingText(element);
    if (text.length > MAX_HEADING) {
      run.push({ ...element, tagName: 'p' });
      flush();
      return;
    }
    if (text === '') return;
    const inner = findElement(element, (one) => targetOf(one) !== undefined);
    const own = attribute(element, 'id');
    addSection(depth, text, own ?? sectionAnchor ?? (inner && targetOf(inner)) ?? nearAnchor);
  }

  function objects(element: Element): void {
    flush();
    const [outer, depth] = [section, Math.min(6, (section === null ? 1 : (list.sections[section]?.depth ?? 1)) + 1)];
    for (const part of childElements(element)) {
      if (part.tagName === 'dt') {
        flush();
        const { text, signature, anchor } = objectHeading(part);
        if (text !== '') addSection(depth, text, anchor);
        if (signature !== undefined) run.push(signature);
      } else walk(part);
    }
    flush();
    section = outer;
  }

  function inside(element: Element): void {
    flush();
    if (element.tagName === 'section' || element.tagName === 'article' || hasClass(element, ...SECTION_CLASSES)) {
      sectionAnchor = attribute(element, 'id') ?? sectionAnchor;
    }
    // `<a name>` that nobody closed is around everything up to the next one.
    if (element.tagName === 'a') nearAnchor = targetOf(element) ?? nearAnchor;
    walk(element);
    flush();
  }

  function walk(parent: Parent): void {
    const asSections = describesObjects(parent);
    for (const child of parent.children as HastContent[]) {
      if (child.type === 'text') run.push(child);
      if (child.type !== 'element') continue;
      const depth = headingDepth(child);
      const target = targetOf(child);
      if (depth !== undefined) heading(child, depth);
      else if (target !== undefined && plainText(child) === '') nearAnchor ??= target;
      else if (asSections && child.tagName === 'dl') objects(child);
      else if (isContents(child)) flush();
      else if (child.tagName === 'table' && isLayoutTable(child) && callOutOf(child) === undefined)
        for (const cell of tableCells(child)) inside(cell);
      else if (structured(child) && !isWhole(child)) inside(child);
      else push(child);
    }
  }

  function push(element: Element): void {
    const last = run.findLast((node) => node.type !== 'text' || node.value.trim() !== '');
    const goesOn =
      element.tagName === 'dl' && isElement(last, 'dl') && classesOf(last).join() === classesOf(element).join();
    if (goesOn && classesOf(element).length > 0)
      run[run.indexOf(last)] = { ...last, children: [...last.children, ...element.children] };
    else run.push(element);
  }

  walk(content);
  flush();
  return { sections: list.sections, blocks };
}

function isWhole(element: Element): boolean {
  if (element.tagName === 'ul' || element.tagName === 'ol')
    return childElements(element).some(({ tagName }) => tagName === 'li');
  return KEPT_WHOLE.includes(element.tagName) || callOutOf(element) !== undefined || tabsOf(element) !== undefined;
}

function headingDepth(element: Element): number | undefined {
  const digit = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (digit !== undefined) return Number(digit);
  if (attribute(element, 'role') !== 'heading') return undefined;
  const level = Number(attribute(element, 'ariaLevel') ?? '2');
  return level >= 1 && level <= 6 ? level : 2;
}

/** The generator's own numbers are left out: they move with every chapter that is added, the text does not. */
function headingText(element: Element): string {
  const numbers = outermost(element, (one) =>
    hasClass(one, 'section-number', 'sectnum', 'secno', 'header-section-number'),
  );
  const without = (parent: Element): Element => ({
    ...parent,
    children: parent.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child];
      if (numbers.includes(child)) return [];
      return child.tagName === 'br' ? [{ type: 'text', value: ' ' }] : [without(child)];
    }),
  });
  return plainText(without(element)).replace(/\s*[¶\uf0c1]$/u, '');
}

/** The name of an empty link target: `<a name="x"></a>`, `<span id="x"></span>`. */
function targetOf(element: Element): string | undefined {
  if (!['a', 'span', 'div', 'p'].includes(element.tagName)) return undefined;
  const name = attribute(element, 'id') ?? attribute(element, 'name');
  if (name === undefined || attribute(element, 'href') !== undefined) return undefined;
  const isEmpty = plainText(element) === '' && findElement(element, ({ tagName }) => tagName === 'img') === undefined;
  return isEmpty || element.tagName === 'a' ? name : undefined;
}

/** A list of nothing but links into the same page repeats its headings. */
function isContents(element: Element): boolean {
  if (!['ul', 'ol', 'div', 'dl'].includes(element.tagName)) return false;
  const links = outermost(element, ({ tagName }) => tagName === 'a');
  if (links.length < 3 || !links.every((link) => (attribute(link, 'href') ?? '').startsWith('#'))) return false;
  return links.reduce((sum, link) => sum + plainText(link).length, 0) >= plainText(element).length * 0.9;
}

/** Tells which elements have headings, layout tables or descriptions of objects somewhere inside. */
function createStructureCheck(): (element: Element) => boolean {
  const known = new WeakMap<Element, boolean>();
  function check(element: Element): boolean {
    const found = known.get(element);
    if (found !== undefined) return found;
    const answer =
      describesObjects(element) ||
      childElements(element).some(
        (child) =>
          headingDepth(child) !== undefined || (child.tagName === 'table' && isLayoutTable(child)) || check(child),
      );
    known.set(element, answer);
    return answer;
  }
  return check;
}

function blockOf(node: RootContent, section: number | null): ReadBlock[] {
  const kind = KINDS[node.type];
  if (kind === undefined) return [];
  const text = writeMarkdown(node);
  return text.trim() === '' ? [] : [{ kind, text, section }];
}
