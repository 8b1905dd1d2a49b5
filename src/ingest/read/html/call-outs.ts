/** Recognises the call-outs of documentation generators: notes, tips, warnings and their kin. */
import type { Element, ElementContent } from 'hast';
import { callOutLabel } from '../parts/call-out.js';
import {
  attribute,
  childElements,
  classesOf,
  element,
  findElement,
  hasClass,
  isElement,
  plainText,
} from './elements.js';
import { tableCells } from './table-grid.js';

const KINDS = new Set(
  (
    'note tip hint important warning caution danger attention error info information seealso success question example abstract ' +
    'bug failure secondary todo check help notice remember'
  ).split(' '),
);

/** Classes that say "this is a call-out" without saying which. */
const MARKERS = new Set(
  'admonition admonitionblock theme-admonition markdown-alert alert callout call-out custom-block starlight-aside bd-callout notification'.split(
    ' ',
  ),
);
const PREFIX = /^(?:admonition|theme-admonition|markdown-alert|alert|callout|starlight-aside-|note_|is|td-alert)-{0,2}/;

const TITLE_CLASSES = [
  'admonition-title',
  'admonition-heading',
  'admonitionHeading',
  'markdown-alert-title',
  'custom-block-title',
  'alert-heading',
  'alert-title',
  'callout-title',
  'starlight-aside__title',
  'note__title',
  'notetitle',
  'title',
];

const SAME: Readonly<Record<string, string>> = { seealso: 'See also', information: 'info', secondary: 'note' };
const BOOTSTRAP: Readonly<Record<string, string>> = { primary: 'note', warning: 'warning', danger: 'danger' };

export interface CallOut {
  /** `Note`, or `Note: Mind the gap`. */
  readonly label: string;
  readonly content: readonly ElementContent[];
}

/** Undefined for everything that is no call-out. */
export function callOutOf(candidate: Element): CallOut | undefined {
  if (!['div', 'aside', 'section', 'details', 'blockquote', 'table', 'p', 'dl'].includes(candidate.tagName))
    return undefined;
  const kind = kindOf(candidate);
  if (kind === undefined) return undefined;
  const body = bodyOf(candidate);
  const title = titleIn(body);
  const said = title === undefined ? '' : plainText(title).replace(/:$/, '');
  const label = labelOf(SAME[kind] ?? kind, said);
  const content = title === undefined ? body : without(body, title);
  return content.every((node) => plainText(node) === '' && !isElement(node, 'img')) ? undefined : { label, content };
}

/** A title that names a kind by itself, `Note for operators` or `Caution`, needs no other before it. */
function labelOf(kind: string, title: string): string {
  const lower = title.toLowerCase();
  const isWhole = KINDS.has(lower) || lower.startsWith(kind.toLowerCase());
  return isWhole && lower !== kind.toLowerCase() ? title : callOutLabel(kind, title).slice(2, -2);
}

function kindOf(candidate: Element): string | undefined {
  const classes = classesOf(candidate).map((name) => name.toLowerCase());
  const isMarked = classes.some((name) => MARKERS.has(name) || name.startsWith('theme-admonition'));
  const plain = classes.find((name) => KINDS.has(name));
  if (isMarked) {
    for (const name of classes) {
      const rest = name.replace(PREFIX, '');
      if (KINDS.has(rest)) return rest;
      const bootstrap = BOOTSTRAP[rest];
      if (bootstrap !== undefined && name !== rest) return bootstrap;
    }
    return classes.includes('alert') && attribute(candidate, 'role') !== 'alert' ? undefined : 'note';
  }
  if (attribute(candidate, 'role') === 'note') return plain ?? 'note';
  if (plain === undefined) return undefined;
  if (candidate.tagName === 'p') return undefined;
  const isDoxygen = candidate.tagName === 'dl' && classes.includes('section');
  if (candidate.tagName === 'dl' && !isDoxygen) return undefined;
  return candidate.tagName !== 'section' || classes.length < 3 ? plain : undefined;
}

/** What the box holds; a table that only puts an icon beside the text is unpacked. */
function bodyOf(candidate: Element): ElementContent[] {
  const table = candidate.tagName === 'table' ? candidate : onlyTable(candidate);
  if (table === undefined) {
    const marked = findElement(candidate, (one) => hasClass(one, 'admonitionContent', 'admonition-content'));
    const heading = findElement(candidate, (one) => hasClass(one, 'admonitionHeading', 'admonition-heading'));
    if (marked !== undefined) return [...(heading === undefined ? [] : [heading]), ...marked.children];
    return [...candidate.children];
  }
  const content = tableCells(table).filter((cell) => !hasClass(cell, 'icon'));
  return content.flatMap((cell) => {
    const isHead = cell.tagName === 'th' || findElement(cell, ({ tagName }) => tagName === 'img') !== undefined;
    if (isHead && plainText(cell).length < 60) {
      const words = plainText(cell);
      return words === '' ? [] : [titleParagraph(words)];
    }
    return cell.children;
  });
}

function onlyTable(candidate: Element): Element | undefined {
  const [only, ...others] = childElements(candidate);
  return only?.tagName === 'table' && others.length === 0 ? only : undefined;
}

function titleParagraph(words: string): Element {
  return { ...element('p', [{ type: 'text', value: words }]), properties: { className: ['title'] } };
}

function titleIn(body: readonly ElementContent[]): Element | undefined {
  const first = body.find((node) => node.type === 'element' || (node.type === 'text' && node.value.trim() !== ''));
  if (!isElement(first)) return undefined;
  if (hasClass(first, ...TITLE_CLASSES)) return first;
  if (['summary', 'dt'].includes(first.tagName) || /^h[1-6]$/.test(first.tagName)) return first;
  const bare = plainText(first).replace(/:$/, '').toLowerCase();
  if (first.tagName === 'p' && KINDS.has(bare)) return first;
  return ['div', 'header'].includes(first.tagName) && plainText(first).length < 80
    ? titleIn(first.children)
    : undefined;
}

/** The content without its title, however deep that stands. */
function without(body: readonly ElementContent[], title: Element): ElementContent[] {
  return body.flatMap((node) => {
    if (node === title) return [];
    if (!isElement(node) || !holds(node, title)) return [node];
    return [{ ...node, children: without(node.children, title) }];
  });
}

function holds(parent: Element, wanted: Element): boolean {
  return childElements(parent).some((child) => child === wanted || holds(child, wanted));
}
