/** How drifts are counted and told to the outbox, however many there are. */
import { expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Elasticsearch } from '../src/search/lexical/elasticsearch/open-elasticsearch.js';
import { findDrift, repairDrift } from '../src/search/lexical/elasticsearch/repair-index.js';

interface Told {
  readonly passageId: number;
  readonly heldRevision: number | null;
}

const revision = 7;
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, nth) => first + nth);

/** Postgres shows passages in the revision 7; the index holds some in theirs, and after a delivery what it should. */
function library(published: readonly number[], before: ReadonlyMap<number, number>) {
  let held = before;
  const log: string[] = [];
  const told: Told[][] = [];
  const query = (_sql: string, [first, limit]: [number | number[], number]) =>
    Promise.resolve(
      Array.isArray(first)
        ? first.map((passageId) => ({ passageId, revision, waits: false, published: published.includes(passageId) }))
        : published
            .filter((passageId) => passageId > first)
            .slice(0, limit)
            .map((passageId) => ({ passageId, revision })),
    );
  const dataSource = {
    query,
    transaction: (work: (manager: object) => Promise<void>) => {
      const rows: string[] = [];
      const manager = {
        query: (_sql: string, [row]: [string]) => {
          rows.push(row);
          return Promise.resolve([]);
        },
      };
      return work(manager).then(() => void told.push(JSON.parse(rows.at(-1) ?? '[]') as Told[]));
    },
  };
  const client = {
    openPointInTime: () => Promise.resolve({ id: 'one moment' }),
    closePointInTime: () => Promise.resolve({}),
    search: () => {
      const ids = [...held].sort(([a], [b]) => a - b);
      const hits = ids.map(([id, at]) => ({ _id: String(id), _version: at, fields: { revision: [at] }, sort: [id] }));
      return Promise.resolve({ hits: { hits } });
    },
    mget: ({ ids }: { ids: readonly string[] }) =>
      Promise.resolve({
        docs: ids.map((_id) => ({ _id, found: held.has(Number(_id)), _version: held.get(Number(_id)) })),
      }),
  };
  const elasticsearch = {
    client,
    admin: { refresh: (index: string) => Promise.resolve(void log.push(`refresh ${index}`)) },
    sync: {
      drain: (withinMs: number) => {
        log.push(`drain ${String(withinMs)}`);
        held = new Map(published.map((passageId) => [passageId, revision]));
        return Promise.resolve({ waiting: 3 });
      },
    },
  };
  return {
    dataSource: dataSource as unknown as DataSource,
    elasticsearch: elasticsearch as unknown as Elasticsearch,
    log,
    told,
  };
}

/** 1,200 are missing, 3 altered, 2 surplus. */
const published = range(1, 1_210);
const held = new Map([
  ...range(1_201, 1_207).map((id) => [id, revision] as const),
  ...range(1_208, 1_210).map((id) => [id, 9] as const),
  ...range(1_211, 1_212).map((id) => [id, 4] as const),
]);
const drift = { missing: 1_200, altered: 3, surplus: 2, examples: range(1, 10) };

test('drifts are counted, each once, and ten of them are named', async () => {
  const { dataSource, elasticsearch, log, told } = library(published, held);
  expect(await findDrift(dataSource, elasticsearch, 'passages-1')).toEqual(drift);
  expect(log).toEqual(['refresh passages-1']);
  expect(told).toEqual([]);
});

test('the outbox is told of each with the revision that the index holds, before it is delivered', async () => {
  const { dataSource, elasticsearch, log, told } = library(published, held);
  expect(await repairDrift(dataSource, elasticsearch, 'passages-1', 500)).toEqual({
    found: drift,
    left: { missing: 0, altered: 0, surplus: 0, examples: [] },
    waiting: 3,
  });
  expect(log).toEqual(['refresh passages-1', 'drain 500', 'refresh passages-1']);
  expect(told.flat()).toEqual([
    ...range(1, 1_200).map((passageId) => ({ passageId, heldRevision: null })),
    ...range(1_208, 1_210).map((passageId) => ({ passageId, heldRevision: 9 })),
    ...range(1_211, 1_212).map((passageId) => ({ passageId, heldRevision: 4 })),
  ]);
});
