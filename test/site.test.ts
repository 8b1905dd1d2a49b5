/** The reading pages over real HTTP. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OperationError } from '../src/executor.js';
import { mountSite } from '../src/site/mount-site.js';
import { listen, type Listening } from './listening.js';
import { sampleLibrary } from './sample-data.js';
import { aProduct, aVersion } from './testkit/factories.js';
import { openSampleLibrary, type OpenSample } from './sample-library.js';

let failWith: Error | undefined;
let library: OpenSample;
let http: Listening;

const serve = ({ execute }: Pick<OpenSample, 'execute'>): Promise<Listening> =>
  listen((app, baseUrl) => {
    const site = mountSite(app, { executeFor: () => execute, baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });

beforeAll(async () => {
  library = await openSampleLibrary(sampleLibrary, () => {
    if (failWith) throw failWith;
  });
  http = await serve(library);
});
afterAll(async () => {
  await http.close();
  await library.close();
});

const get = async (path: string, headers: Record<string, string> = {}, base = http.baseUrl) => {
  const response = await fetch(base + path, { headers: { Accept: 'text/html', ...headers }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const guideChunk = 'harbor::3.2::admin-guide::admin-guide::1';
const chunkPath = `/c/${encodeURIComponent(guideChunk)}`;
const pages = [
  '/',
  '/?q=trunk',
  '/?product=harbor&version=3.2',
  chunkPath,
  '/d/harbor/3.2/notes.md',
  '/c/nothing',
  '/nowhere',
];

test.each(pages)('%s has a strict policy, no script, a language, one h1 and its landmarks', async (path) => {
  const { headers, body } = await get(path);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(body).toMatch(/^<!doctype html><html lang="en">/);
  expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
  expect(body.match(/<h1[ >]/g)).toHaveLength(1);
  expect(body).toMatch(/<a class="skip" href="#main">[^]*<header[^]*<main id="main"[^]*<footer/);
});

describe('search', () => {
  test('shows where each result stands and marks the words, with the state in the address', async () => {
    const { status, body } = await get('/?q=trunk&product=harbor&version=autumn');
    expect(status).toBe(200);
    expect(body).toContain(`href="${chunkPath}?s=`);
    expect(body).toContain('<mark>trunk</mark>');
    expect(body).toContain('Page 214');
    expect(body).toContain('“autumn” is Harbor Switch 3.2.');
    expect(body).toContain('value="trunk"');
    expect(body).toContain('<option value="harbor" selected>');
    expect(body).toMatch(/Same text in <a href="\/c\/harbor%3A%3A3\.1/);
  });

  test('escapes what was asked for', async () => {
    const { body } = await get(
      `/?q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}&product=${encodeURIComponent('<b>')}`,
    );
    expect(body).not.toContain('<img');
    expect(body).not.toContain('<b>');
  });

  test('a version that is not there leads to the nearest', async () => {
    const { body } = await get('/?q=trunk&product=harbor&version=7');
    expect(body).toContain('Harbor Switch has no version “7” here');
    expect(body).toContain('href="/?q=trunk&amp;product=harbor&amp;version=3.2"');
    expect(body).not.toContain('class="hit"');
  });

  test('an unknown product leads to names that exist, and no result says what to do', async () => {
    const unknown = await get('/?q=trunk&product=harbour');
    expect(unknown.body).toContain('No product “harbour”');
    expect(unknown.body).toContain('href="/?q=trunk&amp;product=harbor"');
    const product = await aProduct(library.app.store.dataSource, { columns: { slug: 'barn', name: 'Barn' } });
    await aVersion(library.app.store.dataSource, { product });
    const nothing = await get('/?q=zeppelin&product=barn');
    expect(nothing.body).toContain('Nothing found for “zeppelin”');
  });

  test('a word that nothing holds leads to the one that was meant, and is searched as it is', async () => {
    const { body } = await get('/?q=trunkk+%3Cb%3E&product=harbor');
    expect(body).toContain('Did you mean <a href="/?q=trunk+%3Cb%3E&amp;product=harbor">trunk &lt;b></a>?');
    expect(body).toContain('value="trunkk &lt;b>"');
    expect((await get('/index.md?q=trunkk')).body).toContain('Did you mean "trunk"?');
    expect((await get('/?q=trunk')).body).not.toContain('Did you mean');
  });

  test('is offered as Markdown', async () => {
    const byName = await get('/index.md?q=trunk');
    expect(byName.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(byName.body).toContain(`](${http.baseUrl}${chunkPath})`);
    const byAccept = await get('/?q=trunk', { Accept: 'text/markdown' });
    // A cursor names the search in the query log, and each is one of its own.
    const steady = (text: string): string => text.replace(/after=[\w-]+/, 'after=');
    expect(steady(byAccept.body)).toBe(steady(byName.body));
    expect(byAccept.headers.get('vary')).toContain('Accept');
  });

  test('goes on in Markdown with hits that were not there yet', async () => {
    const idsOf = (text: string): string[] => [...text.matchAll(/^chunk_id: `(.+)`/gm)].map(([, id = '']) => id);
    const first = await get('/index.md?q=trunk');
    const [, next = ''] = /\[Next results\]\((\S+)\)/.exec(first.body) ?? [];
    const second = await get(next, {}, '');
    const both = [...idsOf(first.body), ...idsOf(second.body)];
    expect(both).toHaveLength(20);
    expect(new Set(both).size).toBe(20);
  });
});

describe('the front page', () => {
  test('lists vendors, products and versions with counts and tells how to connect', async () => {
    const { body } = await get('/');
    expect(body).toContain('Granary &amp; Sons');
    expect(body).toMatch(/href="\/\?product=harbor&amp;version=3\.2">3\.2<\/a> <small>3 documents, latest/);
    expect(body).toContain(`${http.baseUrl}/mcp`);
  });

  test('says that the library is empty, and how far an ingest is', async () => {
    const bare = await openSampleLibrary({ products: [] });
    const empty = await serve(bare);
    try {
      expect((await get('/', {}, empty.baseUrl)).body).toContain('mcdewey ingest');
      expect((await get('/?q=x', {}, empty.baseUrl)).body).toContain('The library is empty');
      await bare.app.store.dataSource.query(
        `INSERT INTO job (kind, state, source, files_done, files_total) VALUES ('INGEST', 'RUNNING', '', 12, 3456)`,
      );
      expect((await get('/', {}, empty.baseUrl)).body).toContain('12 of 3,456 files');
      expect((await get('/')).body).not.toContain('Reading documents');
    } finally {
      await empty.close();
      await bare.close();
    }
  });

  test('shows a product and the documents of one of its versions', async () => {
    expect((await get('/?product=harbor&version=3.2')).body).toContain(
      '<a href="/d/harbor/3.2/reference">Command reference</a>',
    );
    expect((await get('/?product=harbour')).status).toBe(404);
  });
});

describe('a chunk', () => {
  test('is titled by its page and gives the fields of a citation', async () => {
    const { status, body, headers } = await get(chunkPath);
    expect(status).toBe(200);
    expect(body).toContain('<h1>Page 214</h1>');
    for (const [name, value] of [
      ['page', '214'],
      ['source', 'harbor/3.2/admin-guide/admin-guide.md'],
      ['chunk_id', guideChunk],
      ['vendor', 'Lakeside Networks'],
    ]) {
      expect(body).toContain(`<dt>${String(name)}</dt><dd><code>${String(value)}</code></dd>`);
    }
    expect(body).toContain(
      `href="/d/harbor/3.2/admin-guide?at=${encodeURIComponent(guideChunk)}#chunk-admin-guide-1">View in doc context</a>`,
    );
    expect(body).toContain('rel="prev"');
    expect(body).toContain('rel="next"');
    expect(headers.get('etag')).toMatch(/^W\//);
  });

  test('is titled by its label where that differs, and by its section where there is no page', async () => {
    expect((await get('/c/harbor::3.2::admin-guide::admin-guide::0')).body).toContain('<h1>Page iii</h1>');
    expect((await get('/c/silo::9.18::manual::manual::0')).body).toContain('<h1>Snapshots</h1>');
  });

  test('renders Markdown: tables, code, links that lead outside; relative links and images keep their words only', async () => {
    const { body } = await get(chunkPath);
    expect(body).toContain('<th>Option</th>');
    expect(body).toContain('trunk allow 10,20-29');
    expect(body).toContain(
      '<a href="https://docs.example/harbor" rel="nofollow noopener noreferrer">the reference</a>',
    );
    expect(body).toContain('the next chapter');
    expect(body).not.toContain('../ports.md');
  });

  test('shows HTML of the manual as text or not at all', async () => {
    const { body } = await get(`/c/${encodeURIComponent('harbor::3.2::notes.md::a b::0')}`);
    expect(body).toContain('&#x3C;server-name>');
    expect(body).toContain('bold words');
    expect(body).toContain('Image: diagram');
    expect(body).not.toMatch(/<script|<img|onerror=|javascript:/i);
  });

  test('is not sent again when it has not changed', async () => {
    const { headers } = await get(chunkPath);
    // Without a Cache-Control of its own, fetch would add no-cache, which asks for the whole page.
    const conditional = { 'If-None-Match': headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' };
    expect((await get(chunkPath, conditional)).status).toBe(304);
  });

  test('an old key leads on for good, in both forms', async () => {
    const old = await get('/c/harbor::3.2::admin-guide::admin-guide::77');
    expect([old.status, old.headers.get('location')]).toEqual([301, chunkPath]);
    const markdown = await get('/c/harbor::3.2::admin-guide::admin-guide::77.md');
    expect([markdown.status, markdown.headers.get('location')]).toEqual([301, `${chunkPath}.md`]);
  });

  test('is offered as Markdown with its fields in front', async () => {
    const { body, headers } = await get(`${chunkPath}.md`);
    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(body).toMatch(
      /^---\npage: 214\nsource: harbor\/3\.2\/admin-guide\/admin-guide\.md\nchunk_id: harbor::3\.2::admin-guide::admin-guide::1\n/,
    );
    expect(body).toContain('[the next chapter](../ports.md)');
  });

  test('an unknown key is 404 and offers a search for its words', async () => {
    const { status, body } = await get('/c/harbor::3.2::install-guide::install-guide::9');
    expect(status).toBe(404);
    expect(body).toContain('value="harbor 3.2 install guide"');
  });
});

describe('a document', () => {
  test('shows its contents and the asked chunk in place', async () => {
    const { body } = await get(`/d/harbor/3.2/admin-guide?at=${encodeURIComponent(guideChunk)}`);
    expect(body).toContain('<section id="chunk-admin-guide-1" class="place is-asked"');
    expect(body).toMatch(/<nav class="contents"[^]*href="#chunk-admin-guide-1">Trunks/);
    expect(body).toContain('<h3>Trunks</h3>');
    expect(body).toContain(`href="${chunkPath}"`);
    expect(body).toContain('<span aria-current="true">3.2</span>');
    expect(body).toMatch(
      /href="\/d\/harbor\/3\.1\/admin-guide\?at=harbor%3A%3A3\.1%3A%3Aadmin-guide%3A%3Aadmin-guide%3A%3A1#chunk-admin-guide-1">3\.1/,
    );
  });

  test('is read part by part, and every chunk is in exactly one', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/d/harbor/3.2/reference';
    let parts = 0;
    while (path !== undefined) {
      const { body, status }: { body: string; status: number } = await get(path);
      expect(status).toBe(200);
      seen.push(...Array.from(body.matchAll(/<section id="(chunk-reference-\d+)"/g), (match) => String(match[1])));
      path = /class="next" rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
      parts += 1;
    }
    expect(parts).toBeGreaterThan(2);
    expect(seen).toEqual(Array.from({ length: 80 }, (_, index) => `chunk-reference-${String(index)}`));
  });

  test('opens at the part that holds the asked chunk', async () => {
    const { body } = await get('/d/harbor/3.2/reference?at=harbor::3.2::reference::reference::70');
    expect(body).toContain('<section id="chunk-reference-70" class="place is-asked"');
    expect(body).not.toContain('id="chunk-reference-0"');
  });

  test('latest and aliases lead to the version that they mean', async () => {
    for (const name of ['latest', 'autumn']) {
      const { status, headers } = await get(`/d/harbor/${name}/admin-guide?part=1`);
      expect([status, headers.get('location')]).toEqual([302, '/d/harbor/3.2/admin-guide?part=1']);
    }
  });

  test('a name that ends in .md is found before its suffix is taken off', async () => {
    expect((await get('/d/harbor/3.2/notes.md')).headers.get('content-type')).toContain('text/html');
    const { body, headers } = await get('/d/harbor/3.2/admin-guide.md');
    expect(headers.get('content-type')).toContain('text/markdown');
    expect(body).toMatch(/^---\ntitle: Harbor administration\n/);
  });

  test('an unknown one is 404', async () => {
    expect((await get('/d/harbor/3.2/nothing')).status).toBe(404);
    expect((await get('/d/harbor/7/admin-guide.md')).status).toBe(404);
  });
});

test('the stylesheet is served as a file that may be kept for good', async () => {
  const { body } = await get('/');
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(body)?.[1] ?? '';
  const { headers, status } = await get(href);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/css');
  expect(headers.get('cache-control')).toContain('immutable');
});

describe('failures', () => {
  test.each([
    [new OperationError('STORE_UNAVAILABLE', 'Postgres does not answer.'), 503],
    [new OperationError('BAD_INPUT', 'The query is longer than 1,000 characters.'), 400],
    [new OperationError('INTERNAL_SERVER_ERROR', 'secret of the house'), 500],
    [new TypeError('secret of the house'), 500],
  ])('%s becomes a page without its inside', async (error, status) => {
    failWith = error;
    try {
      const answer = await get('/?q=trunk');
      expect(answer.status).toBe(status);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.body).toContain('<h1>');
      expect(answer.body).not.toMatch(/secret|\.js:\d/);
      if (status === 400) expect(answer.body).toContain('The query is longer than 1,000 characters.');
    } finally {
      failWith = undefined;
    }
  });

  test('a broken escape is 400', async () => {
    expect((await get('/c/%E0%A4%A')).status).toBe(400);
  });
});
