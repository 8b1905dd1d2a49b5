/** Removes phrases without text, which the white-space collapser would look through again for each of their neighbours. */
import type { Element, ElementContent } from 'hast';

const PHRASES = new Set(
  (
    'a span b i em strong font small big u s strike code tt kbd samp var sub sup abbr acronym cite q mark del ins label time data ' +
    'dfn bdi bdo nobr wbr ruby rb rt rp'
  ).split(' '),
);

/** These mean nothing in Markdown: their text joins its neighbours. */
const PLAIN = new Set('span font small big abbr acronym cite ins time data dfn bdi bdo nobr ruby rb'.split(' '));

/** Copies; empty phrases go, blank ones become one blank, text that nothing separates is one text. */
export function tidyPhrases(nodes: readonly ElementContent[]): ElementContent[] {
  const result: ElementContent[] = [];
  let texts: string[] = [];
  const endText = (): void => {
    if (texts.length > 0) result.push({ type: 'text', value: texts.join('') });
    texts = [];
  };
  const add = (node: ElementContent, isFirst: boolean): void => {
    if (node.type === 'text') {
      const isBlankAgain = node.value.trim() === '' && texts.at(-1)?.trim() === '';
      if (node.value !== '' && !isBlankAgain) texts.push(node.value);
    } else if (node.type === 'element') {
      const isTick = node.tagName === 'input';
      if (isTick && !isFirst) return;
      const children = tidyChildren(node);
      const isPhrase = PHRASES.has(node.tagName);
      const isBlank = children.every((child) => child.type === 'text' && child.value.trim() === '');
      if (isPhrase && isBlank) {
        if (children.length > 0 && texts.at(-1) !== ' ') texts.push(' ');
      } else if (PLAIN.has(node.tagName) && node.properties['className'] === undefined) {
        for (const child of children) add(child, false);
      } else {
        endText();
        result.push({ ...node, children });
      }
    }
  };
  for (const node of nodes) add(node, result.length === 0 && texts.every((text) => text.trim() === ''));
  endText();
  return result;
}

function tidyChildren(node: Element): ElementContent[] {
  return node.tagName === 'pre' || node.tagName === 'textarea' ? node.children : tidyPhrases(node.children);
}
