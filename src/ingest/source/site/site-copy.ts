/** The copy of a site in a folder: its pages as files, and what is known of each for the next crawl. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { pageFile } from './page-file.js';
import type { FetchedPage } from './page-fetcher.js';

const pageSchema = z.object({
  file: z.string(),
  type: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
});
const stateSchema = z.object({ pages: z.record(z.string(), pageSchema) });
export type KnownPage = z.infer<typeof pageSchema>;

export interface SiteCopy {
  /** Of the pages. */
  readonly folder: string;
  /** How many pages are kept now. */
  readonly size: () => number;
  /** As the crawl before has left it; undefined for a page that it did not have. */
  readonly known: (url: URL) => KnownPage | undefined;
  /** Takes the page as one that was never seen. */
  readonly forget: (url: URL) => void;
  /** Its text as it is kept; undefined if that was lost. */
  readonly textOf: (page: KnownPage) => Promise<string | undefined>;
  readonly save: (url: URL, page: Extract<FetchedPage, { is: 'page' }>) => Promise<void>;
  /** Leaves the copy of before as it is. */
  readonly keepKnown: (url: URL) => KnownPage | undefined;
  /**
   * Removes what is gone from the site, and writes down what is known.
   * @param isGone tells by the address of a page that was not seen now.
   * @returns addresses by path below the folder.
   */
  readonly finish: (isGone: (href: string) => boolean) => Promise<ReadonlyMap<string, string>>;
}

/**
 * @param home the source's folder in the data folder.
 * @param base the path that all pages are below.
 */
export async function openSiteCopy(home: string, base: string): Promise<SiteCopy> {
  const folder = join(home, 'pages');
  const known = await knownPages(home);
  const now = new Map<string, KnownPage>();
  /** Addresses by the files that hold them. */
  const files = new Map<string, string>();

  function freeFile(url: URL, wanted: string): string {
    const owner = files.get(wanted);
    if (owner === undefined || owner === url.href) return wanted;
    const hash = createHash('sha256').update(url.href).digest('hex').slice(0, 6);
    return wanted.replace(/(\.[^./]+)?$/, (ending) => `-${hash}${ending}`);
  }

  return {
    folder,
    size: () => now.size,
    known: (url) => known.get(url.href),
    forget(url) {
      known.delete(url.href);
    },
    textOf: ({ file }) => readFile(join(folder, file), 'utf8').catch(() => undefined),
    async save(url, page) {
      const wanted = pageFile(page.url, page.type, base);
      if (wanted === undefined) return;
      const file = freeFile(url, wanted);
      files.set(file, url.href);
      await writeWhole(join(folder, file), asUtf8(page.bytes, page.type));
      const { etag, lastModified } = page.validators;
      now.set(url.href, { file, type: page.type, ...(etag && { etag }), ...(lastModified && { lastModified }) });
    },
    keepKnown(url) {
      const before = known.get(url.href);
      if (before === undefined) return undefined;
      files.set(before.file, url.href);
      now.set(url.href, before);
      return before;
    },
    async finish(isGone) {
      for (const [href, page] of known) {
        if (now.has(href)) continue;
        if (!isGone(href)) now.set(href, page);
        else if (!files.has(page.file)) await rm(join(folder, page.file), { force: true });
      }
      await writeWhole(join(home, 'site.json'), JSON.stringify({ pages: Object.fromEntries(now) }));
      return new Map([...now].map(([href, { file }]) => [file, href]));
    },
  };
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
