/** Reads what hast elements say about themselves. */
import type { Element, Nodes, Root } from 'hast';
import { toString } from 'hast-util-to-string';

export type Parent = Element | Root;

export function isElement(node: Nodes | undefined, ...names: readonly string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

export function childElements(parent: Parent): Element[] {
  return (parent.children as Element['children']).filter((child) => child.type === 'element');
}

/** An attribute's text under its DOM name (`className`, `ariaHidden`, `dataLang`); lists are joined with blanks. */
export function attribute(element: Element, name: string): string | undefined {
  const value = element.properties[name];
  if (value === undefined || value === null || value === false) return undefined;
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** Class names; the hash that CSS modules append to them (`tocMobile_ITEo`) is gone. */
export function classesOf(element: Element): string[] {
  const names = element.properties['className'];
  return Array.isArray(names) ? names.map((name) => name.replace(/_[\w-]{4,5}$/, '')) : [];
}

export function hasClass(element: Element, ...names: readonly string[]): boolean {
  return classesOf(element).some((name) => names.includes(name));
}

/** All text, white space collapsed. */
export function plainText(node: Nodes): string {
  return toString(node).replace(/\s+/g, ' ').trim();
}

/** The first element below `parent`, in document order, that fits. */
export function findElement(parent: Parent, fits: (element: Element) => boolean): Element | undefined {
  for (const child of childElements(parent)) {
    const found = fits(child) ? child : findElement(child, fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All elements below `parent` that fit, outermost first; what stands inside of one is not looked at again. */
export function outermost(parent: Parent, fits: (element: Element) => boolean): Element[] {
  return childElements(parent).flatMap((child) => (fits(child) ? [child] : outermost(child, fits)));
}

export function element(tagName: string, children: Element['children']): Element {
  return { type: 'element', tagName, properties: {}, children };
}
