/** Where an index and Postgres differ, told passage by passage, however many pages both have. */
import { type Client, errors } from '@elastic/elasticsearch';
import { describe, expect, test } from '@jest/globals';
import { compareIndex, type Drift } from '../src/search/lexical/elasticsearch/compare-index.js';
import type { Queryable } from '../src/store/queryable.js';

interface Document {
  readonly _id: string;
  readonly _version: number;
  readonly fields?: { readonly revision: readonly number[] };
  readonly sort: readonly unknown[];
}

/** Passages, each in the revision 7. */
const published = (...ids: number[]) => ids.map((passageId) => ({ passageId, revision: 7 }));
const held = (id: number | string, version = 7, stated: number | null = version): Document => ({
  _id: String(id),
  _version: version,
  ...(stated !== null && { fields: { revision: [stated] } }),
  sort: [Number(id), 0],
});
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** Both sides, which answer page by page as they are asked; what Elasticsearch was asked. */
function sides(wanted: readonly { passageId: number }[], documents: readonly Document[] | Error) {
  const db = {
    query: (_sql: string, [after, limit]: [number, number]) =>
      Promise.resolve(wanted.filter(({ passageId }) => passageId > after).slice(0, limit)),
  };
  const opened: object[] = [];
  const closed: object[] = [];
  const searches: Record<string, unknown>[] = [];
  const client: Pick<Client, 'openPointInTime' | 'closePointInTime' | 'search'> = {
    openPointInTime: ((request: object) => {
      opened.push(request);
      return Promise.resolve({ id: 'one moment' });
    }) as never,
    closePointInTime: ((request: object) => {
      closed.push(request);
      return Promise.resolve({ succeeded: true });
    }) as never,
    search: ((request: Record<string, unknown>) => {
      searches.push(request);
      if (documents instanceof Error) return Promise.reject(documents);
      const after = request['search_after'] as [number] | undefined;
      const first = after === undefined ? 0 : documents.findIndex(({ sort }) => sort[0] === after[0]) + 1;
      return Promise.resolve({ hits: { hits: documents.slice(first, first + Number(request['size'])) } });
    }) as never,
  };
  return { db: db as unknown as Queryable, client: client as Client, opened, closed, searches };
}

async function all(drifts: AsyncIterable<Drift>): Promise<Drift[]> {
  const seen: Drift[] = [];
  for await (const drift of drifts) seen.push(drift);
  return seen;
}

async function driftOf(wanted: Parameters<typeof sides>[0], documents: Parameters<typeof sides>[1]): Promise<Drift[]> {
  const { db, client } = sides(wanted, documents);
  return all(compareIndex(db, client, 'passages-1'));
}

describe('a passage', () => {
  test('that both have in one revision is no drift', async () => {
    expect(await driftOf(published(1, 2, 5), [held(1), held(2), held(5)])).toEqual([]);
    expect(await driftOf([], [])).toEqual([]);
  });

  test('that only Postgres shows is missing, at the beginning, between others and at the end', async () => {
    expect(await driftOf(published(1, 2, 3, 4, 5), [held(2), held(4)])).toEqual(
      [1, 3, 5].map((passageId) => ({ kind: 'MISSING', passageId })),
    );
    expect(await driftOf(published(1), [])).toEqual([{ kind: 'MISSING', passageId: 1 }]);
  });

  test('that only the index holds is surplus, at the beginning, between others and at the end', async () => {
    expect(
      await driftOf(
        published(2, 4),
        [1, 2, 3, 4, 5].map((id) => held(id)),
      ),
    ).toEqual([1, 3, 5].map((passageId) => ({ kind: 'SURPLUS', passageId, heldRevision: 7 })));
    const last = 2_147_483_647;
    expect(await driftOf([], [held(last, 9)])).toEqual([{ kind: 'SURPLUS', passageId: last, heldRevision: 9 }]);
  });

  test('of another revision, or that says so of itself or says nothing, is altered', async () => {
    const documents = [held(1, 6), held(2, 8), held(3, 7, 6), held(4, 7, null), held(5)];
    expect(await driftOf(published(1, 2, 3, 4, 5), documents)).toEqual(
      [
        [1, 6],
        [2, 8],
        [3, 7],
        [4, 7],
      ].map(([passageId, heldRevision]) => ({ kind: 'ALTERED', passageId, heldRevision })),
    );
  });
});

test.each([1_999, 2_000, 2_001, 4_000, 4_500])('of %d passages on either side all are compared', async (count) => {
  const every = range(1, count);
  const most = every.filter((id) => id !== count - 1);
  expect(
    await driftOf(
      published(...every),
      most.map((id) => held(id)),
    ),
  ).toEqual([{ kind: 'MISSING', passageId: count - 1 }]);
  expect(
    await driftOf(
      published(...most),
      every.map((id) => held(id)),
    ),
  ).toEqual([{ kind: 'SURPLUS', passageId: count - 1, heldRevision: 7 }]);
});

test('the index is read in one view of it, page after page, which is given back', async () => {
  const { db, client, opened, closed, searches } = sides(
    published(),
    range(1, 2_001).map((id) => held(id)),
  );
  expect(await all(compareIndex(db, client, 'passages-1'))).toHaveLength(2_001);
  expect(opened).toEqual([expect.objectContaining({ index: 'passages-1' })]);
  expect(searches).toHaveLength(2);
  for (const search of searches) {
    expect(search).toMatchObject({ pit: { id: 'one moment' }, version: true, docvalue_fields: ['revision'] });
  }
  expect(searches[1]).toMatchObject({ search_after: [2_000, 0] });
  expect(closed).toEqual([{ id: 'one moment' }]);
});

test.each(['xYz-3', '', '0', '-4', '1.5', '2147483648'])(
  'a document that is no passage, whose id is %j, is told of by name: no repair would remove it',
  async (id) => {
    const { db, client, closed } = sides(published(1), [held(id), held(1)]);
    await expect(all(compareIndex(db, client, 'passages-1'))).rejects.toMatchObject({
      code: 'INDEX_UNAVAILABLE',
      message: `The index holds a document that is no passage (${id}). Run \`mcdewey reindex\`.`,
    });
    expect(closed).toHaveLength(1);
  },
);

test('an index that does not answer differs in nothing that is known', async () => {
  const { db, client, closed } = sides(published(1), new errors.TimeoutError('late'));
  await expect(all(compareIndex(db, client, 'passages-1'))).rejects.toMatchObject({
    code: 'INDEX_UNAVAILABLE',
    message: 'Elasticsearch did not answer in time.',
  });
  expect(closed).toHaveLength(1);
});
