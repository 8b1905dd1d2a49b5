import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mountSite } from '../src/site/mount-site.js';
import { listen, type Listening } from './listening.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let server: Listening;
beforeAll(async () => {
  library = await openTestLibrary();
  server = await listen((app, baseUrl) => {
    const site = mountSite(app, { executeFor: () => library.app.execute, baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });
});
afterAll(async () => {
  await server.close();
  await library.close();
});

const get = (path: string, accept = 'text/html'): Promise<Response> =>
  fetch(server.baseUrl + path, { redirect: 'manual', headers: { accept, connection: 'close' } });

const chunkQuery = 'query Chunk($key: String!) { chunk(key: $key) { key text } }';
const vendor = { vendor: 'Acme' };

describe('a chunk key', () => {
  it('whose text is gone says so, and names the nearest, instead of leading to other text', async () => {
    const written = (second: string) =>
      library.write('crane', {
        'crane/1/guide/page.md': `# Crane\n\n## Rope\n\nGrease the rope weekly.\n\n## Hook\n\n${second}\n`,
      });
    const location = await written('Check that no crack runs through the forged steel hook before lifting.');
    await library.ingest(location, vendor);
    const rows: { key: string; text: string }[] = await library.app.store.dataSource.query(
      'SELECT c.key, p.text FROM chunk c JOIN passage p ON p.id = c.passage_id',
    );
    const gone = rows.find(({ text }) => text.includes('forged'))?.key ?? '';
    await written('Batteries are charged overnight; replace them after two years.');
    await library.ingest(location, vendor);

    await expect(library.ask(chunkQuery, { key: gone })).rejects.toMatchObject({
      code: 'PASSAGE_GONE',
      message: expect.stringMatching(/no longer in the document; the nearest text is crane::1::guide::page::/),
      details: { key: gone, nearest: expect.stringContaining('crane::1::guide::page::') },
    });
    const page = await get(`/c/${gone}`);
    expect(page.status).toBe(410);
    expect(await page.text()).toMatch(
      /no longer in the document[\s\S]*href="\/c\/crane%3A%3A1%3A%3Aguide%3A%3Apage%3A%3A\d+"/,
    );
    const markdown = await get(`/c/${gone}.md`);
    expect(markdown.status).toBe(410);
    expect(await markdown.text()).toContain('[Read the nearest text](/c/crane%3A%3A1%3A%3Aguide%3A%3Apage%3A%3A');
    expect((await get(`/d/crane/1/guide?at=${encodeURIComponent(gone)}`)).status).toBe(200);
  });

  it('whose text was changed a little leads to it', async () => {
    const written = (text: string) => library.write('jack', { 'jack/1/guide/page.md': `# Jack\n\n${text}\n` });
    const location = await written('Pump the lever until the load lifts, then lock the ram with the collar.');
    await library.ingest(location, vendor);
    await written('Pump the lever until the load lifts, then lock the ram with the steel collar.');
    await library.ingest(location, vendor);
    const answer = await library.ask<{ chunk: { key: string; text: string } }>(chunkQuery, {
      key: 'jack::1::guide::page::0',
    });
    expect(answer.chunk.key).not.toBe('jack::1::guide::page::0');
    expect(answer.chunk.text).toContain('steel collar');
    expect((await get('/c/jack::1::guide::page::0')).status).toBe(301);
  });

  it('of a folder that was renamed leads to the same text in its new place', async () => {
    const location = await library.write('pump', {
      'pump/1/old-name/page.md': '# Pump\n\nPrime the pump before the first start.\n',
      'pump/1/other/page.md': '# Other\n\nSomething else is said here.\n',
    });
    await library.ingest(location, vendor);
    const key = 'pump::1::old-name::page::0';
    const before = await library.ask<{ chunk: { text: string } }>(chunkQuery, { key });
    await rename(join(location, 'pump/1/old-name'), join(location, 'pump/1/new-name'));
    expect((await library.ingest(location, vendor)).counts).toMatchObject({ new: 1, archived: 1 });
    const after = await library.ask<{ chunk: { key: string; text: string } }>(chunkQuery, { key });
    expect(after.chunk).toEqual({ key: 'pump::1::new-name::page::0', text: before.chunk.text });
    const page = await get(`/c/${key}`);
    const place = decodeURIComponent(page.headers.get('location') ?? '');
    expect([page.status, place]).toEqual([301, '/c/pump::1::new-name::page::0']);
  });
});

describe('an address that holds a control character', () => {
  it.each(['/d/a%00/b/c', '/c/a%00', '/c/a%01.md', '/d/a/b%1b/c'])('%s is that of no page', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
