import { describe, expect, it } from '@jest/globals';
import { assignOrdinals, successorsOf } from '../src/ingest/write/chunk-keys.js';

const stored = (ordinal: number, hash: string, text = hash) => ({
  id: ordinal + 100,
  key: `p::1::d::f::${String(ordinal)}`,
  ordinal,
  fileId: 1,
  passageId: ordinal + 200,
  hash,
  text,
});

describe('assignOrdinals', () => {
  it('counts from 0 for a new file', () => {
    expect(assignOrdinals([], ['a', 'b'], 0)).toEqual({ ordinals: [0, 1], nextOrdinal: 2, retired: [] });
  });

  it('keeps ordinals of text that is still there and never uses one twice', () => {
    const old = [stored(0, 'a'), stored(1, 'b'), stored(4, 'c')];
    const { ordinals, nextOrdinal, retired } = assignOrdinals(old, ['x', 'a', 'c'], 5);
    expect(ordinals).toEqual([5, 0, 4]);
    expect(nextOrdinal).toBe(6);
    expect(retired.map(({ hash }) => hash)).toEqual(['b']);
  });

  it('follows text that moved', () => {
    const old = [stored(0, 'a'), stored(1, 'b'), stored(2, 'c')];
    const { ordinals, retired } = assignOrdinals(old, ['c', 'a', 'b'], 3);
    expect(ordinals).toEqual([2, 0, 1]);
    expect(retired).toEqual([]);
  });

  it('gives the same text twice in a file two ordinals', () => {
    const { ordinals } = assignOrdinals([stored(0, 'a')], ['a', 'a'], 1);
    expect([...ordinals].sort()).toEqual([0, 1]);
  });
});

describe('successorsOf', () => {
  const old = [stored(0, 'a', 'start the relay before noon'), stored(1, 'b', 'stop the pump after dark')];

  it('leads to the chunk that holds most of the words', () => {
    const current = [
      { key: 'k5', text: 'something else entirely' },
      { key: 'k6', text: 'stop the pump and the fan after dark' },
    ];
    expect(successorsOf(old.slice(1), old, current)).toEqual(
      new Map([['p::1::d::f::1', { key: 'k6', isTextKept: true }]]),
    );
  });

  it('leads to the nearest place when no word is left, and nowhere when the file is empty', () => {
    const current = [
      { key: 'k5', text: 'uno' },
      { key: 'k6', text: 'due' },
    ];
    expect(successorsOf(old.slice(1), old, current).get('p::1::d::f::1')).toEqual({ key: 'k6', isTextKept: false });
    expect(successorsOf(old.slice(1), old, []).get('p::1::d::f::1')).toBeNull();
  });
});
