/** What an operation may cost: counted by the work that it makes, however it is written. */
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { COST_LIMIT, costOf } from '../src/graphql/cost-limit.js';
import { schema } from './testkit/graphql.js';

const cost = (source: string, variables: Record<string, unknown> = {}): number =>
  costOf(schema, { document: parse(source), variables }).requested;

const aliases = (count: number, selection: (at: number) => string): string =>
  `{ ${Array.from({ length: count }, (_, at) => `a${String(at)}: ${selection(at)}`).join(' ')} }`;

const refused = (source: string, variables: Record<string, unknown> = {}): unknown => {
  try {
    return { cost: cost(source, variables) };
  } catch (error) {
    return (error as { extensions?: unknown }).extensions;
  }
};

test('ten searches fit into one operation, with all that they are usually asked for', () => {
  const hits =
    'hits { nodes { chunk { key text version { label } } alsoIn { nodes { version { label } } } highlights { pieces { text } } } }';
  expect(cost(aliases(10, (at) => `search(query: "q${String(at)}") { ${hits} }`))).toBeLessThan(COST_LIMIT);
});

test('a search costs what it takes, each page of its hits by their number and what is looked at of each', () => {
  const search = (hits: string): number => cost(`{ search(query: "q") { ${hits} } }`);
  const excerpts = 50 * (1 + 20);
  expect(search('hits(first: 50) { nodes { excerpt } }')).toBe(20 + 900 + 100 + excerpts);
  expect(search('hits(first: 50, after: "x") { nodes { excerpt } }')).toBe(20 + 900 + 1_000 + excerpts);
  expect(search('hits(first: 1) { nodes { rank } } more: hits(first: 5000) { nodes { rank } }')).toBe(
    20 + 900 + 101 + 150,
  );
});

test('facets cost what it takes to count all that matches, and ten searches with them fit', () => {
  const facets = 'facets { kinds { count } documents { count document { title } } isExact }';
  const search = (selection: string): number => cost(`{ search(query: "q") { ${selection} } }`);
  expect(search(facets)).toBe(20 + 900 + 1_000 + 1 + (1 + 100));
  expect(
    cost(aliases(10, (at) => `search(query: "q${String(at)}") { ${facets} hits { nodes { chunk { key } } } }`)),
  ).toBeLessThan(COST_LIMIT);
});

describe('eleven searches do not', () => {
  const tooMany = { code: 'QUERY_TOO_COMPLEX', details: { searches: 11, limit: 10 }, http: { status: 400 } };

  test('by aliases', () => {
    expect(refused(aliases(11, () => 'search(query: "q") { query }'))).toEqual(tooMany);
  });

  test('by a fragment that is spread again and again', () => {
    const some = aliases(5, () => 'search(query: "q") { query }').slice(2, -2);
    const source = `fragment Some on Query { ${some} } query { ...Some one: search(query: "q") { query } ... on Query { ...Some } }`;
    expect(refused(source)).toEqual(tooMany);
  });

  test('by topics of comparisons, also where the topic is a variable', () => {
    const compared = (topic: string): string =>
      `compareVersions(product: "p", from: "1", to: "2"${topic}) { counts { changed } }`;
    const source = `query ($topic: String) { one: ${compared(', topic: $topic')} ${aliases(10, () => 'search(query: "q") { query }').slice(2, -2)} }`;
    expect(refused(source, { topic: 'upgrade' })).toEqual(tooMany);
    expect(refused(source)).toEqual({ cost: expect.any(Number) });
  });

  test('by further pages of hits, also where the cursor is a variable', () => {
    const hits = aliases(10, () => 'hits(after: $after) { nodes { rank } }').slice(2, -2);
    const source = `query ($after: String) { search(query: "q") { ${hits} } }`;
    expect(refused(source, { after: 'x' })).toEqual(tooMany);
    expect(refused(source)).toEqual({ cost: expect.any(Number) });
  });

  test('but those that are skipped do not count', () => {
    const source = `query ($more: Boolean!) { ${aliases(11, () => 'search(query: "q") @include(if: $more) { query }').slice(2)}`;
    expect(refused(source, { more: false })).toEqual({ cost: 0 });
  });
});

describe('what asks the store by itself costs what that takes, not what it gives', () => {
  test.each([
    ['library', 300, () => 'library { chunks }'],
    ['suggest', 30, () => 'suggest(prefix: "co", first: 1) { text }'],
    ['catalogueNamed', 30, () => 'catalogueNamed(words: "co", first: 1) { id }'],
    ['comparison', 30, () => 'compareVersions(product: "p", from: "1", to: "2") { counts { changed } }'],
    ['coverage', 100, () => 'coverage { total { documentCount } }'],
    ['demand', 100, () => 'demand { searches }'],
    ['a file of all overrides', 50, () => 'curationFile'],
  ])('%s, %d times, is too much', (_name, count, selection) => {
    const one = cost(aliases(1, selection));
    expect(one).toBeLessThan(COST_LIMIT / 5);
    expect(refused(aliases(count, selection))).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
      details: { requested: count * one, limit: COST_LIMIT },
    });
  });

  test.each([
    ['missing terms', 5_000, 'missingTerms { text }'],
    ['a correction', 1_200, 'didYouMean'],
    ['an offer', 1_000, 'wordsAlone { query }'],
  ])('%s, once for a search, however many hits it gives', (_name, added, selection) => {
    const search = (first: number, more: string): string =>
      `{ search(query: "q") { hits(first: ${String(first)}) { nodes { rank } } ...More } } fragment More on SearchResult { query ${more} }`;
    for (const first of [1, 50]) expect(cost(search(first, selection)) - cost(search(first, ''))).toBe(added);
    const three = aliases(3, () => `search(query: "q") { ${selection} }`);
    expect(cost(three) - cost(aliases(3, () => 'search(query: "q") { query }'))).toBe(3 * added);
  });

  test('a hundred mutations are too much', () => {
    expect(refused(`mutation ${aliases(100, () => 'revokeApiKey(input: { id: "x" }) { key { id } }')}`)).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
    });
  });
});
