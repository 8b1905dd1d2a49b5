/**
 * Keeps a copy of a site's pages in a folder: those below an address, or those that a sitemap or an `llms.txt` names. A later
 * crawl asks for changes only. What is gone from the site goes from the folder; what just can't be had today stays.
 */
import { BadInputError, DomainError } from '../../../errors.js';
import type { PlanProblem } from '../plan.js';
import { mediaType } from './page-file.js';
import { createPageFetcher, type PageFetcher, type PageFetcherOptions } from './page-fetcher.js';
import { linksOfHtml, linksOfMarkdown, parseSitemap } from './page-links.js';
import { openSiteCopy, type SiteCopy } from './site-copy.js';

const usualPages = 2_000;
/** Sitemaps that one sitemap may lead to. */
const mostSitemaps = 200;
/** Addresses that wait to be fetched. */
const mostWaiting = 100_000;

export interface CrawlOptions extends PageFetcherOptions {
  readonly maxPages?: number;
}

export interface CrawledSite {
  readonly folder: string;
  /** Pages that could not be had, with the reason; the copy of before stays. */
  readonly problems: readonly PlanProblem[];
  /** Address by path below the folder. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** @throws BadInputError */
export function parseSiteLocation(location: string): URL {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new BadInputError(`${location} is no address of a web page; write http or https, without a user name.`, {
      location,
    });
  }
  url.hash = '';
  return url;
}

/** A site while it is crawled. */
interface Crawl {
  readonly start: URL;
  readonly location: string;
  /** The path that all pages are below. */
  readonly base: string;
  readonly fetcher: PageFetcher;
  readonly copy: SiteCopy;
  readonly signal: AbortSignal | undefined;
  readonly maxPages: number;
  /** The start names the pages, and they lead nowhere. */
  isList: boolean;
  /** Addresses that were ever in the queue. */
  readonly seen: Set<string>;
  readonly queue: URL[];
  readonly problems: PlanProblem[];
  sitemaps: number;
  asked: number;
  /** Pages that were left when the crawl stopped. */
  left: number;
}

/**
 * @param home the source's folder in the data folder.
 * @throws SourceUnavailableError when the start itself, or the site's robots.txt, can't be had: nothing is changed then.
 */
export async function crawlSite(location: string, home: string, options: CrawlOptions): Promise<CrawledSite> {
  const crawl = await beginCrawl(location, home, options);
  const { copy, problems, seen, maxPages } = crawl;
  try {
    await visitAll(crawl);
  } finally {
    await crawl.fetcher.close();
  }
  // Pages that nothing leads to any more are gone, if everything that could lead to them was seen.
  const isWhole = problems.length === 0 && crawl.left === 0;
  const addresses = await copy.finish((href) => isWhole || seen.has(href));
  const warnings =
    crawl.left > 0
      ? [
          `${location}: stopped after ${String(maxPages)} pages, ${String(crawl.left)} or more are left; --max-pages allows more.`,
        ]
      : [];
  return { folder: copy.folder, problems, warnings, addresses };
}

async function beginCrawl(location: string, home: string, options: CrawlOptions): Promise<Crawl> {
  const start = parseSiteLocation(location);
  const fetcher = await createPageFetcher(start, options);
  const isList = isListAddress(start);
  const base = isList ? '/' : start.pathname.replace(/[^/]*$/, '');
  return {
    start,
    location,
    base,
    fetcher,
    copy: await openSiteCopy(home, base),
    signal: options.signal,
    maxPages: options.maxPages ?? usualPages,
    isList,
    seen: new Set([start.href]),
    queue: [],
    problems: [],
    sitemaps: 0,
    asked: 0,
    left: 0,
  };
}

async function visitAll(crawl: Crawl): Promise<void> {
  const { start, copy, queue, maxPages } = crawl;
  await visit(crawl, start, true);
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    crawl.asked += 1;
    // Pages that are gone or lead elsewhere count too, so that a site can't keep a crawl busy with them.
    if (copy.size() >= maxPages || crawl.asked > maxPages * 3) {
      crawl.left = queue.length + 1;
      for (const rest of [url, ...queue]) copy.keepKnown(rest);
      return;
    }
    await tryToVisit(crawl, url);
  }
}

/** What can't be had today stays as it was. */
async function tryToVisit(crawl: Crawl, url: URL): Promise<void> {
  try {
    await visit(crawl, url, false);
  } catch (error) {
    if (!(error instanceof DomainError) || crawl.signal?.aborted === true) throw error;
    crawl.copy.keepKnown(url);
    const path = url.pathname.slice(crawl.base.length) || url.href;
    crawl.problems.push({ path, code: error.code, reason: error.message });
  }
}

async function visit(crawl: Crawl, url: URL, isStart: boolean): Promise<void> {
  const { fetcher, copy, location } = crawl;
  const page = await fetcher.fetch(url, copy.known(url));
  if (page.is === 'gone') {
    if (isStart) throw new BadInputError(`There is no page at ${url.href}.`, { location });
    return;
  }
  if (page.is === 'unchanged') {
    const kept = copy.keepKnown(url);
    const text = kept && (await copy.textOf(kept));
    if (kept !== undefined && text !== undefined) {
      await followLinks(crawl, { url, type: mediaType(kept.type), text, isStart });
      return;
    }
    // The copy was lost: the page is asked for as if for the first time.
    copy.forget(url);
    await visit(crawl, url, isStart);
    return;
  }
  const type = mediaType(page.type);
  const text = /text|html|xml|json/.test(type) ? new TextDecoder().decode(page.bytes) : '';
  if (!(isStart && isSitemap(page.url, type))) await copy.save(url, page);
  await followLinks(crawl, { url: page.url, type, text, isStart });
}

interface VisitedPage {
  readonly url: URL;
  readonly type: string;
  readonly text: string;
  readonly isStart: boolean;
}

/** What a page leads to; lists lead to pages, pages of a list to nothing. */
async function followLinks(crawl: Crawl, { url, type, text, isStart }: VisitedPage): Promise<void> {
  if (isStart && isSitemap(url, type)) {
    crawl.isList = true;
    await visitSitemap(crawl, url, text);
  } else if (crawl.isList) {
    if (isStart) enqueueAll(crawl, linksOfMarkdown(text, url));
  } else if (/html/.test(type)) enqueueAll(crawl, linksOfHtml(text, url));
  else if (/markdown/.test(type)) enqueueAll(crawl, linksOfMarkdown(text, url));
}

async function visitSitemap(crawl: Crawl, url: URL, text: string): Promise<void> {
  const map = parseSitemap(text, url);
  enqueueAll(crawl, map.pages);
  for (const inner of map.sitemaps) {
    crawl.sitemaps += 1;
    if (crawl.sitemaps > mostSitemaps || inner.origin !== crawl.start.origin) continue;
    const page = await crawl.fetcher.fetch(inner);
    if (page.is === 'page') await visitSitemap(crawl, inner, new TextDecoder().decode(page.bytes));
  }
}

/** Those that are below the start and were not seen yet. */
function enqueueAll({ start, base, seen, queue }: Crawl, urls: Iterable<URL>): void {
  for (const url of urls) {
    url.hash = '';
    if (url.origin !== start.origin || url.search !== '' || !url.pathname.startsWith(base) || seen.has(url.href))
      continue;
    if (queue.length >= mostWaiting) return;
    seen.add(url.href);
    queue.push(url);
  }
}

function isListAddress({ pathname }: URL): boolean {
  return /\/llms(-full)?\.txt$|\.xml$/.test(pathname);
}

function isSitemap({ pathname }: URL, type: string): boolean {
  return /\.xml$/.test(pathname) || type === 'application/xml' || type === 'text/xml';
}
