import { describe, expect, it } from '@jest/globals';
import { fuse, legWeights } from '../src/search/fusion.js';

const hits = (...pairs: [number, number][]) => pairs.map(([passageId, score]) => ({ passageId, score }));

describe('fuse', () => {
  it('adds the normalised scores of both legs by their weights', () => {
    const fused = fuse({ lexical: hits([1, 8], [2, 4]), vector: hits([2, 0.9], [1, 0.7], [3, 0.5]) }, 'WEIGHTED');
    const score = new Map(fused.map((hit) => [hit.passageId, hit.score]));
    expect(score.get(1)).toBeCloseTo(legWeights.lexical + 0.5 * legWeights.vector);
    expect(score.get(2)).toBeCloseTo(0.5 * legWeights.lexical + legWeights.vector);
    expect(score.get(3)).toBeCloseTo(0);
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

  it('orders ties the same way every time', () => {
    const fused = fuse({ lexical: hits([9, 1], [3, 1]) }, 'WEIGHTED');
    expect(fused.map((hit) => hit.passageId)).toEqual([3, 9]);
  });
});
