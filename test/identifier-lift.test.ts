/** Which names of a query are looked up, and how far up passages with a rare one go. */
import { describe, expect, test } from '@jest/globals';
import { liftable, wideScopeSize, withIdentifiers } from '../src/search/lexical/identifier-lift.js';

describe('names that are looked up', () => {
  test.each(['--max-age', 'e_flow_17', 'utf-8', 'a-b2', 'show ip bgp', 'react.use-state', 'youtube'])('%s', (name) => {
    expect(liftable([name])).toEqual([name]);
  });

  test.each(['short-term', 'web-based', 'state-of-the-art', 'x-ray', 'größen-angabe', 'e-a'])(
    'are not prose with hyphens: %s',
    (word) => {
      expect(liftable([word])).toEqual([]);
    },
  );

  test('are the first eight', () => {
    const names = Array.from({ length: 10 }, (_, at) => `e_${String(at)}`);
    expect(liftable(['web-based', ...names])).toEqual(names.slice(0, 8));
  });
});

describe('a passage with a rare name', () => {
  const size = 1_000;
  /** BM25's weight of a word that so many passages of the scope hold. */
  const idf = (holders: number, passages = size): number => Math.log(1 + (passages - holders + 0.5) / (holders + 0.5));
  const hits = [
    { passageId: 1, score: 6 },
    { passageId: 2, score: 4 },
    { passageId: 3, score: 1 },
  ];
  /** Holders of a name from a passage on. */
  const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, at) => first + at);
  const scoreOf = (passageId: number, rare: readonly (readonly [string, readonly number[]])[], passages = size) =>
    withIdentifiers(hits, new Map(rare), passages).find((hit) => hit.passageId === passageId)?.score;

  test('that no other holds is lifted by the best score, so that it comes first', () => {
    expect(withIdentifiers(hits, new Map([['e_flow_17', [3]]]), size)).toEqual([
      { passageId: 3, score: 7 },
      { passageId: 1, score: 6 },
      { passageId: 2, score: 4 },
    ]);
    const low = hits.map(({ passageId, score }) => ({ passageId, score: score / 8 }));
    expect(withIdentifiers(low, new Map([['e_flow_17', [3]]]), size)[0]).toEqual({ passageId: 3, score: 0.875 });
  });

  test('is lifted the less the more others hold it, and once for each name in it', () => {
    expect(scoreOf(2, [['e_flow_17', [2, 3, 7, 8]]])).toBeCloseTo(4 + (6 * idf(4)) / idf(1), 10);
    const both = [['e_flow_17', [2, 3, 7, 8]] as const, ['a.b.c', [2]] as const];
    expect(scoreOf(2, both)).toBeCloseTo(4 + 6 * (idf(4) / idf(1) + 1), 10);
    expect(scoreOf(3, both)).toBeCloseTo(1 + (6 * idf(4)) / idf(1), 10);
    expect(scoreOf(1, both)).toBe(6);
  });

  test.each([
    ['e_flow_17', 6, 1],
    ['youtube', 5, 1],
    ['youtube', 6, 0.4],
  ])('%s, which %d hold, has its share of the lift: %d', (name, holders, share) => {
    expect(scoreOf(2, [[name, from(2, holders)]])).toBeCloseTo(4 + (share * 6 * idf(holders)) / idf(1), 10);
  });

  test('is lifted in a scope of that passage alone, and where more hold it than the scope is said to', () => {
    expect(scoreOf(3, [['e_flow_17', [3]]], 1)).toBeCloseTo(1 + (6 * idf(1, 1)) / idf(1, 2), 10);
    expect(scoreOf(3, [['e_flow_17', from(3, 4)]], 2)).toBeCloseTo(1 + (6 * idf(4, 4)) / idf(1, 2), 10);
  });

  test('comes first where the words of the query count in no passage', () => {
    const none = [1, 2, 3].map((passageId) => ({ passageId, score: 0 }));
    expect(withIdentifiers(none, new Map([['e_flow_17', [2]]]), size)).toEqual([
      { passageId: 2, score: 1 },
      { passageId: 1, score: 0 },
      { passageId: 3, score: 0 },
    ]);
  });

  test('stands in the order of ids among its equals', () => {
    const equals = [9, 7, 4].map((passageId) => ({ passageId, score: 2 }));
    const ids = withIdentifiers(equals, new Map([['e_flow_17', [7, 4]]]), wideScopeSize).map((hit) => hit.passageId);
    expect(ids).toEqual([4, 7, 9]);
  });
});
