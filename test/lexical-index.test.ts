/** Keyword search in Postgres: scopes, identifiers, phrases, exclusions, what is hidden. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import type { IndexScope, LexicalIndex } from '../src/search/lexical/lexical-index.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, silent, type TestStore } from './testkit/store.js';

let library: TestStore;
let index: LexicalIndex;
const at: Record<string, string> = {};
const ids: Record<string, number[]> = {};

async function find(text: string, scope: IndexScope = {}, limit = 10): Promise<number[]> {
  return (await index.search({ text, scope, limit })).map((hit) => hit.passageId);
}

beforeAll(async () => {
  library = await openTestStore();
  const { dataSource } = library;
  index = await createPostgresLexicalIndex(dataSource, silent);
  await index.prepare();

  const router = await addProduct(dataSource, 'router');
  const phone = await addProduct(dataSource, 'phone');
  const [v1, v2] = [await addVersion(dataSource, router, '1'), await addVersion(dataSource, router, '2')];
  const reference = await addVersion(dataSource, router, '3', { kind: 'REFERENCE' });
  const archived = await addVersion(dataSource, router, '0', { state: 'ARCHIVED' });
  const handset = await addVersion(dataSource, phone, '1');
  Object.assign(at, { router, phone, v1: v1.versionId, v2: v2.versionId, handset: handset.versionId });

  const filler = Array.from(
    { length: 80 },
    (_, n) => `Interface ${String(n)} forwards frames through queue number ${String(n)}.`,
  );
  ids['filler'] = await addPassages(dataSource, [v1], filler);
  ids['shared'] = await addPassages(
    dataSource,
    [v1, v2],
    ['The watchdog restarts the forwarding engine when it hangs.'],
  );
  ids['v2'] = await addPassages(
    dataSource,
    [v2],
    [
      'Restarting the forwarding engine by hand clears the watchdog counter and every watchdog alarm.',
      'Alarm raised: the link is\ndown on the uplink port.',
      'The port is linked, and going down a release may link it again; down, down, link, link.',
    ],
  );
  ids['errors'] = await addPassages(
    dataSource,
    [reference],
    [
      'Code ERR-7001 means that frames were dropped.',
      'Frames were dropped, dropped frames, error codes of dropped frames: see the code list of frames and errors.',
    ],
  );
  ids['archived'] = await addPassages(dataSource, [archived], ['The watchdog of the first release barks.']);
  ids['phone'] = await addPassages(dataSource, [handset], ['The watchdog of the handset reboots it.']);
});

afterAll(async () => {
  await library.close();
});

test('finds by words, stemmed, best first', async () => {
  const hits = await index.search({ text: 'watchdog restarts', scope: {}, limit: 10 });
  expect(hits.map((hit) => hit.passageId)).toEqual(expect.arrayContaining([...ids['shared']!, ids['v2']![0]!]));
  expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
  expect(Math.min(...hits.map((hit) => hit.score))).toBeGreaterThan(0);
});

test('what no published document shows is not found', async () => {
  expect(await find('first release barks')).not.toContain(ids['archived']![0]);
});

test('a product, a version and a kind limit what is found', async () => {
  expect(await find('watchdog', { productIds: [at['phone']!] })).toEqual(ids['phone']);
  expect(await find('watchdog', { versionIds: [at['v1']!] })).toEqual(ids['shared']);
  expect(new Set(await find('watchdog', { versionIds: [at['v2']!] }))).toEqual(
    new Set([...ids['shared']!, ids['v2']![0]!]),
  );
  expect(await find('dropped frames', { kinds: ['REFERENCE'] }, 5)).toHaveLength(2);
});

test('an empty list matches nothing, and so does a query without words', async () => {
  expect(await find('watchdog', { productIds: [] })).toEqual([]);
  expect(await find('""')).toEqual([]);
});

test.each([5, 80])(
  'a scope that holds %i matching passages gives as many, whichever way it is searched',
  async (limit) => {
    expect(await find('frames queue', { versionIds: [at['v1']!] }, limit)).toHaveLength(limit);
    expect(await find('frames queue', {}, limit)).toHaveLength(limit);
  },
);

test('a rare identifier comes first, though others hold more of the words', async () => {
  expect((await find('dropped frames error code ERR-7001'))[0]).toBe(ids['errors']![0]);
  expect((await find('dropped frames error code', { kinds: ['REFERENCE'] }))[0]).toBe(ids['errors']![1]);
});

test('a quoted phrase is matched across line breaks, and keeps out what only has its words', async () => {
  expect(await find('"link is down"')).toEqual([ids['v2']![1]]);
});

test('a phrase that nothing holds is searched as words', async () => {
  expect(await find('"watchdog engine restarts hang"')).toContain(ids['shared']![0]);
});

test('an exact sentence without quotes comes first', async () => {
  expect((await find('the link is down on the uplink port'))[0]).toBe(ids['v2']![1]);
});

test('an excluded word keeps passages out', async () => {
  expect(await find('watchdog -handset')).not.toContain(ids['phone']![0]);
  expect(await find('watchdog -hand')).toContain(ids['phone']![0]);
});
