/** Which words and names of passages a product's vocabulary is made of. */
import { expect, test } from '@jest/globals';
import { vocabularyOf } from '../src/ingest/write/vocabulary.js';

const wordsOf = (...texts: string[]): string[] => [
  ...vocabularyOf(texts.map((searchText) => ({ searchText, identifiers: [] }))).words,
];

test.each([
  ['words of four letters and more, in lower case', ['The Handset rings: PUSH it'], ['handset', 'rings', 'push']],
  ['each once, over all passages', ['gate Gate', 'the gate turns'], ['gate', 'turns']],
  ['words of every language', ['Größe naïve κλειδί'], ['größe', 'naïve', 'κλειδί']],
  ['none that is a part of something else', ['a_handset x1handset handset2 hand_set'], []],
  ['no numbers', ['2024 40017'], []],
  ['none that is data', [`${'a'.repeat(30)} ${'b'.repeat(31)}`], ['a'.repeat(30)]],
])('%s', (_what, texts, expected) => {
  expect(wordsOf(...texts)).toEqual(expected);
});

test('names are kept as they are written, but for numbers', () => {
  const { identifiers } = vocabularyOf([
    { searchText: '', identifiers: ['E_LOCK_17', '40017', '٤٢'] },
    { searchText: '', identifiers: ['9.18', 'E_LOCK_17'] },
  ]);
  expect([...identifiers]).toEqual(['E_LOCK_17', '9.18']);
});
