/** When a query is a sentence, and where passages that hold it go. */
import { expect, test } from '@jest/globals';
import { isSentence, withSentence } from '../src/search/lexical/sentence-lift.js';

test.each([
  ['link', false],
  ['link is down', false],
  ['the link is down', true],
  ['the link is down on port 3', true],
])('%s: %s', (text, expected) => {
  expect(isSentence(text)).toBe(expected);
});

const hits = [
  { passageId: 5, score: 3 },
  { passageId: 6, score: 2 },
  { passageId: 7, score: 1 },
];

test('hits that hold it have the best score added, so that they come before all others', () => {
  expect(withSentence(hits, new Set([6, 7]))).toEqual([
    { passageId: 6, score: 5 },
    { passageId: 7, score: 4 },
    { passageId: 5, score: 3 },
  ]);
});

test('where none holds it, or there is none, nothing changes', () => {
  expect(withSentence(hits, new Set())).toEqual(hits);
  expect(withSentence([], new Set([5]))).toEqual([]);
});
