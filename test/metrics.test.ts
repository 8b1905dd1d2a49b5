import { describe, expect, it } from '@jest/globals';
import { figuresOf, meanOf, percentile } from '../src/evaluation/metrics.js';

describe('figuresOf', () => {
  it('is 1 for the ideal order of graded documents', () => {
    const judged = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    expect(figuresOf(['a', 'b', 'c'], judged)).toEqual({
      ndcg10: 1,
      mrr10: 1,
      recall10: 1,
      hit1: 1,
      hit5: 1,
      hit10: 1,
      hit20: 1,
    });
  });

  it('discounts by rank, as worked out by hand', () => {
    const judged = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    const figures = figuresOf(['x', 'b', 'a'], judged);
    // (1/log2(3) + 3/log2(4)) / (3/log2(2) + 1/log2(3)) = (0.63093 + 1.5) / (3 + 0.63093)
    expect(figures.ndcg10).toBeCloseTo(0.58688, 4);
    expect(figures.mrr10).toBe(0.5);
    expect(figures.hit1).toBe(0);
    expect(figures.hit5).toBe(1);
  });

  it('looks at ten places only', () => {
    const ranked = [...Array.from({ length: 10 }, (_, at) => `n${String(at)}`), 'a'];
    expect(figuresOf(ranked, new Map([['a', 1]]))).toMatchObject({
      ndcg10: 0,
      mrr10: 0,
      recall10: 0,
      hit5: 0,
      hit10: 0,
      hit20: 1,
    });
  });
});

describe('meanOf and percentile', () => {
  it('average over queries', () => {
    const one = { ndcg10: 1, mrr10: 1, recall10: 1, hit1: 1, hit5: 1, hit10: 1, hit20: 1 };
    const none = { ndcg10: 0, mrr10: 0, recall10: 0, hit1: 0, hit5: 0, hit10: 0, hit20: 0 };
    expect(meanOf([one, none]).ndcg10).toBe(0.5);
  });

  it('take the nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect([percentile(values, 0.5), percentile(values, 0.95), percentile([], 0.5)]).toEqual([3, 5, 0]);
  });
});
