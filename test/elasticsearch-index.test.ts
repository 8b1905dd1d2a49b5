/** What is read from answers of Elasticsearch, and which of them are none. */
import { type Client, errors } from '@elastic/elasticsearch';
import { describe, expect, test } from '@jest/globals';
import { createElasticsearchIndex } from '../src/search/lexical/elasticsearch/elasticsearch-index.js';
import { parseQuery } from '../src/search/query.js';

interface Held {
  readonly _id: string;
  readonly _score?: number | null;
  readonly matched_queries?: readonly string[];
}

const answer = (hits: readonly Held[], total?: number) => ({
  timed_out: false,
  _shards: { failed: 0 },
  hits: { hits, ...(total !== undefined && { total: { value: total, relation: 'eq' } }) },
});
const held = (id: number, score: number | null, ...clauses: string[]): Held => ({
  _id: String(id),
  _score: score,
  ...(clauses.length > 0 && { matched_queries: clauses }),
});

/** An index that answers so, and what it was asked. */
function indexOf(answers: readonly object[] | Error) {
  const asked: { readonly index: string; readonly searches: readonly object[] }[] = [];
  const options: unknown[] = [];
  const client: Pick<Client, 'msearch'> = {
    msearch: ((request: (typeof asked)[number], more: unknown) => {
      asked.push(request);
      options.push(more);
      return answers instanceof Error ? Promise.reject(answers) : Promise.resolve({ responses: answers });
    }) as never,
  };
  return { ...createElasticsearchIndex(client as Client, 'passages'), asked, options };
}

const query = parseQuery('valve');
const named = parseQuery('E_FLOW_17');
const sentence = parseQuery('the valve stays closed');
const wanted = { scope: {}, limit: 10 };
const ids = (hits: readonly { readonly passageId: number }[]): number[] => hits.map(({ passageId }) => passageId);

describe('a search', () => {
  test('has the hits best first, equal ones by id, and without a score last', async () => {
    const index = indexOf([answer([held(1, null), held(9, 2), held(4, 2), held(7, 3)])]);
    expect(await index.search({ ...wanted, query })).toEqual([
      { passageId: 7, score: 3 },
      { passageId: 4, score: 2 },
      { passageId: 9, score: 2 },
      { passageId: 1, score: 0 },
    ]);
    expect(index.asked).toEqual([{ index: 'passages', searches: [{}, expect.objectContaining({ size: 10 })] }]);
    expect(index.options).toEqual([{ requestTimeout: 1_000, maxRetries: 0 }]);
  });

  test('has those with the whole sentence before the others', async () => {
    const index = indexOf([
      answer([held(1, 3), held(2, 2, 'sentence'), held(3, 1, 'another')]),
      answer([]),
      answer([], 1_000),
    ]);
    expect(ids(await index.search({ ...wanted, query: sentence }))).toEqual([2, 1, 3]);
  });

  const rare = (holders: readonly Held[], size: number, words = [held(1, 3), held(2, 2)]) =>
    indexOf([answer(words), answer(holders), answer([], size)]);

  test('has holders of a rare name before the others, also those without its words', async () => {
    const hits = await rare([held(2, 1), held(8, 1)], 1_000).search({ ...wanted, query: named });
    expect(ids(hits)).toEqual([2, 8, 1]);
    const idf = (holders: number): number => Math.log(1 + (1_000 - holders + 0.5) / (holders + 0.5));
    expect(hits[0]?.score).toBeCloseTo(2 + (3 * idf(2)) / idf(1), 10);
    expect(hits[1]?.score).toBeCloseTo(1 + (3 * idf(2)) / idf(1), 10);
  });

  test('keeps to its limit with holders of names', async () => {
    const hits = await rare([held(8, 1), held(9, 1)], 1_000).search({ query: named, scope: {}, limit: 3 });
    expect(ids(hits)).toEqual([8, 9, 1]);
  });

  test.each([
    [50, 50],
    [51, 1],
  ])('of a name that %d passages hold has %d by it', async (count, expected) => {
    const holders = Array.from({ length: count }, (_, at) => held(100 + at, 1));
    const hits = await rare(holders, 1_000, [held(1, 3)]).search({ query: named, scope: {}, limit: 50 });
    expect(hits).toHaveLength(expected);
  });

  test('takes a scope for a large one where its size is not told', async () => {
    const search = async (size?: number) =>
      (
        await indexOf([answer([held(1, 3)]), answer([held(2, 1), held(3, 1)]), answer([], size)]).search({
          ...wanted,
          query: named,
        })
      )[0]?.score;
    expect(await search()).toBe(await search(30_000));
    expect(await search()).not.toBe(await search(1_000));
  });
});

test('passages that match, and those that are admitted, are told by their ids', async () => {
  const index = indexOf([answer([held(9, 1), held(4, 2)])]);
  expect(await index.match({ ...wanted, query })).toEqual([9, 4]);
  expect(await index.admit({ query, passageIds: [4, 5, 9] })).toEqual([9, 4]);
});

test('documents that are no passages are not found', async () => {
  const stranger = { _id: 'xYz-3', _score: 9 };
  const index = () => indexOf([answer([stranger, held(4, 2)]), answer([stranger, held(8, 1)]), answer([], 1_000)]);
  expect(ids(await index().search({ ...wanted, query: named }))).toEqual([8, 4]);
  expect(await index().match({ ...wanted, query })).toEqual([4]);
});

test('holders of a word are counted up to the number that is of interest', async () => {
  const index = indexOf([answer([], 3), answer([], 25), answer([])]);
  expect(await index.countHolders({ words: ['valve', 'pump', 'gate'], scope: {}, upTo: 20 })).toEqual([3, 20, 20]);
});

describe('nothing is asked', () => {
  const index = () => indexOf(new Error('It was asked.'));
  const empty = [{ productIds: [] }, { versionIds: [] }, { kinds: [] }, { documentIds: [] }];

  test.each(empty)('of an empty scope: %j', async (limits) => {
    const scope = { productIds: ['1'], ...limits };
    expect(await index().search({ query, scope, limit: 10 })).toEqual([]);
    expect(await index().match({ query, scope, limit: 10 })).toEqual([]);
    expect(await index().countHolders({ words: ['valve', 'pump'], scope, upTo: 20 })).toEqual([0, 0]);
  });

  test('for no words, and of no passages', async () => {
    const none = { ...query, text: '' };
    expect(await index().search({ ...wanted, query: none })).toEqual([]);
    expect(await index().match({ ...wanted, query: none })).toEqual([]);
    expect(await index().countHolders({ words: [], scope: {}, upTo: 20 })).toEqual([]);
    expect(await index().admit({ query, passageIds: [] })).toEqual([]);
  });
});

describe('no answer is', () => {
  const search = (answers: readonly object[] | Error) => indexOf(answers).search({ ...wanted, query });

  test.each<[string, object[], object]>([
    [
      'an index that is not there',
      [{ status: 404, error: { type: 'index_not_found_exception' } }],
      { message: 'The index in Elasticsearch is not complete yet.' },
    ],
    [
      'a refusal',
      [{ status: 429, error: { type: 'es_rejected_execution_exception' } }],
      {
        message: 'Elasticsearch could not search (es_rejected_execution_exception).',
        details: { status: 429 },
      },
    ],
    ['none at all', [], { message: 'Elasticsearch could not search (no answer).', details: { status: null } }],
    [
      'one that ran out of time',
      [{ ...answer([held(1, 1)]), timed_out: true }],
      { message: 'Elasticsearch did not answer in time.' },
    ],
    [
      'one of a part of the index',
      [{ ...answer([held(1, 1)]), _shards: { failed: 1 } }],
      { message: 'A part of the Elasticsearch index does not answer.' },
    ],
  ])('%s', async (_what, answers, error) => {
    await expect(search(answers)).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE', ...error });
  });

  test('a connection that fails', async () => {
    const failure = new errors.ConnectionError('refused at http://name:password@host');
    await expect(search(failure)).rejects.toMatchObject({
      code: 'INDEX_UNAVAILABLE',
      message: 'Elasticsearch does not answer.',
      details: { status: null },
    });
  });

  test('what nobody waits for any more', async () => {
    const reason = new Error('Nobody waits.');
    const index = indexOf(new errors.RequestAbortedError('aborted'));
    await expect(index.search({ ...wanted, query, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(index.options).toEqual([expect.objectContaining({ signal: expect.any(AbortSignal) as unknown })]);
  });
});
