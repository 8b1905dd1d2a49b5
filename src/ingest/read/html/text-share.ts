/** How much of an element's text is the text of links: navigation is nearly all links, prose is not. */
import type { Element, Nodes } from 'hast';

export interface TextShare {
  /** Characters of text, without white space. */
  readonly text: number;
  /** Of which inside of links. */
  readonly linked: number;
  readonly links: number;
}

const NOTHING: TextShare = { text: 0, linked: 0, links: 0 };

/** Measures each element once; the tree must not change meanwhile. */
export function createTextShares(): (node: Nodes) => TextShare {
  const known = new WeakMap<Element, TextShare>();

  function shareOf(node: Nodes): TextShare {
    if (node.type === 'text') return { ...NOTHING, text: node.value.replace(/\s+/g, '').length };
    if (node.type !== 'element' && node.type !== 'root') return NOTHING;
    const found = node.type === 'element' ? known.get(node) : undefined;
    if (found !== undefined) return found;
    let [text, linked, links] = [0, 0, 0];
    for (const child of node.children) {
      const share = shareOf(child);
      text += share.text;
      linked += share.linked;
      links += share.links;
    }
    if (node.type === 'root') return { text, linked, links };
    const isLink = node.tagName === 'a' && node.properties['href'] !== undefined;
    const share = isLink ? { text, linked: text, links: 1 } : { text, linked, links };
    known.set(node, share);
    return share;
  }

  return shareOf;
}

export function linkRatio({ text, linked }: TextShare): number {
  return text === 0 ? 0 : linked / text;
}
