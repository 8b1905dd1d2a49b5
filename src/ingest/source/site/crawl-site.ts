/**
 * Keeps a copy of a site's pages in a folder: those below an address, or those that a sitemap or an `llms.txt` names. A later
 * crawl asks for changes only. What is gone from the site goes from the folder; what just can't be had today stays.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { BadInputError, DomainError } from '../../../errors.js';
import type { PlanProblem } from '../plan.js';
import { mediaType, pageFile } from './page-file.js';
import { createPageFetcher, type FetchedPage, type PageFetcherOptions } from './page-fetcher.js';
import { linksOfHtml, linksOfMarkdown, parseSitemap } from './page-links.js';

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

const pageSchema = z.object({
  file: z.string(),
  type: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});
const stateSchema = z.object({ pages: z.record(z.string(), pageSchema) });
type KnownPage = z.infer<typeof pageSchema>;

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

/**
 * @param home the source's folder in the data folder.
 * @throws SourceUnavailableError when the start itself, or the site's robots.txt, can't be had: nothing is changed then.
 */
export async function crawlSite(location: string, home: string, options: CrawlOptions): Promise<CrawledSite> {
  const start = parseSiteLocation(location);
  const fetcher = await createPageFetcher(start, options);
  const maxPages = options.maxPages ?? usualPages;
  const folder = join(home, 'pages');
  const known = await knownPages(home);
  const now = new Map<string, KnownPage>();
  const files = new Map<string, string>();
  const problems: PlanProblem[] = [];
  let isList = isListAddress(start);
  const base = isList ? '/' : start.pathname.replace(/[^/]*$/, '');
  const seen = new Set<string>();
  const queue: URL[] = [];
  let left = 0;
  let sitemaps = 0;
  let asked = 0;

  function enqueue(url: URL): void {
    url.hash = '';
    if (url.origin !== start.origin || url.search !== '' || !url.pathname.startsWith(base) || seen.has(url.href))
      return;
    if (queue.length >= mostWaiting) return;
    seen.add(url.href);
    queue.push(url);
  }

  function freeFile(url: URL, wanted: string): string {
    const owner = files.get(wanted);
    if (owner === undefined || owner === url.href) return wanted;
    const hash = createHash('sha256').update(url.href).digest('hex').slice(0, 6);
    return wanted.replace(/(\.[^./]+)?$/, (ending) => `-${hash}${ending}`);
  }

  async function keep(url: URL, page: Extract<FetchedPage, { is: 'page' }>): Promise<void> {
    const wanted = pageFile(page.url, page.type, base);
    if (wanted === undefined) return;
    const file = freeFile(url, wanted);
    files.set(file, url.href);
    await writeWhole(join(folder, file), asUtf8(page.bytes, page.type));
    const { etag, lastModified } = page.validators;
    now.set(url.href, { file, type: page.type, ...(etag && { etag }), ...(lastModified && { lastModified }) });
  }

  function keepKnown(url: URL): KnownPage | undefined {
    const before = known.get(url.href);
    if (before === undefined) return undefined;
    files.set(before.file, url.href);
    now.set(url.href, before);
    return before;
  }

  /** What a page leads to; lists lead to pages, pages of a list to nothing. */
  async function leadsTo(url: URL, type: string, text: string, isStart: boolean): Promise<void> {
    if (isStart && isSitemap(url, type)) {
      isList = true;
      await visitSitemap(url, text);
    } else if (isList) {
      if (isStart) for (const link of linksOfMarkdown(text, url)) enqueue(link);
    } else if (/html/.test(type)) for (const link of linksOfHtml(text, url)) enqueue(link);
    else if (/markdown/.test(type)) for (const link of linksOfMarkdown(text, url)) enqueue(link);
  }

  async function visitSitemap(url: URL, text: string): Promise<void> {
    const map = parseSitemap(text, url);
    map.pages.forEach(enqueue);
    for (const inner of map.sitemaps) {
      sitemaps += 1;
      if (sitemaps > mostSitemaps || inner.origin !== start.origin) continue;
      const page = await fetcher.fetch(inner);
      if (page.is === 'page') await visitSitemap(inner, new TextDecoder().decode(page.bytes));
    }
  }

  async function visit(url: URL, isStart: boolean): Promise<void> {
    const before = known.get(url.href);
    const page = await fetcher.fetch(url, before);
    if (page.is === 'gone') {
      if (isStart) throw new BadInputError(`There is no page at ${url.href}.`, { location });
      return;
    }
    if (page.is === 'unchanged') {
      const kept = keepKnown(url);
      const bytes = kept && (await readFile(join(folder, kept.file)).catch(() => undefined));
      if (kept !== undefined && bytes !== undefined) {
        await leadsTo(url, mediaType(kept.type), bytes.toString('utf8'), isStart);
        return;
      }
      // The copy was lost: the page is asked for as if for the first time.
      known.delete(url.href);
      await visit(url, isStart);
      return;
    }
    const type = mediaType(page.type);
    const text = /text|html|xml|json/.test(type) ? new TextDecoder().decode(page.bytes) : '';
    if (!(isStart && isSitemap(page.url, type))) await keep(url, page);
    await leadsTo(page.url, type, text, isStart);
  }

  try {
    seen.add(start.href);
    await visit(start, true);
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      asked += 1;
      // Pages that are gone or lead elsewhere count too, so that a site can't keep a crawl busy with them.
      if (now.size >= maxPages || asked > maxPages * 3) {
        left = queue.length + 1;
        for (const rest of [url, ...queue]) keepKnown(rest);
        break;
      }
      try {
        await visit(url, false);
      } catch (error) {
        if (!(error instanceof DomainError) || options.signal?.aborted === true) throw error;
        keepKnown(url);
        problems.push({ path: url.pathname.slice(base.length) || url.href, code: error.code, reason: error.message });
      }
    }
  } finally {
    await fetcher.close();
  }

  // Pages that nothing leads to any more are gone, if everything that could lead to them was seen.
  const isWhole = problems.length === 0 && left === 0;
  for (const [href, page] of known) {
    if (now.has(href)) continue;
    if (!isWhole && !seen.has(href)) now.set(href, page);
    else if (!files.has(page.file)) await rm(join(folder, page.file), { force: true });
  }
  await writeWhole(join(home, 'site.json'), JSON.stringify({ pages: Object.fromEntries(now) }));
  const warnings =
    left > 0
      ? [
          `${location}: stopped after ${String(maxPages)} pages, ${String(left)} or more are left; --max-pages allows more.`,
        ]
      : [];
  return { folder, problems, warnings, addresses: new Map([...now].map(([href, { file }]) => [file, href])) };
}

function isListAddress({ pathname }: URL): boolean {
  return /\/llms(-full)?\.txt$|\.xml$/.test(pathname);
}

function isSitemap({ pathname }: URL, type: string): boolean {
  return /\.xml$/.test(pathname) || type === 'application/xml' || type === 'text/xml';
}

async function knownPages(home: string): Promise<Map<string, KnownPage>> {
  const text = await readFile(join(home, 'site.json'), 'utf8').catch(() => '{"pages":{}}');
  return new Map(Object.entries(stateSchema.parse(JSON.parse(text)).pages));
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(
    dirname(path),
    `.${createHash('sha256').update(path).digest('hex').slice(0, 16)}.${String(process.pid)}`,
  );
  await writeFile(draft, content);
  await rename(draft, path);
}

/** The charset stands in a header that a file does not have: other ones become UTF-8, which the byte order mark says. */
function asUtf8(bytes: Uint8Array, contentType: string): Uint8Array {
  const charset = /^text\/.*;\s*charset="?([\w.:-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return bytes;
  try {
    return Buffer.from(`\uFEFF${new TextDecoder(charset).decode(bytes)}`);
  } catch {
    return bytes;
  }
}
