/** A new index is built while the old one answers; nobody notices, and one can go back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openElasticsearch, type Elasticsearch } from '../src/search/lexical/elasticsearch/open-elasticsearch.js';
import { reindex, rollBack } from '../src/search/lexical/elasticsearch/reindex.js';
import { registeredIndexes } from '../src/store/writes/search-indexes.js';
import { heldPassages, publishedPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { startPickyElasticsearch } from './testkit/picky-elasticsearch.js';
import { silent } from './testkit/store.js';
import { startUnsteadyProxy } from './testkit/unsteady-proxy.js';

const prefix = scratchPrefix();
const never = new AbortController().signal;
let library: TestLibrary;
let elasticsearch: Elasticsearch;

const manual = (n: number): string =>
  `# Saw ${String(n)}\n\n## Blade\n\nThe blade of saw ${String(n)} is changed every ${String(n + 2)} hours.\n\n## Guard\n\nKeep guard ${String(n)} closed.\n`;

beforeAll(async () => {
  library = await openTestLibrary({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix }, 'server');
  elasticsearch = library.app.elasticsearch!;
  const files = Array.from({ length: 60 }, (_, n) => [`saw/1/guide-${String(n)}/guide.md`, manual(n)]);
  await library.ingest(await library.write('manuals', Object.fromEntries(files) as Record<string, string>));
  expect((await elasticsearch.sync.drain(30_000)).waiting).toBe(0);
});

afterAll(async () => {
  await library.close();
  await removeIndexes(elasticsearchUrl(), prefix);
});

async function expectParity(): Promise<void> {
  expect((await elasticsearch.sync.drain(30_000)).waiting).toBe(0);
  const held = await heldPassages(elasticsearchUrl(), prefix);
  expect(held.length).toBeGreaterThan(100);
  expect(held).toEqual(await publishedPassages(library.app.store.dataSource));
}

/** Searches and changes all the time; gives what went wrong. */
function underLoad(): { stop(): Promise<{ reads: number; degraded: unknown[] }> } {
  const over = new AbortController();
  const degraded: unknown[] = [];
  let reads = 0;
  const reading = (async () => {
    while (!over.signal.aborted) {
      const { search } = await library.ask<{ search: { degraded: unknown[]; hits: { nodes: unknown[] } } }>(
        'query Search { search(query: "blade of saw 7", mode: LEXICAL) { degraded { reason } hits { nodes { rank } } } }',
      );
      degraded.push(...search.degraded, ...(search.hits.nodes.length === 0 ? ['no hits'] : []));
      reads += 1;
    }
  })();
  const writing = (async () => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      await library.app.store.dataSource.query(`UPDATE document SET state = $1 WHERE slug = 'guide-5'`, [
        turn % 2 === 0 ? 'HIDDEN' : 'PUBLISHED',
      ]);
    }
  })();
  const syncing = elasticsearch.sync.run(over.signal);
  return {
    async stop() {
      over.abort();
      await Promise.all([reading, writing, syncing]);
      return { reads, degraded };
    },
  };
}

it('no search fails while it is built and swapped, and afterwards both are the same as Postgres', async () => {
  const before = await elasticsearch.admin.served();
  const load = underLoad();
  const report = await reindex(library.app.store.dataSource, elasticsearch, {
    signal: never,
    onProgress: () => undefined,
  });
  const { reads, degraded } = await load.stop();
  expect(degraded).toEqual([]);
  expect(reads).toBeGreaterThan(0);
  expect(report).toMatchObject({ previous: before });
  expect(await elasticsearch.admin.served()).toBe(report.index);
  expect(report.index).not.toBe(before);
  await expectParity();
});

it('goes back at once to an index that was kept in step: none is built for it', async () => {
  const answering = await elasticsearch.admin.served();
  const known = await registeredIndexes(library.app.store.dataSource);
  const previous = known.find(({ state }) => state === 'PREVIOUS');
  await library.ingest(await library.write('more', { 'saw/2/guide-0/guide.md': manual(99) }));
  await elasticsearch.sync.drain(30_000);
  const load = underLoad();
  expect(await rollBack(library.app.store.dataSource, elasticsearch)).toBe(previous?.name);
  const namesOf = (indexes: typeof known): Set<string> => new Set(indexes.map(({ name }) => name));
  expect(namesOf(await registeredIndexes(library.app.store.dataSource))).toEqual(namesOf(known));
  expect((await load.stop()).degraded).toEqual([]);
  expect(await elasticsearch.admin.served()).not.toBe(answering);
  await expectParity();
});

it('a run that fails leaves the index that answers alone, and nothing of its own', async () => {
  const { dataSource } = library.app.store;
  const answering = await elasticsearch.admin.served();
  const registered = await registeredIndexes(dataSource);
  const picky = await startPickyElasticsearch(elasticsearchUrl(), (passageId) => (passageId % 50 === 0 ? 400 : null));
  const refused = await openElasticsearch(dataSource, { url: picky.url, prefix }, silent);
  try {
    await expect(reindex(dataSource, refused, { signal: never, onProgress: () => undefined })).rejects.toMatchObject({
      code: 'INDEX_UNAVAILABLE',
    });
    const stopped = AbortSignal.abort(new Error('stopped'));
    const onProgress = (): void => {
      throw new Error('it went on');
    };
    await expect(reindex(dataSource, elasticsearch, { signal: stopped, onProgress })).rejects.toThrow('stopped');
  } finally {
    await refused.close();
    await picky.close();
  }
  expect(await elasticsearch.admin.served()).toBe(answering);
  expect(await registeredIndexes(dataSource)).toEqual(registered);
  expect(Object.keys(await elasticsearch.client.indices.get({ index: `${prefix}-*` })).sort()).toEqual(
    registered.map(({ name }) => name).sort(),
  );
});

/** What searches go to, what is registered, and every index that there is. */
async function standing(): Promise<unknown> {
  const { dataSource } = library.app.store;
  const { client, admin } = elasticsearch;
  return {
    served: await admin.served(),
    registered: await registeredIndexes(dataSource),
    indexes: Object.keys(await client.indices.get({ index: `${prefix}-*` })).sort(),
  };
}

it('Elasticsearch that goes away in the middle loses nothing, and the next run removes what that one left', async () => {
  const { dataSource } = library.app.store;
  const before = (await standing()) as { indexes: string[] };
  const proxy = await startUnsteadyProxy(elasticsearchUrl());
  const unsteady = await openElasticsearch(dataSource, { url: proxy.url, prefix }, silent);
  try {
    let cut: Promise<void> | undefined;
    const run = reindex(dataSource, unsteady, {
      signal: never,
      onProgress: () => {
        cut ??= proxy.become('REFUSING');
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
    expect(cut).toBeDefined();
  } finally {
    await unsteady.close();
    await proxy.close();
  }
  const left = (await standing()) as { indexes: string[] };
  expect(left).toMatchObject({ served: (before as unknown as { served: string }).served });
  expect(left.indexes).toHaveLength(before.indexes.length + 1);
  await expectParity();
  const report = await reindex(dataSource, elasticsearch, { signal: never, onProgress: () => undefined });
  expect(report.passages).toBe((await publishedPassages(dataSource)).length);
  const after = (await standing()) as { indexes: string[] };
  expect(after).toMatchObject({ served: report.index });
  expect(after.indexes).toEqual([report.previous, report.index].sort());
  await expectParity();
});

it('Postgres that shows nothing replaces nothing', async () => {
  const { dataSource } = library.app.store;
  const before = await standing();
  const blind = new Proxy(dataSource, {
    get(target, name: keyof typeof dataSource) {
      if (name !== 'query') return Reflect.get(target, name, target) as unknown;
      return (sql: string, parameters: unknown[]) =>
        /FROM passage( p)?\s+WHERE (p\.)?id > /.test(sql) ? Promise.resolve([]) : target.query(sql, parameters);
    },
  });
  await expect(reindex(blind, elasticsearch, { signal: never, onProgress: () => undefined })).rejects.toThrow(
    /shows no passage/,
  );
  expect(await standing()).toEqual(before);
  await expectParity();
});

it('refuses a second run at the same time', async () => {
  const { dataSource } = library.app.store;
  const options = { signal: never, onProgress: () => undefined };
  const runs = await Promise.allSettled([
    reindex(dataSource, elasticsearch, options),
    reindex(dataSource, elasticsearch, options),
  ]);
  expect(runs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(runs.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'DATA_IN_USE' } });
  await expectParity();
});

it('an index to go back to that is gone is forgotten, and holds nothing up', async () => {
  const { dataSource } = library.app.store;
  const states = async () => (await registeredIndexes(dataSource)).map(({ state }) => state);
  const previous = (await registeredIndexes(dataSource)).find(({ state }) => state === 'PREVIOUS');
  await elasticsearch.client.indices.delete({ index: previous?.name ?? '' });
  await expect(rollBack(dataSource, elasticsearch)).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
  await dataSource.query(`UPDATE document SET title = 'Renamed' WHERE slug = 'guide-3'`);
  await expectParity();
  expect(await states()).toEqual(['ACTIVE']);
  await expect(rollBack(dataSource, elasticsearch)).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
});
