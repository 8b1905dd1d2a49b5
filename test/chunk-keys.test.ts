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

  it('of text that stands twice, keeps the ordinal of the one that stayed', () => {
    const old = [stored(0, 'a'), stored(1, 'b'), stored(2, 'a')];
    const { ordinals, retired } = assignOrdinals(old, ['b', 'a'], 3);
    expect(ordinals).toEqual([1, 2]);
    expect(retired.map(({ ordinal }) => ordinal)).toEqual([0]);
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

  const leadsTo = (text: string, current: readonly string[], place = 0) => {
    const was = [0, 1, 2, 3].map((ordinal) => stored(ordinal, `h${String(ordinal)}`, ordinal === place ? text : 'x'));
    const retired = was.slice(place, place + 1);
    const now = current.map((of, at) => ({ key: `k${String(at)}`, text: of }));
    return successorsOf(retired, was, now).get(`p::1::d::f::${String(place)}`);
  };

  it('says that the text is kept where six words of ten are there', () => {
    expect(leadsTo('one two three four five', ['One, two: three!'])).toEqual({ key: 'k0', isTextKept: true });
    expect(leadsTo('one two three four five', ['one two'])).toEqual({ key: 'k0', isTextKept: false });
    expect(leadsTo('stop', ['Stop.'])).toEqual({ key: 'k0', isTextKept: true });
    expect(leadsTo('stop', ['go'])).toEqual({ key: 'k0', isTextKept: false });
    expect(leadsTo('---', ['***'])).toEqual({ key: 'k0', isTextKept: false });
  });

  it('leads from the end of a file to its end, and from its middle to the middle', () => {
    const others = ['uno', 'due', 'tre', 'quattro', 'cinque'].map((of, at) => ({ key: `k${String(at)}`, text: of }));
    const placed = (count: number, at: number) => {
      const was = Array.from({ length: count }, (_, ordinal) => stored(ordinal, `h${String(ordinal)}`));
      return successorsOf(was.slice(at, at + 1), was, others).get(`p::1::d::f::${String(at)}`)?.key;
    };
    expect([placed(1, 0), placed(2, 0), placed(2, 1), placed(3, 1), placed(3, 2)]).toEqual([
      'k0',
      'k0',
      'k4',
      'k2',
      'k4',
    ]);
    // A third and two thirds of the way lie between chunks: the nearer one holds the place.
    expect([placed(4, 1), placed(4, 2)]).toEqual(['k1', 'k3']);
  });

  it('leads to the nearest of those that share as many words, and past it to one that shares more', () => {
    const current = ['start it', 'none', 'start them', 'start the pump'];
    expect(leadsTo('start', current, 0)?.key).toBe('k0');
    expect(leadsTo('start', current, 2)?.key).toBe('k2');
    expect(leadsTo('start the pump', current, 0)?.key).toBe('k3');
    const apart = ['first', 'none', 'none', 'second'];
    expect(leadsTo('second first', apart, 3)?.key).toBe('k3');
    expect(leadsTo('second first', apart, 0)?.key).toBe('k0');
  });
});
