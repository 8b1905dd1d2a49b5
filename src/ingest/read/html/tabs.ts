/** Lays tabs out one after the other, each under its label. */
import type { Element, ElementContent } from 'hast';
import {
  attribute,
  childElements,
  element,
  findElement,
  hasClass,
  outermost,
  plainText,
  isElement,
} from './elements.js';

/**
 * Understands ARIA tabs (Docusaurus, Sphinx tabs, Asciidoctor tabs, Starlight), Material for MkDocs and sphinx-design, and
 * Asciidoctor's `[tabs]`.
 * @returns undefined for an element that is no set of tabs.
 */
export function tabsOf(candidate: Element): ElementContent[] | undefined {
  if (!['div', 'section', 'starlight-tabs'].includes(candidate.tagName)) return undefined;
  return ariaTabs(candidate) ?? labelledBlocks(candidate) ?? definedTabs(candidate);
}

function ariaTabs(candidate: Element): ElementContent[] | undefined {
  const isList = (one: Element): boolean => attribute(one, 'role') === 'tablist' || hasClass(one, 'tablist');
  const list = childElements(candidate)
    .map((child) => (isList(child) ? child : findElement(child, isList)))
    .find((found) => found !== undefined);
  if (list === undefined) return undefined;
  const isTab = (one: Element): boolean => attribute(one, 'role') === 'tab' || hasClass(one, 'tab');
  const isPanel = (one: Element): boolean =>
    attribute(one, 'role') === 'tabpanel' || hasClass(one, 'tabpanel', 'tab-pane');
  const tabs = outermost(list, isTab);
  const panels = outermost(candidate, isPanel);
  if (tabs.length === 0 || panels.length === 0) return undefined;
  if (outermost(candidate, isList).length > 1) return undefined;
  return panels.flatMap((panel, at) => {
    const id = attribute(panel, 'id');
    const by = attribute(panel, 'ariaLabelledBy');
    const tab =
      tabs.find(
        (one) =>
          (id !== undefined && attribute(one, 'ariaControls') === id) ||
          (by !== undefined && attribute(one, 'id') === by),
      ) ?? tabs[at];
    return under(tab === undefined ? '' : plainText(tab), panel.children);
  });
}

/** `input`s are gone by now; labels stand before the blocks, or each before its own. */
function labelledBlocks(candidate: Element): ElementContent[] | undefined {
  if (!hasClass(candidate, 'tabbed-set', 'sd-tab-set')) return undefined;
  const labels = outermost(candidate, ({ tagName }) => tagName === 'label');
  const isBlock = (one: Element): boolean => hasClass(one, 'tabbed-block', 'sd-tab-content');
  const blocks = outermost(candidate, isBlock);
  const plain = blocks.length > 0 ? blocks : childElements(candidate).filter((one) => hasClass(one, 'tabbed-content'));
  if (plain.length === 0) return undefined;
  return plain.flatMap((block, at) => {
    const label = labels[at];
    return under(label === undefined ? '' : plainText(label), block.children);
  });
}

/** Asciidoctor's `[tabs]` before a script draws them: a list of definitions. */
function definedTabs(candidate: Element): ElementContent[] | undefined {
  if (!hasClass(candidate, 'openblock') || !hasClass(candidate, 'tabs')) return undefined;
  const list = findElement(candidate, ({ tagName }) => tagName === 'dl');
  let label = '';
  return (
    list &&
    childElements(list).flatMap((part) => {
      if (part.tagName === 'dd') return under(label, part.children);
      label = plainText(part);
      return [];
    })
  );
}

function under(label: string, content: readonly ElementContent[]): ElementContent[] {
  if (content.every((node) => plainText(node) === '' && !isElement(node, 'img'))) return [];
  const heading = element('p', [element('strong', [{ type: 'text', value: label }])]);
  return label === '' ? [...content] : [heading, ...content];
}
