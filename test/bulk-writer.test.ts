/** What is sent to Elasticsearch in bulk, and what its answers say of every passage. */
import { type Client, errors } from '@elastic/elasticsearch';
import { describe, expect, test } from '@jest/globals';
import { writePassages } from '../src/search/lexical/elasticsearch/bulk-writer.js';
import type { PassageChange } from '../src/store/writes/outbox.js';

type Line = Readonly<Record<string, unknown>>;

const removal = (passageId: number): PassageChange => ({ passageId, revision: 10 + passageId, projection: null });
const change = (passageId: number): PassageChange => ({
  ...removal(passageId),
  projection: {
    id: passageId,
    revision: 10 + passageId,
    vendorId: '20',
    productId: '30',
    searchWords: 'close the valve',
    identifiers: ['e_flow_17'],
    names: ['Valves'],
    shownAs: [{ versionId: '40', kind: 'GUIDE', documentId: '50', audience: 0 }],
  },
});

function refusal(statusCode: number): errors.ResponseError {
  return new errors.ResponseError({ statusCode, body: {}, warnings: null, meta: {} as never });
}

/** An Elasticsearch that answers bulks so, and what it was sent. */
function answering(answer: (ids: readonly number[]) => readonly object[] | Error) {
  const sent: { readonly index: string; readonly require_alias: boolean; readonly operations: readonly Line[] }[] = [];
  const client: Pick<Client, 'bulk'> = {
    bulk: ((request: (typeof sent)[number]) => {
      sent.push(request);
      const places = request.operations.flatMap((line) => line['index'] ?? line['delete'] ?? []) as { _id: string }[];
      const items = answer(places.map((place) => Number(place._id)));
      return items instanceof Error ? Promise.reject(items) : Promise.resolve({ items });
    }) as never,
  };
  const write = (...writes: PassageChange[]) => writePassages(client as Client, 'passages-writes', writes);
  return { write, sent };
}

const done = { index: { status: 201 } };

test('a write has its revision as an external version, and what is searched; a removal has the version alone', async () => {
  const { write, sent } = answering(() => [done, { delete: { status: 200 } }]);
  await write(change(1), removal(2));
  expect(sent).toEqual([
    {
      index: 'passages-writes',
      require_alias: true,
      operations: [
        { index: { _id: '1', version: 11, version_type: 'external' } },
        expect.objectContaining({
          passage_id: 1,
          revision: 11,
          vendor_id: '20',
          product_id: '30',
          version_ids: ['40'],
          identifiers: ['e_flow_17'],
          names: ['Valves'],
          content: 'close the valve',
        }),
        { delete: { _id: '2', version: 12, version_type: 'external' } },
      ],
    },
  ]);
});

test('nothing is sent of nothing', async () => {
  const { write, sent } = answering(() => []);
  expect(await write()).toEqual([]);
  expect(sent).toEqual([]);
});

describe('an item is', () => {
  const failed = (status: number, type: string) => ({ status, error: { type, reason: 'for this reason' } });

  test.each<[string, object, object?]>([
    ['DONE', { status: 200 }],
    ['DONE', { status: 201 }],
    ['DONE', failed(409, 'version_conflict_engine_exception')],
    ['RETRY', failed(429, 'es_rejected_execution_exception')],
    ['RETRY', failed(500, 'exception')],
    ['RETRY', failed(503, 'unavailable_shards_exception')],
    ['RETRY', failed(403, 'cluster_block_exception')],
    ['RETRY', failed(400, 'index_closed_exception')],
    ['REFUSED', failed(400, 'document_parsing_exception')],
    ['REFUSED', failed(404, 'document_missing_exception')],
    ['NO_INDEX', failed(404, 'index_not_found_exception')],
  ])('%s: %j', async (result, item) => {
    const { status, error } = item as { status: number; error?: { type: string } };
    const reason = error === undefined ? null : `${error.type}: for this reason`;
    expect(await answering(() => [{ index: item }]).write(change(1))).toEqual([
      { passageId: 1, revision: 11, result, status, reason },
    ]);
  });

  test.each([
    ['DONE', { status: 404 }],
    ['NO_INDEX', failed(404, 'index_not_found_exception')],
    ['REFUSED', failed(400, 'illegal_argument_exception')],
  ])('%s where it is to be removed: %j', async (result, item) => {
    const [outcome] = await answering(() => [{ delete: item }]).write(removal(1));
    expect(outcome).toMatchObject({ result, status: item.status });
  });

  test('tried again where the answer says nothing of it', async () => {
    expect(await answering(() => [done]).write(change(1), change(2))).toEqual([
      { passageId: 1, revision: 11, result: 'DONE', status: 201, reason: null },
      { passageId: 2, revision: 12, result: 'RETRY', status: 0, reason: 'The answer said nothing of it.' },
    ]);
  });
});

test.each([400, 413])(
  'of a request that is refused whole with %i, only the passage that is why is refused',
  async (status) => {
    const { write, sent } = answering((ids) => (ids.includes(3) ? refusal(status) : ids.map(() => done)));
    const outcomes = await write(...[1, 2, 3, 4, 5].map(change));
    expect(outcomes.map(({ passageId, result }) => [passageId, result])).toEqual([
      [1, 'DONE'],
      [2, 'DONE'],
      [3, 'REFUSED'],
      [4, 'DONE'],
      [5, 'DONE'],
    ]);
    expect(outcomes[2]).toEqual({
      passageId: 3,
      revision: 13,
      result: 'REFUSED',
      status,
      reason: 'Elasticsearch refused the whole request.',
    });
    const ids = sent.map(({ operations }) => operations.filter((line) => 'index' in line).length);
    expect(ids).toEqual([5, 3, 2, 1, 2]);
  },
);

test.each([
  ['with another refusal', refusal(503), 503],
  ['with none', new errors.ConnectionError('refused'), null],
])('nothing is known where the whole is answered %s', async (_what, error, status) => {
  const { write, sent } = answering(() => error);
  await expect(write(change(1), change(2))).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE', details: { status } });
  expect(sent).toHaveLength(1);
});
