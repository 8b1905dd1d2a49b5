/** Which drifts are drifts still when both sides are looked at again. */
import { type Client, errors } from '@elastic/elasticsearch';
import { expect, test } from '@jest/globals';
import type { Drift } from '../src/search/lexical/elasticsearch/compare-index.js';
import { confirmDrift } from '../src/search/lexical/elasticsearch/confirm-drift.js';
import type { PassageStanding } from '../src/store/queries/published-revisions.js';
import type { Queryable } from '../src/store/queryable.js';

/** Revisions in the index by passage. */
type Held = Readonly<Record<number, number>>;

const shown = (passageId: number, revision: number): PassageStanding => ({
  passageId,
  revision,
  published: true,
  waits: false,
});
const hidden = (passageId: number, revision: number): PassageStanding => ({
  ...shown(passageId, revision),
  published: false,
});
const missing = (passageId: number): Drift => ({ kind: 'MISSING', passageId });
const surplus = (passageId: number, heldRevision: number): Drift => ({ kind: 'SURPLUS', passageId, heldRevision });
const altered = (passageId: number, heldRevision: number): Drift => ({ kind: 'ALTERED', passageId, heldRevision });

/** What is left of drifts, where each look sees the next of what the index holds; and what each look asked for. */
async function confirmed(drifts: readonly Drift[], standings: readonly PassageStanding[], ...looks: (Held | Error)[]) {
  const asked: { readonly index: string; readonly ids: readonly string[] }[] = [];
  const client: Pick<Client, 'mget'> = {
    mget: ((request: (typeof asked)[number]) => {
      asked.push(request);
      const held = looks[asked.length - 1] ?? looks.at(-1) ?? {};
      if (held instanceof Error) return Promise.reject(held);
      const docs = request.ids.map((_id) =>
        held[Number(_id)] === undefined ? { _id, found: false } : { _id, found: true, _version: held[Number(_id)] },
      );
      return Promise.resolve({ docs });
    }) as never,
  };
  const db = {
    query: (_sql: string, [ids]: [number[]]) =>
      Promise.resolve(standings.filter(({ passageId }) => ids.includes(passageId))),
  };
  const left = await confirmDrift(db as unknown as Queryable, client as Client, 'passages-1', drifts);
  return { left, asked };
}

test('what the outbox tells of is on its way', async () => {
  const waiting = [shown(1, 3), hidden(2, 3), shown(3, 3)].map((standing) => ({ ...standing, waits: true }));
  const { left, asked } = await confirmed([missing(1), surplus(2, 3), altered(3, 3)], waiting, { 2: 3, 3: 3 });
  expect(left).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('what agrees by now agreed', async () => {
  const standings = [shown(1, 4), hidden(2, 5), shown(3, 6)];
  const drifts = [missing(1), surplus(2, 5), altered(3, 5), surplus(9, 2)];
  expect((await confirmed(drifts, standings, { 1: 4, 3: 6 })).left).toEqual([]);
});

test('what is so at every look is a drift, also of what Postgres does not have', async () => {
  const standings = [shown(1, 4), hidden(2, 5), shown(3, 6), shown(4, 6)];
  const drifts = [missing(1), surplus(2, 5), altered(3, 5), missing(4), surplus(9, 2)];
  const { left, asked } = await confirmed(drifts, standings, { 2: 5, 3: 5, 4: 5, 9: 2 });
  expect(left).toEqual(drifts);
  expect(asked).toEqual(
    Array.from({ length: 5 }, () => expect.objectContaining({ index: 'passages-1', ids: ['1', '2', '3', '4', '9'] })),
  );
});

test('what agrees at a later look agreed, and is not looked at again', async () => {
  const standings = [shown(1, 4), shown(2, 4)];
  const { left, asked } = await confirmed([missing(1), missing(2)], standings, {}, {}, { 1: 4 }, {}, {});
  expect(left).toEqual([missing(2)]);
  expect(asked.map(({ ids }) => ids)).toEqual([['1', '2'], ['1', '2'], ['1', '2'], ['2'], ['2']]);
});

test('what says another revision of itself than the index has it in is a drift though the revisions agree', async () => {
  expect((await confirmed([altered(1, 4)], [shown(1, 4)], { 1: 4 })).left).toEqual([altered(1, 4)]);
});

test('nothing is asked of nothing', async () => {
  expect(await confirmed([], [], {})).toEqual({ left: [], asked: [] });
});

test('nothing is known where Elasticsearch does not answer', async () => {
  await expect(confirmed([missing(1)], [shown(1, 4)], new errors.ConnectionError('refused'))).rejects.toMatchObject({
    code: 'INDEX_UNAVAILABLE',
  });
});
