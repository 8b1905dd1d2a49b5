/** What keyword search inside Postgres makes of a ranking: sentences and rare names lifted, limits and scopes kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPostgresLexical } from '../src/search/lexical/postgres-lexical.js';
import type { LegHit, LexicalQuery } from '../src/search/lexical/lexical-index.js';
import type { WordQuery, WordRanking } from '../src/search/lexical/word-ranking.js';
import { parseQuery } from '../src/search/query.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let product: string;
const ids: Record<string, number[]> = {};

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  product = await addProduct(dataSource, 'lever');
  const place = await addVersion(dataSource, product, '1');
  const add = async (name: string, ...texts: string[]) => {
    ids[name] = await addPassages(dataSource, [place], texts);
  };
  await add('plain', 'The lever moves the rod.', 'The rod rests.', 'The lever is down at last.');
  await add('single', 'Code E_ROD_17 stops the lever.');
  await add('longer', 'Set lever.grip.force.max to nine.', 'Set grip.force to eight.');
  await add('pair', 'E_PIN_1 and E_PIN_2 hold.');
  await add('command', 'Type show lever state in the shell.');
  await add('fifty', ...Array.from({ length: 50 }, (_, at) => `E_MANY_50 in case ${String(at)}.`));
  await add('more', ...Array.from({ length: 51 }, (_, at) => `E_MANY_51 in case ${String(at)}.`));
});

afterAll(() => store.close());

/** A ranking that gives these hits, and what it was asked. */
function ranked(hits: readonly LegHit[], scores: readonly LegHit[] = []) {
  const asked: { query: WordQuery; limit: number }[] = [];
  const scored: (readonly number[])[] = [];
  const ranking: WordRanking = {
    rank: (query, limit) => {
      asked.push({ query, limit });
      return Promise.resolve([...hits]);
    },
    score: (_query, passageIds) => {
      scored.push(passageIds);
      return Promise.resolve(scores.filter(({ passageId }) => passageIds.includes(passageId)));
    },
    match: (query, limit) => {
      asked.push({ query, limit });
      return Promise.resolve(hits.map(({ passageId }) => passageId));
    },
    count: () => Promise.resolve(7),
    prepare: () => Promise.resolve(),
  };
  const index = createPostgresLexical(store, ranking);
  const find = (text: string, more: Partial<LexicalQuery> = {}) =>
    index.search({ query: parseQuery(text), scope: {}, limit: 100, ...more });
  return { index, find, asked, scored };
}

const hit = (passageId: number | undefined, score: number): LegHit => ({ passageId: passageId ?? 0, score });
/** BM25's weight of a word that so many passages of the scope hold. */
const idf = (holders: number, size: number): number => Math.log(1 + (size - holders + 0.5) / (holders + 0.5));

describe('a sentence', () => {
  const [first, second] = [0, 2] as const;
  const find = (text: string) => ranked([hit(ids['plain']![first], 3), hit(ids['plain']![second], 2)]).find(text);
  const asRanked = () => [hit(ids['plain']![first], 3), hit(ids['plain']![second], 2)];

  test('lifts the hits that hold it before all others', async () => {
    expect(await find('The lever is: Down')).toEqual([hit(ids['plain']![second], 5), hit(ids['plain']![first], 3)]);
  });

  test.each(['lever is down', 'lever is "down at" last', 'lever down at last'])(
    'is none, or stands in no hit: %s',
    async (text) => {
      expect(await find(text)).toEqual(asRanked());
    },
  );
});

describe('a rare name', () => {
  test('lifts a passage that holds it once, whatever the ranking has of it', async () => {
    const [plain, single] = [ids['plain']![0], ids['single']![0]];
    const lifted = [hit(single, 2 + 4), hit(plain, 4)];
    expect(await ranked([hit(plain, 4), hit(single, 2)]).find('E_ROD_17')).toEqual(lifted);
    expect(await ranked([hit(plain, 4)], [hit(single, 2)]).find('E_ROD_17')).toEqual(lifted);
    expect(await ranked([hit(plain, 4)]).find('E_ROD_17')).toEqual([hit(plain, 4), hit(single, 0 + 4)]);
  });

  test('adds no passage that the query excludes', async () => {
    const plain = ids['plain']![1];
    expect(await ranked([hit(plain, 4)]).find('E_ROD_17 -levers')).toEqual([hit(plain, 4)]);
  });

  test('lifts by how rare it is in the scope, hits with it in a longer one too', async () => {
    const [plain, inside, whole] = [ids['plain']![0], ids['longer']![0], ids['longer']![1]];
    const members = { size: 'named' as const, passageIds: Object.values(ids).flat().slice(0, 12) };
    const found = await ranked([hit(plain, 4), hit(inside, 3)]).find('grip.force', {
      scope: { productIds: [product] },
      members: () => Promise.resolve(members),
    });
    const lift = (4 * idf(2, 12)) / idf(1, 12);
    expect(found.map(({ passageId }) => passageId)).toEqual([inside, plain, whole]);
    expect(found[0]?.score).toBeCloseTo(3 + lift, 10);
    expect(found[2]?.score).toBeCloseTo(lift, 10);
  });

  test('brings a passage once, however many of them are in it', async () => {
    const { find, index } = ranked([hit(ids['plain']![0], 4)]);
    const pair = ids['pair']![0];
    expect(await find('E_PIN_1 E_PIN_2')).toEqual([hit(pair, 0 + 4 + 4), hit(ids['plain']![0], 4)]);
    const query = parseQuery('E_PIN_1 E_PIN_2');
    expect(await index.match({ query, scope: {}, limit: 9 })).toEqual([ids['plain']![0], pair]);
  });

  test('is no command of several words in prose', async () => {
    const hits = [hit(ids['plain']![0], 4), hit(ids['command']![0], 1)];
    expect(await ranked(hits).find('show lever state')).toEqual(hits);
  });

  test('is one of at most fifty passages', async () => {
    const best = hit(ids['plain']![0], 4);
    const fifty = await ranked([best]).find('E_MANY_50');
    expect(fifty).toHaveLength(51);
    expect(fifty.at(-1)?.score).toBeCloseTo((4 * idf(50, 30_000)) / idf(1, 30_000), 10);
    expect(await ranked([best]).find('E_MANY_51')).toEqual([best]);
  });

  test('gives no more hits than are wanted', async () => {
    const { find, index } = ranked([hit(ids['plain']![0], 4)]);
    expect(await find('E_MANY_50', { limit: 6 })).toHaveLength(6);
    expect(await index.match({ query: parseQuery('E_MANY_50'), scope: {}, limit: 6 })).toHaveLength(6);
  });
});

describe('nothing is ranked', () => {
  const nothing = () => Promise.resolve({ size: 'nothing' } as const);

  test.each<[string, string, Partial<LexicalQuery>]>([
    ['of a scope without anything', 'lever', { scope: { productIds: [] } }],
    ['where it is known that the scope holds nothing', 'lever', { members: nothing }],
    ['for no words', '?!', {}],
  ])('%s', async (_what, text, more) => {
    const { find, index, asked } = ranked([hit(ids['plain']![0], 4)]);
    expect(await find(text, more)).toEqual([]);
    expect(await index.match({ query: parseQuery(text), scope: {}, limit: 100, ...more })).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('of a scope without anything, where holders of words are counted', async () => {
    const { index } = ranked([]);
    expect(await index.countHolders({ words: ['lever', 'e_rod_17'], scope: { kinds: [] }, upTo: 9 })).toEqual([0, 0]);
    expect(await index.countHolders({ words: ['lever', 'e_rod_17'], scope: {}, upTo: 9 })).toEqual([7, 1]);
  });

  test('once nobody waits for it, and nothing is looked up after it', async () => {
    const reason = new Error('Nobody waits.');
    const controller = new AbortController();
    const { find, asked } = ranked([hit(ids['plain']![0], 4)]);
    const members = () => {
      controller.abort(reason);
      return Promise.resolve({ size: 'wide' } as const);
    };
    await expect(find('lever', { members, signal: controller.signal })).rejects.toBe(reason);
    expect(asked).toEqual([]);
  });
});
