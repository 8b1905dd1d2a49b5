/** HTML inside Markdown is never passed through: known tags vanish around their content, unknown ones (`<server-name>`) are text. */
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';

const knownTags = new Set(
  (
    'a abbr article aside audio b blockquote body br button caption center cite code col colgroup dd del details dfn div dl dt em ' +
    'fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li ' +
    'link main map mark math meta nav noscript object ol optgroup option p path picture pre q s samp script section select small ' +
    'source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead title tr tt u ul var video'
  ).split(' '),
);
const breakingTags = new Set('br div p li tr dt dd h1 h2 h3 h4 h5 h6 table ul ol hr summary pre'.split(' '));
const comment = /<!--[\s\S]*?(?:-->|$)|<![A-Za-z[][^>]*>|<\?[\s\S]*?\?>/g;
const tag = /<\/?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*|\/)?>/g;

/** The text that a piece of HTML shows, without interpreting it. */
export function htmlAsText(html: string): string {
  return html.replaceAll(comment, '').replaceAll(tag, (whole, name: string) => {
    const known = name.toLowerCase();
    if (!knownTags.has(known)) return whole;
    return breakingTags.has(known) ? '\n' : '';
  });
}

/** Replaces every HTML node of the tree by its text. Works in place. */
export function replaceHtml(tree: Root): void {
  visitParents(tree);
}

function visitParents(parent: Parents): void {
  const isFlow = parent.type !== 'paragraph' && !isPhrasing(parent);
  const children: Nodes[] = [];
  for (const child of parent.children) {
    if (child.type === 'html') {
      const text = isFlow
        ? htmlAsText(child.value)
            .replaceAll(/\n{2,}/g, '\n')
            .trim()
        : htmlAsText(child.value);
      if (text === '') continue;
      children.push(...(isFlow ? [{ type: 'paragraph' as const, children: lines(text) }] : lines(text)));
    } else {
      if ('children' in child) visitParents(child);
      children.push(child);
    }
  }
  // The replacement keeps each parent's content model: paragraphs where blocks stand, text where phrases stand.
  parent.children = children as RootContent[];
}

function lines(text: string): PhrasingContent[] {
  return text
    .split('\n')
    .flatMap((value, index): PhrasingContent[] => [
      ...(index > 0 ? [{ type: 'break' as const }] : []),
      { type: 'text', value },
    ]);
}

function isPhrasing(parent: Parents): boolean {
  return ['heading', 'emphasis', 'strong', 'delete', 'link', 'linkReference', 'tableCell'].includes(parent.type);
}
