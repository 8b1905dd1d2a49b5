/** Cross references without a text show the title of the page that they lead to, as Antora shows it. */
import type { Document } from '@asciidoctor/core';
import { decodeText } from '../parts/decode.js';
import type { ReadContext } from '../read-context.js';
import { asciidocPaths } from './antora.js';

/** What Asciidoctor makes of `xref:path[]`: a link that shows the path. */
const BARE = /(<a href="[^"]*")>((?:[^<>:]*:){0,2}[^<>:]+\.adoc)(?=<\/a>)/g;

export async function withPageTitles(
  html: string,
  document: Document,
  context: ReadContext,
  component: string | undefined,
): Promise<string> {
  const titles = new Map<string, string | undefined>();
  for (const [, , target = ''] of html.matchAll(BARE)) {
    if (titles.has(target)) continue;
    const page = await context.find(asciidocPaths(target, context.path, component));
    const title = page && /^= +(\S.*)$/m.exec(decodeText(page.bytes, page.path).text)?.[1];
    titles.set(target, title && shownTitle(title.trim(), document));
  }
  return html.replace(BARE, (whole, link: string, target: string) => {
    const title = titles.get(target);
    return title === undefined ? whole : `${link}>${title}`;
  });
}

/** Attributes are those of the page that refers: what its site states is the same for both. */
function shownTitle(title: string, document: Document): string {
  return title
    .replace(/\{([a-z][\w-]*)\}/g, (whole, name: string) => {
      const value: unknown = document.getAttribute(name);
      return typeof value === 'string' ? value : whole;
    })
    .replace(/`/g, '')
    .replace(/&(?!#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
