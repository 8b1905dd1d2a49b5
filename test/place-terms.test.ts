/** Where a passage is shown, and for whom, as terms of an index. */
import { expect, test } from '@jest/globals';
import { placeTerms } from '../src/search/lexical/elasticsearch/place-terms.js';

const place = (versionId: string, documentId: string, audience: number) => ({
  versionId,
  documentId,
  kind: 'GUIDE',
  audience,
});

test('terms of what is for everybody bear no number, and each stands once', () => {
  expect(placeTerms([place('1', '8', 0), place('1', '9', 0)])).toEqual({
    version_ids: ['1'],
    kinds: ['GUIDE'],
    shown_as: ['1|GUIDE', 'document|8', 'document|9'],
  });
});

test('terms of what is restricted in one place bear its number there', () => {
  expect(placeTerms([place('1', '8', 0), place('2', '9', 2)])).toEqual({
    version_ids: ['1', '2#2'],
    kinds: ['GUIDE', 'GUIDE#2'],
    shown_as: ['1|GUIDE', 'document|8', '2|GUIDE#2', 'document|9#2'],
  });
});

test('what is restricted everywhere is marked with the first audience that sees it', () => {
  expect(placeTerms([place('1', '8', 2), place('2', '9', 1)]).shown_as).toEqual([
    '1|GUIDE#2',
    'document|8#2',
    '2|GUIDE#1',
    'document|9#1',
    'restricted#1',
  ]);
});
