/** What Elasticsearch is asked: the words, phrases and names of a query, what it excludes, and the scope. */
import { describe, expect, test } from '@jest/globals';
import type { Audience } from '../src/audience.js';
import { withOperation } from '../src/ongoing-operation.js';
import {
  admissionQuery,
  holdersQueries,
  matchQuery,
  passageQuery,
  scopeFilter,
} from '../src/search/lexical/elasticsearch/passage-query.js';
import { parseQuery } from '../src/search/query.js';

const bounds = { limit: 7, withinMs: 900 };
const asWritten = (query: string) => ({ match_phrase: { 'content.parts': { query } } });
const inflected = (query: string) => ({ match_phrase: { content: { query, analyzer: 'words' } } });
const anyWord = (query: string) => ({ match: { content: { query } } });
const seenAs = (...terms: string[]) => ({ terms: { shown_as: terms } });
const notRestricted = (...audiences: number[]) => ({
  bool: { must_not: [seenAs(...audiences.map((audience) => `restricted#${String(audience)}`))] },
});
const of = <Result>(audience: Audience, work: () => Result): Result =>
  withOperation({ signal: new AbortController().signal, audience }, work);

const product = { productIds: ['3'] };
const ofProduct = { terms: { product_id: ['3'] } };

describe('a query', () => {
  const query = {
    ...parseQuery('Close "inlet Valve" E_FLOW_17 -drain'),
    synonyms: [{ id: '1', term: 'valve', alternatives: ['Stop cock', 'tap'] }],
  };
  const phrase = asWritten('inlet valve');
  const byWords = {
    bool: {
      should: [
        phrase,
        anyWord('close inlet valve e flow 17'),
        asWritten('close inlet valve e flow 17'),
        asWritten('e flow 17'),
        inflected('stop cock'),
        inflected('tap'),
      ],
      minimum_should_match: 1,
    },
  };
  const ranked = (must: object) => ({
    bool: {
      must: [must],
      filter: [ofProduct, notRestricted(1, 2), phrase],
      must_not: [asWritten('drain'), inflected('drain')],
      should: [],
    },
  });
  const idsOnly = { timeout: '900ms', track_total_hits: false, _source: false };
  const holding = (...names: object[]) => ranked({ bool: { filter: names, should: [byWords] } });

  test('asks for words, and for each name with one holder more than is rare', () => {
    expect(passageQuery(query, ['e_flow_17', 'show flow'], product, bounds)).toEqual({
      byWords: { query: ranked(byWords), size: 7, ...idsOnly },
      byIdentifier: [
        {
          query: holding({
            bool: {
              should: [{ term: { identifiers: 'e_flow_17' } }, asWritten('e flow 17')],
              minimum_should_match: 1,
            },
          }),
          size: 51,
          ...idsOnly,
        },
        { query: holding({ term: { identifiers: 'show flow' } }), size: 51, ...idsOnly },
      ],
      scopeSize: {
        query: { bool: { filter: [ofProduct, notRestricted(1, 2)] } },
        size: 0,
        track_total_hits: 30_000,
      },
    });
  });

  test('asks for the size of the scope for one name already', () => {
    expect(passageQuery(query, ['e_flow_17'], product, bounds).scopeSize).toBeDefined();
  });

  test('without names to look up asks for no size of the scope', () => {
    expect(passageQuery(query, [], product, bounds)).toEqual({
      byWords: { query: ranked(byWords), size: 7, ...idsOnly },
      byIdentifier: [],
    });
  });

  test('of which only the ids are wanted asks for words alone', () => {
    expect(matchQuery(query, product, bounds)).toEqual({ query: ranked(byWords), size: 7, ...idsOnly });
  });

  test('admits those of the passages that hold its phrases and nothing that it excludes', () => {
    expect(admissionQuery(query, [4, 5], 900)).toEqual({
      query: {
        bool: {
          filter: [{ ids: { values: ['4', '5'] } }, phrase],
          must_not: [asWritten('drain'), inflected('drain')],
        },
      },
      size: 2,
      ...idsOnly,
    });
  });
});

describe('the sentence', () => {
  const asked = (text: string) => passageQuery(parseQuery(text), [], {}, bounds).byWords.query?.bool?.should;

  test('of four words is marked where it stands, and adds nothing to the score', () => {
    expect(asked('the valve stays closed')).toEqual([
      { constant_score: { filter: asWritten('the valve stays closed'), boost: 0, _name: 'sentence' } },
    ]);
  });

  test.each(['valve stays closed', '"the valve" stays closed now'])('is none in %s', (text) => {
    expect(asked(text)).toEqual([]);
  });

  test('is not looked for where only the ids are wanted', () => {
    expect(matchQuery(parseQuery('the valve stays closed'), {}, bounds).query?.bool?.should).toEqual([]);
  });
});

test('holders of a word are counted by its inflections, those of a name as it is written', () => {
  const counted = (must: object) => ({
    query: { bool: { must: [must], filter: [ofProduct, notRestricted(1, 2)] } },
    size: 0,
    track_total_hits: 20,
    timeout: '900ms',
  });
  expect(holdersQueries(['valves', 'e_flow_17'], product, 20, 900)).toEqual([
    counted(anyWord('valves')),
    counted({ term: { identifiers: 'e_flow_17' } }),
  ]);
});

describe('a scope', () => {
  const versions = ['1', '2'];
  const kinds = ['GUIDE', 'REFERENCE'];
  const ofDocument = seenAs('document|8');

  test.each([
    ['everything', {}, [notRestricted(1, 2)]],
    ['a product', product, [ofProduct, notRestricted(1, 2)]],
    ['versions', { versionIds: versions }, [{ terms: { version_ids: versions } }]],
    ['kinds', { kinds }, [{ terms: { kinds } }]],
    [
      'versions and kinds, of one chunk',
      { versionIds: versions, kinds },
      [seenAs('1|GUIDE', '1|REFERENCE', '2|GUIDE', '2|REFERENCE')],
    ],
    ['versions of a product', { ...product, versionIds: ['1'] }, [ofProduct, { terms: { version_ids: ['1'] } }]],
    ['a document', { documentIds: ['8'] }, [ofDocument]],
    ['a document within a product', { ...product, documentIds: ['8'] }, [ofProduct, ofDocument]],
    [
      'a document within a version and kinds',
      { versionIds: ['1'], kinds, documentIds: ['8'] },
      [seenAs('1|GUIDE', '1|REFERENCE'), ofDocument],
    ],
  ])('of %s', (_what, scope, filter) => {
    expect(scopeFilter(scope)).toEqual(filter);
  });

  test('holds what is restricted for those who may see it', () => {
    expect(of('READERS', () => scopeFilter({}))).toEqual([notRestricted(2)]);
    expect(of('CURATORS', () => scopeFilter({}))).toEqual([]);
    expect(of('READERS', () => scopeFilter({ documentIds: ['8'] }))).toEqual([seenAs('document|8', 'document|8#1')]);
    expect(of('CURATORS', () => scopeFilter({ versionIds: ['1'], kinds: ['GUIDE'] }))).toEqual([
      seenAs('1|GUIDE', '1|GUIDE#1', '1|GUIDE#2'),
    ]);
    expect(of('CURATORS', () => scopeFilter({ kinds: ['GUIDE'] }))).toEqual([
      { terms: { kinds: ['GUIDE', 'GUIDE#1', 'GUIDE#2'] } },
    ]);
  });
});

test('signs in quotes have no words that a passage would have to hold, or must not', () => {
  const { bool } = admissionQuery(parseQuery('valve "&&" -"=>"'), [4], 900).query as { bool: object };
  expect(bool).toEqual({ filter: [{ ids: { values: ['4'] } }], must_not: [] });
});
