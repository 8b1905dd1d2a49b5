/** Addresses that a page, a sitemap or an `llms.txt` names. */
import { parse } from 'parse5';
import { SaxesParser } from 'saxes';
import { SourceUnavailableError } from '../../../errors.js';

interface HtmlNode {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly HtmlNode[];
  readonly content?: HtmlNode;
}

function attribute(node: HtmlNode, name: string): string | undefined {
  return node.attrs?.find((given) => given.name === name)?.value;
}

function resolved(hrefs: readonly string[], base: URL): URL[] {
  return hrefs.flatMap((href) => (URL.canParse(href, base) ? [new URL(href, base)] : []));
}

/** `<a href>` in the order of the page; a `<base href>` counts. */
export function linksOfHtml(html: string, url: URL): URL[] {
  const hrefs: string[] = [];
  let base = url;
  const open: HtmlNode[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const href = attribute(node, 'href');
    if (node.nodeName === 'a' && href !== undefined) hrefs.push(href);
    if (node.nodeName === 'base' && href !== undefined && URL.canParse(href, url)) base = new URL(href, url);
    open.push(...(node.childNodes ?? []).toReversed());
  }
  return resolved(hrefs, base);
}

/** Inline links and autolinks, as `llms.txt` and Markdown pages have them; of addresses longer than any that works, none. */
export function linksOfMarkdown(text: string, url: URL): URL[] {
  const hrefs = [
    ...text.matchAll(/\]\(\s{0,20}<?([^\s<>()]{1,2000})>?[^()\n]{0,500}\)|<(https?:\/\/[^\s<>]{1,2000})>/g),
  ].map(([, inline, automatic]) => inline ?? automatic ?? '');
  return resolved(hrefs, url);
}

export interface Sitemap {
  readonly pages: readonly URL[];
  /** Of a sitemap index. */
  readonly sitemaps: readonly URL[];
}

/** @throws SourceUnavailableError when it is not well-formed, or no sitemap. */
export function parseSitemap(xml: string, url: URL): Sitemap {
  const pages: string[] = [];
  const sitemaps: string[] = [];
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  let fault: Error | undefined;
  parser.on('error', (error) => {
    fault ??= error;
  });
  parser.on('opentag', ({ name }) => {
    path.push(name.replace(/^.*:/, ''));
    text = '';
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('cdata', (part) => {
    text += part;
  });
  parser.on('closetag', () => {
    const place = path.join('/');
    if (place === 'urlset/url/loc') pages.push(text.trim());
    if (place === 'sitemapindex/sitemap/loc') sitemaps.push(text.trim());
    path.pop();
  });
  let root: string | undefined;
  parser.on('opentagstart', ({ name }) => {
    root ??= name.replace(/^.*:/, '');
  });
  try {
    parser.write(xml).close();
  } catch (error) {
    fault ??= error as Error;
  }
  if (fault !== undefined || (root !== 'urlset' && root !== 'sitemapindex')) {
    const reason = fault?.message ?? 'it has neither a urlset nor a sitemapindex';
    throw new SourceUnavailableError(`${url.href} is no sitemap: ${reason}.`, { url: url.href });
  }
  return { pages: resolved(pages, url), sitemaps: resolved(sitemaps, url) };
}
