/** Crawls of a real site on this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isPublicAddress } from '../src/ingest/source/site/address-guard.js';
import { crawlSite, type CrawledSite, type CrawlOptions } from '../src/ingest/source/site/crawl-site.js';
import { siteLimits } from '../src/ingest/source/site/page-fetcher.js';
import { walkFiles } from '../src/ingest/source/walk-files.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let origin: string;
let folder: string;
let homes = 0;
let routes: Record<string, Answer>;
let asked: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-site-'));
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = routes[path];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  routes = {};
  asked = [];
  homes += 1;
});

function sends(body: string, type = 'text/html', headers: Record<string, string> = {}): Answer {
  return (request, response) => {
    if (headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']) {
      response.writeHead(304).end();
    } else response.writeHead(200, { 'content-type': type, ...headers }).end(body);
  };
}

const leads =
  (to: string): Answer =>
  (_request, response) =>
    response.writeHead(302, { location: to }).end();
const status =
  (code: number): Answer =>
  (_request, response) =>
    response.writeHead(code).end();
const links = (...to: string[]): string => to.map((href) => `<a href="${href}">page</a>`).join(' ');

async function crawl(path: string, options: Partial<CrawlOptions> = {}): Promise<CrawledSite & { files: string[] }> {
  const limits = { ...siteLimits, intervalMs: 0 };
  const site = await crawlSite(origin + path, join(folder, String(homes)), { allowPrivate: true, limits, ...options });
  return { ...site, files: (await walkFiles(site.folder)).map(({ path: file }) => file) };
}

describe('a crawl', () => {
  it('keeps the pages below its start and nothing else of the site', async () => {
    routes['/docs/'] = sends(
      links('one', 'two/', 'one#part', '../blog/', 'http://elsewhere.example/docs/', 'one?print=1'),
    );
    routes['/docs/one'] = sends(links('/docs/'));
    routes['/docs/two/'] = sends('<p>two</p>');
    routes['/docs/logo.png'] = sends('', 'image/png');
    routes['/blog/'] = sends('<p>blog</p>');
    const { files, problems, addresses } = await crawl('/docs/');
    expect({ files, problems }).toEqual({ files: ['index.html', 'one.html', 'two/index.html'], problems: [] });
    expect(addresses.get('two/index.html')).toBe(`${origin}/docs/two/`);
    expect(asked).toEqual(['/robots.txt', '/docs/', '/docs/one', '/docs/two/']);
  });

  it.each([
    [
      'a sitemap',
      '/sitemap.xml',
      'application/xml',
      (at: string) =>
        `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${at}/a</loc></url><url><loc>${at}/b.md</loc></url></urlset>`,
    ],
    [
      'an llms.txt',
      '/llms.txt',
      'text/plain',
      (at: string) => `# Site\n\n- [A](/a): first\n- [B](${at}/b.md)\n- [C](https://elsewhere.example/c)\n`,
    ],
  ])('reads what %s names', async (_name, path, type, body) => {
    routes[path] = sends(body(origin), type);
    routes['/a'] = sends(links('/not-named'));
    routes['/b.md'] = sends('# B', 'text/plain');
    const { files } = await crawl(path);
    expect(files.filter((file) => file !== 'llms.txt')).toEqual(['a.html', 'b.md']);
  });

  it('follows a sitemap index, and expands no entities', async () => {
    routes['/sitemap.xml'] = sends(
      `<sitemapindex><sitemap><loc>${origin}/inner.xml</loc></sitemap></sitemapindex>`,
      'text/xml',
    );
    routes['/inner.xml'] = sends(`<urlset><url><loc>${origin}/a</loc></url></urlset>`, 'text/xml');
    routes['/a'] = sends('<p>a</p>');
    expect((await crawl('/sitemap.xml')).files).toEqual(['a.html']);
    const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>';
    routes['/laughs.xml'] = sends(laughs, 'text/xml');
    await expect(crawl('/laughs.xml')).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  it('asks only for what has changed, drops what is gone, and keeps what fails today', async () => {
    routes['/d/'] = sends(links('same', 'gone', 'failing'), 'text/html', { etag: '"start"' });
    routes['/d/same'] = sends('<p>same</p>', 'text/html', { etag: '"same"' });
    routes['/d/gone'] = sends('<p>gone</p>');
    routes['/d/failing'] = sends('<p>failing</p>');
    expect((await crawl('/d/')).files).toEqual(['failing.html', 'gone.html', 'index.html', 'same.html']);
    delete routes['/d/gone'];
    routes['/d/failing'] = status(500);
    const { files, problems, folder: pages } = await crawl('/d/');
    expect(files).toEqual(['failing.html', 'index.html', 'same.html']);
    expect(problems).toEqual([expect.objectContaining({ path: 'failing', code: 'SOURCE_UNAVAILABLE' })]);
    expect(await readFile(join(pages, 'failing.html'), 'utf8')).toContain('failing');
  });

  it('obeys robots.txt, also over a redirect; without one that answers it reads nothing', async () => {
    routes['/robots.txt'] = sends('User-agent: mcdewey\nDisallow: /d/private\n', 'text/plain');
    routes['/d/'] = sends(links('private/x', 'detour'));
    routes['/d/private/x'] = sends('<p>secret</p>');
    routes['/d/detour'] = leads('/d/private/x');
    const { files, problems } = await crawl('/d/');
    expect(files).toEqual(['index.html']);
    expect(problems.map(({ path }) => path)).toEqual(['private/x', 'detour']);
    expect(asked).not.toContain('/d/private/x');
    routes['/robots.txt'] = status(503);
    await expect(crawl('/d/')).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  it('does not follow redirects to other sites, nor in circles', async () => {
    routes['/d/'] = sends(links('away', 'round'));
    routes['/d/away'] = leads('http://localhost:1/d/');
    routes['/d/round'] = leads('/d/round');
    const { files, problems } = await crawl('/d/');
    expect(files).toEqual(['index.html']);
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('another site'),
      expect.stringContaining('on and on'),
    ]);
  });

  it('stops at its limits of pages and of bytes', async () => {
    routes['/d/'] = sends(links('1', '2', '3'));
    for (const at of [1, 2, 3]) routes[`/d/${String(at)}`] = sends('x'.repeat(2_000));
    const { files, warnings } = await crawl('/d/', { maxPages: 2 });
    expect(files).toEqual(['1.html', 'index.html']);
    expect(warnings).toEqual([expect.stringContaining('stopped after 2 pages')]);
    const limits = { ...siteLimits, intervalMs: 0, pageBytes: 1_000 };
    expect((await crawl('/d/', { limits })).problems).toHaveLength(3);
  });

  it('reaches no private address, by number or by name, unless it is allowed', async () => {
    routes['/d/'] = sends('<p>internal</p>');
    await expect(crawl('/d/', { allowPrivate: false })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringContaining('ALLOW_PRIVATE_ADDRESSES'),
    });
    const named = `http://localhost:${new URL(origin).port}/d/`;
    const home = join(folder, 'named');
    await expect(crawlSite(named, home, { allowPrivate: false })).rejects.toMatchObject({
      message: expect.stringContaining('private address'),
    });
    expect(asked).toEqual([]);
  });

  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1', '0.0.0.0', '100.64.0.1'])(
    'knows that %s is not public',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
      expect(isPublicAddress('93.184.215.14')).toBe(true);
    },
  );
});
