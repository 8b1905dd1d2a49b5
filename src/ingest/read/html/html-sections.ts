/** Walks a page's text from heading to heading and writes what stands between them as Markdown. */
import type { Element, ElementContent, RootContent as HastContent } from 'hast';
import type { RootContent } from 'mdast';
import { writeMarkdown } from '../parts/markdown-writer.js';
import type { BlockKind, ReadBlock, ReadSection } from '../page-reader.js';
import { createSectionList, type SectionList } from '../parts/section-list.js';
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

/** A page's text while it is walked. */
interface Walk {
  readonly list: SectionList;
  readonly blocks: ReadBlock[];
  /** Which elements have headings, layout tables or descriptions of objects somewhere inside. */
  readonly isStructured: (element: Element) => boolean;
  /** What stands together since the last block was written. */
  run: ElementContent[];
  /** The section that is open. */
  section: number | null;
  /** Id of the container that the next heading begins. */
  sectionAnchor: string | undefined;
  /** Name of a link target in front of the next heading. */
  nearAnchor: string | undefined;
}

/** @param content without furniture. */
export function htmlSections(content: Parent): HtmlSections {
  const walk: Walk = {
    list: createSectionList(),
    blocks: [],
    isStructured: createStructureCheck(),
    run: [],
    section: null,
    sectionAnchor: undefined,
    nearAnchor: undefined,
  };
  walkChildren(walk, content);
  writeRun(walk);
  return { sections: walk.list.sections, blocks: walk.blocks };
}

function writeRun(walk: Walk): void {
  const nodes = walk.run;
  walk.run = [];
  if (nodes.every((node) => node.type === 'text' && node.value.trim() === '')) return;
  const read = mdastOf(tidyPhrases(nodes)).flatMap((node) => blockOf(node, walk.section));
  if (read.length === 0) return;
  walk.sectionAnchor = walk.nearAnchor = undefined;
  walk.blocks.push(...read);
}

function addSection(walk: Walk, depth: number, text: string, anchor: string | undefined): void {
  walk.list.add({ depth, text, ...(anchor !== undefined && { anchor }) }, undefined);
  walk.section = walk.list.current();
  walk.sectionAnchor = walk.nearAnchor = undefined;
}

function addHeading(walk: Walk, element: Element, depth: number): void {
  writeRun(walk);
  const text = headingText(element);
  if (text.length > MAX_HEADING) {
    walk.run.push({ ...element, tagName: 'p' });
    writeRun(walk);
    return;
  }
  if (text === '') return;
  const inner = findElement(element, (one) => targetOf(one) !== undefined);
  const own = attribute(element, 'id');
  addSection(walk, depth, text, own ?? walk.sectionAnchor ?? (inner && targetOf(inner)) ?? walk.nearAnchor);
}

/** A list of descriptions of objects: each object is a section. */
function addObjects(walk: Walk, element: Element): void {
  writeRun(walk);
  const outer = walk.section;
  const depth = Math.min(6, (outer === null ? 1 : (walk.list.sections[outer]?.depth ?? 1)) + 1);
  for (const part of childElements(element)) {
    if (part.tagName === 'dt') {
      writeRun(walk);
      const { text, signature, anchor } = objectHeading(part);
      if (text !== '') addSection(walk, depth, text, anchor);
      if (signature !== undefined) walk.run.push(signature);
    } else walkChildren(walk, part);
  }
  writeRun(walk);
  walk.section = outer;
}

function walkInside(walk: Walk, element: Element): void {
  writeRun(walk);
  if (element.tagName === 'section' || element.tagName === 'article' || hasClass(element, ...SECTION_CLASSES)) {
    walk.sectionAnchor = attribute(element, 'id') ?? walk.sectionAnchor;
  }
  // `<a name>` that nobody closed is around everything up to the next one.
  if (element.tagName === 'a') walk.nearAnchor = targetOf(element) ?? walk.nearAnchor;
  walkChildren(walk, element);
  writeRun(walk);
}

function walkChildren(walk: Walk, parent: Parent): void {
  const asSections = describesObjects(parent);
  for (const child of parent.children as HastContent[]) {
    if (child.type === 'text') walk.run.push(child);
    if (child.type !== 'element') continue;
    const depth = headingDepth(child);
    const target = targetOf(child);
    if (depth !== undefined) addHeading(walk, child, depth);
    else if (target !== undefined && plainText(child) === '') walk.nearAnchor ??= target;
    else if (asSections && child.tagName === 'dl') addObjects(walk, child);
    else if (isContents(child)) writeRun(walk);
    else if (child.tagName === 'table' && isLayoutTable(child) && callOutOf(child) === undefined)
      for (const cell of tableCells(child)) walkInside(walk, cell);
    else if (walk.isStructured(child) && !isWhole(child)) walkInside(walk, child);
    else addToRun(walk, child);
  }
}

/** Lists of definitions that stand together are one, if they are of one class. */
function addToRun({ run }: Walk, element: Element): void {
  const last = run.findLast((node) => node.type !== 'text' || node.value.trim() !== '');
  const goesOn =
    element.tagName === 'dl' && isElement(last, 'dl') && classesOf(last).join() === classesOf(element).join();
  if (goesOn && classesOf(element).length > 0)
    run[run.indexOf(last)] = { ...last, children: [...last.children, ...element.children] };
  else run.push(element);
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
