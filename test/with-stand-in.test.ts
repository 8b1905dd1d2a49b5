/** An index that does not answer is stood in for, unless nobody waits for the answer. */
import { expect, test } from '@jest/globals';
import { withStandIn, type WordLookup } from '../src/search/lexical/with-stand-in.js';
import { parseQuery } from '../src/search/query.js';

const answering = (passageId: number, count: number): WordLookup => ({
  admit: () => Promise.resolve([passageId]),
  countHolders: () => Promise.resolve([count]),
});
const away: WordLookup = {
  admit: () => Promise.reject(new Error('away')),
  countHolders: () => Promise.reject(new Error('away')),
};
const admission = { query: parseQuery('valve'), passageIds: [1, 2] };
const holders = { words: ['valve'], scope: {}, upTo: 9 };

test('an index that answers is the one that is asked', async () => {
  const words = withStandIn(answering(1, 3), answering(2, 4));
  expect(await words.admit(admission)).toEqual([1]);
  expect(await words.countHolders(holders)).toEqual([3]);
});

test('another one answers where it does not', async () => {
  const words = withStandIn(away, answering(2, 4));
  expect(await words.admit(admission)).toEqual([2]);
  expect(await words.admit({ ...admission, signal: new AbortController().signal })).toEqual([2]);
  expect(await words.countHolders(holders)).toEqual([4]);
});

test('without another one, and for nobody, its error is the answer', async () => {
  await expect(withStandIn(away, undefined).admit(admission)).rejects.toThrow('away');
  await expect(withStandIn(away, undefined).countHolders(holders)).rejects.toThrow('away');
  const signal = AbortSignal.abort(new Error('Nobody waits.'));
  await expect(withStandIn(away, answering(2, 4)).admit({ ...admission, signal })).rejects.toThrow('away');
});
