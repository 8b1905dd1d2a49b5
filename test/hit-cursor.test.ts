/** Cursors of hits: which passages were shown, and of which search. */
import { describe, expect, test } from '@jest/globals';
import { cursorOf, digestOf } from '../src/graphql/cursor.js';
import { hitCursor, hitListOf, hitsAsked } from '../src/graphql/hit-cursor.js';
import type { SearchRequest } from '../src/search/request.js';

const list = hitListOf({ query: 'valve' });
const cursor = (...keys: string[]): string => cursorOf(digestOf(list), keys);
const shownBy = (ids: string): readonly number[] => hitsAsked(list, { after: cursor(ids, '') }).shown;

test('the first page has ten hits if no number is given', () => {
  expect(hitsAsked(list, {})).toEqual({ first: 10, shown: [], token: null });
  expect(hitsAsked(list, { first: null, after: null })).toEqual({ first: 10, shown: [], token: null });
  expect(hitsAsked(list, { first: 3 }).first).toBe(3);
});

test('a cursor holds the passages in their order and the token', () => {
  const after = hitCursor(list)([66, 4, 30], 'token');
  expect(after).toBe(cursor('4.q.10', 'token'));
  expect(hitsAsked(list, { first: 5, after })).toEqual({ first: 5, shown: [4, 30, 66], token: 'token' });
});

test('a search that is not logged has no token', () => {
  const after = hitCursor(list)([4], null);
  expect(after).toBe(cursor('4', ''));
  expect(hitsAsked(list, { after }).token).toBeNull();
});

test('200 passages of the largest ids fit into a cursor', () => {
  const shown = Array.from({ length: 200 }, (_, at) => 2_147_483_448 + at);
  expect(hitsAsked(list, { after: hitCursor(list)(shown, null) }).shown).toEqual(shown);
});

test.each([
  ['no ids', ''],
  ['no number', '4.'],
  ['an id twice', '4.0'],
  ['capitals', '4.Q'],
  ['a sign', '-4'],
  ['what stands before an id', ' 4'],
  ['what stands behind an id', '4 '],
  ['an id of seven digits', '0000004'],
  ['an id of seven digits behind another', '4.0000004'],
  ['an id larger than any', 'zik0zk'],
  ['201 ids', Array.from({ length: 201 }, () => '1').join('.')],
])('%s in a cursor: refused', (_what, ids) => {
  expect(() => shownBy(ids)).toThrow(expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'after' } }));
});

test.each([
  ['one key', ['4']],
  ['three keys', ['4', '', '']],
  ['a token that is none', ['4', 5]],
])('%s in a cursor: refused', (_what, keys) => {
  expect(() => hitsAsked(list, { after: cursor(...(keys as string[])) })).toThrow(/of another list/);
});

describe('a cursor', () => {
  const of = (request: SearchRequest, more?: string): string => digestOf(hitListOf(request, more));
  const usual = of({ query: 'valve' });

  test.each<[string, SearchRequest]>([
    ['blanks around the query', { query: ' valve ' }],
    ['an empty scope', { query: 'valve', scope: {} }],
    ['names of no limit', { query: 'valve', scope: { products: [] } }],
    ['the usual mode', { query: 'valve', mode: 'HYBRID' }],
    ['the usual fusion', { query: 'valve', fusion: 'WEIGHTED' }],
    ['rules', { query: 'valve', rules: true }],
  ])('is the same with %s', (_what, request) => {
    expect(of(request)).toBe(usual);
  });

  test.each<[string, SearchRequest, string]>([
    ['query', { query: 'valves' }, ''],
    ['scope', { query: 'valve', scope: { products: ['pump'] } }, ''],
    ['mode', { query: 'valve', mode: 'LEXICAL' }, ''],
    ['fusion', { query: 'valve', fusion: 'RRF' }, ''],
    ['decision about rules', { query: 'valve', rules: false }, ''],
    ['of what it depends on', { query: 'valve' }, 'drafts'],
  ])('is another one with another %s', (_what, request, more) => {
    expect(of(request, more)).not.toBe(usual);
  });

  test('is the same however the scope is ordered', () => {
    const [products, versions] = [['pump'], ['1']];
    expect(of({ query: 'valve', scope: { products, versions } })).toBe(
      of({ query: 'valve', scope: { versions, products } }),
    );
  });

  test('is one of hits, and of no other list', () => {
    expect(list).toMatchObject({ name: 'hits', order: { name: 'RELEVANCE' } });
  });
});
