/** Demand as a page and on the command line; clicks on hits of the search page. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { mountSite } from '../src/site/mount-site.js';
import { listen, type Listening } from './listening.js';
import { run } from './testkit/command.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let http: Listening;
let caller: Caller = anonymous('PAGE');
let isOpen = true;

beforeAll(async () => {
  library = await openTestLibrary({}, 'embedded');
  await library.ingest(
    await library.write('docs', { 'heron/1.0/guide/gates.md': '# Gates\n\nPush the gate until it opens.\n' }),
  );
  const { execute } = library.app;
  http = await listen((app, baseUrl) => {
    const executeFor = (): typeof execute => (operation, variables, options) =>
      execute(operation, variables, { ...options, caller });
    const site = mountSite(app, { executeFor, baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });
});

afterAll(async () => {
  if (isOpen) await http.close();
  if (isOpen) await library.close();
  else await rm(library.folder, { recursive: true, force: true });
});

const get = async (path: string) => {
  const response = await fetch(http.baseUrl + path, { headers: { Accept: 'text/html' } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

test('a click on a hit is counted, and the page shows what was asked to curators only', async () => {
  const results = await get('/?q=push+the+gate');
  const link = /<h2><a href="([^"]+)"/.exec(results.body)?.[1] ?? 'no link';
  expect(link).toMatch(/^\/c\/heron.*\?s=[\w-]+$/);
  const chunk = await get(link);
  expect(chunk.status).toBe(200);
  expect(chunk.body).toMatch(/<link rel="canonical" href="[^"?]+"/);
  await get('/?q=%3D1%2B1+gate+9&product=heron&version=9');
  expect((await get('/demand')).status).toBe(403);
  caller = thisMachine('PAGE');
  const { body, headers } = await get('/demand');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
  expect(body).toMatch(
    /push the gate<\/th><td class="there">answered<\/td><td class="number">1<\/td><td class="number">1<\/td>/,
  );
  const gaps = await get('/demand?show=gaps');
  expect(gaps.body).toContain('version gap');
  expect(gaps.body).not.toContain('push the gate');
  expect(gaps.body).toMatch(/<th scope="row">heron, 9<\/th><td>not in the library<\/td><td class="number">1<\/td>/);
  expect(gaps.body).toMatch(/Versions that are not there.*heron 9.*nearest: 1\.0/s);
  expect((await get('/demand?version=8')).body).toContain('Nothing of this was asked.');
});

test('the command prints CSV that is safe to open, Markdown and JSON, and erases', async () => {
  await http.close();
  await library.app.close();
  isOpen = false;
  const settings = { MCDEWEY_DATA: `${library.folder}/data`, DURABILITY: 'relaxed' };
  const csv = await run(['demand', '--csv', '--gaps'], settings);
  expect(csv).toMatchObject({ code: 0 });
  expect(csv.stdout).toMatch(/^1,VERSION_GAP,'=1\+1 gate 9,1,0,heron,9,,/m);
  const json = await run(['demand', '--json'], settings);
  expect(JSON.parse(json.stdout)).toMatchObject({ searches: 2, opened: 1 });
  const text = await run(['demand', '--markdown'], settings);
  expect(text.stdout).toContain('1× answered: push the gate');
  const missing = await run(['demand', '--missing'], settings);
  expect(missing.stdout).toMatch(/^1× heron 9: =1\+1 gate 9$/m);
  expect(missing.stdout).toMatch(/^1× heron 9, nearest: 1\.0$/m);
  const planned = await run(['demand', '--json', '--open', '--in', '9'], settings);
  expect(JSON.parse(planned.stdout)).toMatchObject({ groups: [{ verdict: 'VERSION_GAP', state: 'OPEN' }] });
  const erased = await run(['demand', '--erase', 'PUSH the'], settings);
  expect(erased.stdout).toBe('1 searches were erased.\n');
});
