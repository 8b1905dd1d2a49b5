/** Ranking by the full-text index, for a Postgres without an extension for BM25: its scores, scopes and common words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unconstrained } from '../src/search/lexical/constraints.js';
import { createFullTextRanking } from '../src/search/lexical/full-text-ranking.js';
import type { IndexScope, LegHit } from '../src/search/lexical/lexical-index.js';
import type { WordQuery, WordRanking } from '../src/search/lexical/word-ranking.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let ranking: WordRanking;
const at: Record<string, string> = {};
const texts = [
  'valve valve pump',
  'valve gate gate gate gate',
  'pump hinge',
  'hinge',
  'gate hinge hinge valve valve valve pump pump',
  'bolt',
];
let ids: number[];
let others: number[];

const wide = (words: string, scope: IndexScope = {}): WordQuery => ({
  scope,
  members: { size: 'wide' },
  words,
  constraints: unconstrained,
});
const idsOf = (hits: readonly LegHit[]): number[] => hits.map(({ passageId }) => passageId);

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  ranking = createFullTextRanking(dataSource);
  await ranking.prepare();
  await ranking.prepare();
  at['mill'] = await addProduct(dataSource, 'mill');
  const [one, two] = [await addVersion(dataSource, at['mill'], '1'), await addVersion(dataSource, at['mill'], '2')];
  Object.assign(at, { one: one.versionId, two: two.versionId });
  ids = await addPassages(dataSource, [one], texts);
  others = await addPassages(dataSource, [two], ['bolt and winch', 'winch']);
  await dataSource.query(`UPDATE passage SET tokens = array_length(string_to_array(text, ' '), 1)`);
});

afterAll(() => store.close());

/** Robertson's BM25 with k1 1.2 and b 0.75 of the passages of `ids`; length is in words, and the library has eight. */
function bm25(words: readonly string[]): LegHit[] {
  const library = [...texts, 'bolt and winch', 'winch'].map((text) => text.split(' '));
  const mean = library.flat().length / library.length;
  const scores = library.map((text) =>
    words
      .map((word) => {
        const holders = library.filter((one) => one.includes(word)).length;
        const frequency = text.filter((one) => one === word).length;
        const idf = Math.log(1 + (library.length - holders + 0.5) / (holders + 0.5));
        return (idf * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * text.length) / mean));
      })
      .reduce((sum, share) => sum + share, 0),
  );
  return [...ids, ...others]
    .map((passageId, nth) => ({ passageId, score: scores[nth] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

describe('passages that hold a word are ranked by BM25', () => {
  function expectScores(hits: readonly LegHit[], expected: readonly LegHit[]): void {
    expect(idsOf(hits)).toEqual(idsOf(expected));
    for (const [nth, { score }] of hits.entries()) expect(score).toBeCloseTo(expected[nth]?.score ?? 0, 6);
  }

  test.each(['gate', 'valve pump', 'valve gate pump hinge', 'winch bolt'])('%s', async (words) => {
    const expected = bm25(words.split(' '));
    expectScores(await ranking.rank(wide(words), 100), expected);
    expectScores(await ranking.score(wide(words), [...ids, ...others], 100), expected);
    expectScores(await ranking.rank(wide(words), 2), expected.slice(0, 2));
  });

  test('of a scope that is named as of one that is too large for that', async () => {
    const expected = bm25(['bolt', 'gate']).filter(({ passageId }) => ids.includes(passageId));
    for (const scope of [{ versionIds: [at['one']!] }, { productIds: [at['mill']!], versionIds: [at['one']!] }]) {
      expectScores(await ranking.rank(wide('bolt gate', scope), 100), expected);
    }
    const named: WordQuery = { ...wide('bolt gate'), members: { size: 'named', passageIds: ids } };
    expectScores(await ranking.rank(named, 100), expected);
    expect(await ranking.rank(wide('bolt gate', { productIds: ['00000000-0000-4000-8000-000000000000'] }), 9)).toEqual(
      [],
    );
  });

  test('none for words that no passage holds, and for stop words', async () => {
    for (const words of ['crane', 'the of']) {
      expect(await ranking.rank(wide(words), 9)).toEqual([]);
      expect(await ranking.score(wide(words), ids, 9)).toEqual([]);
      expect(await ranking.match(wide(words), 9)).toEqual([]);
      expect(await ranking.count(wide(words), 9)).toBe(0);
    }
    expect(await ranking.score(wide('gate'), [], 9)).toEqual([]);
  });
});

test('words in thousands of passages are ranked with the rare ones, and by themselves', async () => {
  const press = await addProduct(store.dataSource, 'press');
  const place = await addVersion(store.dataSource, press, '1');
  const rare = await addPassages(store.dataSource, [place], ['A spring of steel.', 'The spring.']);
  const both = await addPassages(store.dataSource, [place], ['Oil and grease.', 'Grease before oil.']);
  const many = (word: string) => Array.from({ length: 4_300 }, (_, nth) => `${word} ${String(nth)}`);
  await addPassages(store.dataSource, [place], [...many('oil'), ...many('grease')]);
  const scope = { productIds: [press] };
  for (const query of [wide('spring oil', scope), wide('spring oil')]) {
    const hits = await ranking.rank(query, 7);
    expect(hits).toHaveLength(7);
    expect(new Set(idsOf(hits).slice(0, 2))).toEqual(new Set(rare));
  }
  expect(new Set(idsOf(await ranking.rank(wide('oil grease', scope), 2)))).toEqual(new Set(both));
  expect(await ranking.rank(wide('oil grease', scope), 50)).toHaveLength(50);
  expect(await ranking.count(wide('oil', scope), 10_000)).toBe(4_302);
});
