/** Descriptions of commands, options, statements and functions as Sphinx writes them: `dl` with signatures that have ids. */
import type { Element } from 'hast';
import { attribute, childElements, findElement, hasClass, plainText, type Parent } from './elements.js';

/** Shorter ones on average stay one list: a section for each would tear a table of options apart. */
const LEAST_LENGTH = 200;
const MAX_HEADING = 120;

/** True when the objects that stand directly in `parent` are long enough to be sections of their own. */
export function describesObjects(parent: Parent): boolean {
  const definitions: Element[] = [];
  for (const list of childElements(parent)) {
    if (list.tagName !== 'dl') continue;
    const parts = childElements(list);
    if (!parts.some(isSignature)) continue;
    definitions.push(...parts.filter(({ tagName }) => tagName === 'dd'));
  }
  if (definitions.length === 0) return false;
  const length = definitions.reduce((sum, one) => sum + plainText(one).length, 0);
  return length >= definitions.length * LEAST_LENGTH;
}

function isSignature(element: Element): boolean {
  return element.tagName === 'dt' && hasClass(element, 'sig', 'sig-object') && attribute(element, 'id') !== undefined;
}

export interface ObjectHeading {
  readonly text: string;
  /** All of it, where it is too long for a heading. */
  readonly signature?: Element;
  readonly anchor: string | undefined;
}

export function objectHeading(term: Element): ObjectHeading {
  const text = plainText(term);
  const anchor = attribute(term, 'id');
  if (text.length <= MAX_HEADING) return { text, anchor };
  const name = findElement(term, (one) => hasClass(one, 'descname', 'sig-name'));
  return {
    text: name === undefined ? `${text.slice(0, MAX_HEADING).replace(/\s+\S*$/, '')}…` : plainText(name),
    signature: { ...term, tagName: 'pre', properties: {} },
    anchor,
  };
}
