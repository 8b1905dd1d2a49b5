import { describe, expect, it, test } from '@jest/globals';
import { fuse, legWeights, legWeightsFor } from '../src/search/fusion.js';

const hits = (...pairs: [number, number][]) => pairs.map(([passageId, score]) => ({ passageId, score }));

describe('fuse', () => {
  it('adds the normalised scores of both legs by their weights', () => {
    const fused = fuse({ lexical: hits([1, 8], [2, 4]), vector: hits([2, 0.9], [1, 0.7], [3, 0.5]) }, 'WEIGHTED');
    const score = new Map(fused.map((hit) => [hit.passageId, hit.score]));
    expect(score.get(1)).toBeCloseTo(legWeights.lexical + 0.5 * legWeights.vector);
    expect(score.get(2)).toBeCloseTo(0.5 * legWeights.lexical + legWeights.vector);
    expect(score.get(3)).toBeCloseTo(0);
  });

  it.each(['WEIGHTED', 'RRF'] as const)('weighs each leg as it is told to: %s', (fusion) => {
    const weights = { lexical: 0.9, vector: 0.1 };
    const fused = fuse({ lexical: hits([1, 8]), vector: hits([2, 0.9]) }, fusion, undefined, weights);
    const best = fusion === 'RRF' ? 1 / 61 : 1;
    expect(fused.map(({ passageId, score }) => [passageId, score])).toEqual([
      [1, expect.closeTo(0.9 * best, 10)],
      [2, expect.closeTo(0.1 * best, 10)],
    ]);
    expect(fused.map(({ explain }) => explain.lexical?.weight ?? explain.vector?.weight)).toEqual([0.9, 0.1]);
  });

  it('uses ranks alone for RRF', () => {
    const fused = fuse({ lexical: hits([1, 1000], [2, 1]), vector: hits([2, 0.9], [1, 0.8]) }, 'RRF');
    const expected = legWeights.lexical / 62 + legWeights.vector / 61;
    expect(fused[0]?.passageId).toBe(2);
    expect(fused[0]?.score).toBeCloseTo(expected);
  });

  it('gives a single leg its own order and full weight', () => {
    const fused = fuse({ lexical: hits([5, 3], [4, 2], [6, 1]) }, 'WEIGHTED');
    expect(fused.map((hit) => hit.passageId)).toEqual([5, 4, 6]);
    expect(fused[0]?.score).toBe(1);
    expect(fused[0]?.explain.vector).toBeNull();
  });

  it('gives the leg of meaning alone full weight too', () => {
    const fused = fuse({ vector: hits([5, 0.9], [4, 0.7], [6, 0.5]) }, 'WEIGHTED');
    expect(fused.map((hit) => hit.score)).toEqual([1, expect.closeTo(0.5), 0]);
    expect(fused[0]?.explain).toMatchObject({ lexical: null, exact: null });
  });

  it('counts a leg whose hits are all alike as full for each', () => {
    const fused = fuse({ vector: hits([5, 0.7], [4, 0.7]) }, 'WEIGHTED');
    expect(fused.map((hit) => hit.score)).toEqual([1, 1]);
  });

  it.each([
    ['WEIGHTED', 1],
    ['RRF', 1 / 61],
  ] as const)('lifts what defines the name by a share of the best that the legs can give: %s', (fusion, best) => {
    const exact = new Map([[7, { name: 'gate', as: 'HEADING' as const, lift: 0.5 }]]);
    const fused = fuse({ lexical: hits([5, 3]), vector: hits([5, 0.9]) }, fusion, exact);
    expect(fused.map((hit) => [hit.passageId, hit.score])).toEqual([
      [5, expect.closeTo(best, 10)],
      [7, expect.closeTo(best / 2, 10)],
    ]);
    expect(fused.map((hit) => hit.explain.exact?.lift ?? null)).toEqual([null, 0.5]);
    expect(fused[0]?.explain.exact).toBeNull();
  });

  it('orders ties the same way every time', () => {
    const fused = fuse({ lexical: hits([9, 1], [3, 1]) }, 'WEIGHTED');
    expect(fused.map((hit) => hit.passageId)).toEqual([3, 9]);
  });
});

test.each([
  ['光学ディスクから Debian をインストールできる', 'Latin', 'words'],
  ['установить шлюз', 'Latin', 'words'],
  ['gate を開ける方法', 'Latin', 'words'],
  ['how to install a gate', 'Latin', 'both'],
  ['Größe der Tür ändern', 'Latin', 'both'],
  ['install ゲート on a wall', 'Latin', 'both'],
  ['10.3.1', 'Latin', 'both'],
  ['光学ディスク', undefined, 'both'],
] as const)('%s, by a model of the script %s: %s count', (text, script, expected) => {
  const { lexical, vector } = legWeightsFor(text, script);
  expect(lexical + vector).toBeCloseTo(1);
  if (expected === 'both') expect({ lexical, vector }).toEqual(legWeights);
  else expect(lexical).toBeGreaterThan(2 * vector);
  const first = fuse({ lexical: hits([1, 8], [2, 4]), vector: hits([2, 0.9], [3, 0.5]) }, 'WEIGHTED', undefined, {
    lexical,
    vector,
  });
  expect(first[0]?.passageId).toBe(expected === 'both' ? 2 : 1);
});
