/** Elasticsearch follows Postgres through the outbox, whatever changed and whoever was away meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openElasticsearch, type Elasticsearch } from '../src/search/lexical/elasticsearch/open-elasticsearch.js';
import type { IndexScope } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import { outboxLag } from '../src/store/queries/outbox-lag.js';
import { registeredIndexes } from '../src/store/writes/search-indexes.js';
import { deleteOrphans } from '../src/store/writes/passages.js';
import { heldPassages, publishedPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { addPassages, addProduct, addVersion, type DocumentPlace } from './testkit/filling.js';
import { openTestStore, silent, type TestStore } from './testkit/store.js';

const url = elasticsearchUrl();
const prefix = scratchPrefix();
let library: TestStore;
let elasticsearch: Elasticsearch;
let first: DocumentPlace;
let second: DocumentPlace;
let passageIds: number[];

function query<Rows>(sql: string, parameters: unknown[] = []): Promise<Rows> {
  return library.dataSource.query(sql, parameters);
}

async function drained(): Promise<void> {
  expect((await elasticsearch.sync.drain(30_000)).waiting).toBe(0);
}

async function find(text: string, scope: IndexScope = {}): Promise<number[]> {
  const hits = await elasticsearch.lexical.search({ query: parseQuery(text), scope, limit: 50 });
  return hits.map(({ passageId }) => passageId).sort((a, b) => a - b);
}

async function expectParity(): Promise<void> {
  const held = await heldPassages(url, prefix);
  expect(held.length).toBeGreaterThan(0);
  expect(held).toEqual(await publishedPassages(library.dataSource));
}

beforeAll(async () => {
  library = await openTestStore();
  elasticsearch = await openElasticsearch(library.dataSource, { url, prefix }, silent);
  const productId = await addProduct(library.dataSource, 'lathe');
  first = await addVersion(library.dataSource, productId, '1');
  second = await addVersion(library.dataSource, productId, '2', { kind: 'REFERENCE' });
  passageIds = await addPassages(
    library.dataSource,
    [first],
    ['The spindle turns.', 'The spindle stops.', 'The chuck grips.'],
  );
  await drained();
});

afterAll(async () => {
  await elasticsearch.close();
  await removeIndexes(url, prefix);
  await library.close();
});

test('what was written is found', async () => {
  expect(await find('spindle')).toEqual(passageIds.slice(0, 2));
  await expectParity();
});

test('a passage that another version takes up is found in that version too, and no longer once it is dropped', async () => {
  await query(
    `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
     VALUES ('lathe::2::guide::guide::0', $1, $2, $3, $4, 0, 0)`,
    [second.versionId, second.documentId, second.fileId, passageIds[0]],
  );
  await drained();
  expect(await find('spindle', { versionIds: [second.versionId], kinds: ['REFERENCE'] })).toEqual([passageIds[0]]);
  expect(await find('spindle', { versionIds: [second.versionId], kinds: ['GUIDE'] })).toEqual([]);
  await query(`DELETE FROM chunk WHERE key = 'lathe::2::guide::guide::0'`);
  await drained();
  expect(await find('spindle', { versionIds: [second.versionId] })).toEqual([]);
  await expectParity();
});

test.each([
  ['a document is archived', `UPDATE document SET state = $2 WHERE id = $1`, () => first.documentId],
  ['a version is hidden', `UPDATE version SET state = $2 WHERE id = $1`, () => first.versionId],
])('when %s its passages go, and come back with it', async (_name, statement, id) => {
  await query(statement, [id(), 'ARCHIVED']);
  await drained();
  expect(await find('spindle')).toEqual([]);
  await query(statement, [id(), 'PUBLISHED']);
  await drained();
  expect(await find('spindle')).toEqual(passageIds.slice(0, 2));
  await expectParity();
});

test("a curator's kind is the one that is searched by", async () => {
  await query(`UPDATE document SET overrides = '{"kind": "API"}' WHERE id = $1`, [first.documentId]);
  await drained();
  expect(await find('spindle', { kinds: ['API'] })).toEqual(passageIds.slice(0, 2));
  expect(await find('spindle', { kinds: ['GUIDE'] })).toEqual([]);
});

test('a passage that is gone from Postgres goes, and a late write of an older state does not bring it back', async () => {
  const [gone] = await addPassages(library.dataSource, [first], ['The coolant flows.']);
  await drained();
  expect(await find('coolant')).toEqual([gone]);
  await query('DELETE FROM chunk WHERE passage_id = $1', [gone]);
  await deleteOrphans(library.dataSource.manager, [gone!]);
  await drained();
  expect(await find('coolant')).toEqual([]);
  await expect(
    elasticsearch.client.index({
      index: elasticsearch.names.search,
      id: String(gone),
      version: 2,
      version_type: 'external',
      document: {},
    }),
  ).rejects.toMatchObject({ meta: { statusCode: 409 } });
});

test('a change that is rolled back leaves nothing to deliver', async () => {
  const runner = library.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`UPDATE document SET state = 'HIDDEN' WHERE id = $1`, [first.documentId]);
  await runner.rollbackTransaction();
  await runner.release();
  expect(await outboxLag(library.dataSource)).toMatchObject({ waiting: 0, oldestSeconds: 0 });
});

test('an index that is there is not filled again', async () => {
  await elasticsearch.sync.ensure();
  expect(await outboxLag(library.dataSource)).toMatchObject({ waiting: 0 });
});

test('what could not be sent may be sent at once by the next', async () => {
  const away = await openElasticsearch(library.dataSource, { url: 'http://127.0.0.1:1', prefix }, silent);
  await query(`UPDATE document SET title = 'Sent later' WHERE id = $1`, [first.documentId]);
  await expect(away.sync.step()).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
  await away.close();
  const due: unknown[] = await query('SELECT FROM outbox WHERE due_at <= clock_timestamp() AND attempts = 0');
  expect(due).toHaveLength(passageIds.length);
  await drained();
  await expectParity();
});

test('several workers at once end with what Postgres says, however often a passage changed', async () => {
  const texts = Array.from({ length: 300 }, (_, at) => `The feed rate of axis ${String(at)} is set by hand.`);
  await addPassages(library.dataSource, [second], texts);
  const others = await Promise.all([1, 2].map(() => openElasticsearch(library.dataSource, { url, prefix }, silent)));
  const over = new AbortController();
  const running = [elasticsearch, ...others].map(({ sync }) => sync.run(over.signal));
  for (let turn = 0; turn < 20; turn += 1) {
    const state = turn % 2 === 0 ? 'HIDDEN' : 'PUBLISHED';
    await query(`UPDATE document SET state = $2 WHERE id = $1`, [second.documentId, state]);
  }
  await drained();
  over.abort();
  await Promise.all(running);
  await Promise.all(others.map((other) => other.close()));
  expect(await find('feed rate', { versionIds: [second.versionId] })).toHaveLength(50);
  await expectParity();
});

test('an index that is lost is filled again, and searched only when it is whole', async () => {
  const index = (await elasticsearch.admin.served()) ?? '';
  await elasticsearch.client.indices.delete({ index });
  await query(`UPDATE document SET title = 'Another' WHERE id = $1`, [first.documentId]);
  await elasticsearch.sync.step();
  expect(await elasticsearch.admin.exists(index)).toBe(true);
  expect((await outboxLag(library.dataSource)).waiting).toBeGreaterThan(passageIds.length);
  await expect(find('spindle')).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
  await drained();
  expect(await find('spindle')).toEqual(passageIds.slice(0, 2));
  await expectParity();
  expect(await registeredIndexes(library.dataSource)).toEqual([
    expect.objectContaining({ state: 'ACTIVE', complete: true, filling: false }),
  ]);
});

test.each([
  ['the same process', () => elasticsearch],
  ['another one, which ends then', () => openElasticsearch(library.dataSource, { url, prefix }, silent)],
])('a lost index is searched again once it is whole, whoever has made it anew: %s', async (_who, opened) => {
  await elasticsearch.client.indices.delete({ index: (await elasticsearch.admin.served()) ?? '' });
  const maker = await opened();
  await maker.sync.ensure();
  await expect(find('spindle')).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE' });
  if (maker !== elasticsearch) await maker.close();
  await drained();
  expect(await find('spindle')).toEqual(passageIds.slice(0, 2));
  await expectParity();
});

test('an index that takes no writes for a while refuses nothing for good', async () => {
  const index = (await elasticsearch.admin.served()) ?? '';
  const block = (write: boolean) =>
    elasticsearch.client.indices.putSettings({ index, settings: { blocks: { write } } });
  await block(true);
  await query(`UPDATE document SET state = 'HIDDEN' WHERE id = $1`, [first.documentId]);
  await elasticsearch.sync.step();
  expect(await outboxLag(library.dataSource)).toMatchObject({ waiting: passageIds.length, deadLetters: 0 });
  expect(await find('spindle')).toEqual(passageIds.slice(0, 2));
  await block(false);
  await drained();
  expect(await find('spindle')).toEqual([]);
  await query(`UPDATE document SET state = 'PUBLISHED' WHERE id = $1`, [first.documentId]);
  await drained();
  await expectParity();
});
