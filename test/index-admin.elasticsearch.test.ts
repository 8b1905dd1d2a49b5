/** Indexes of passages in a real Elasticsearch: made, served one at a time, emptied of nothing that is another library's. */
import { type Client, errors } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createElasticsearchClient } from '../src/search/lexical/elasticsearch/client.js';
import { createIndexAdmin, indexNames } from '../src/search/lexical/elasticsearch/index-admin.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';

const prefix = scratchPrefix();
const client = createElasticsearchClient(elasticsearchUrl());
const nobody = createElasticsearchClient('http://127.0.0.1:1');
const names = indexNames(prefix);
const admin = createIndexAdmin(client, names);
const [first, second] = [`${prefix}-passages-1`, `${prefix}-passages-2`] as const;

const indexes = async (): Promise<string[]> =>
  Object.keys(await client.indices.get({ index: `${prefix}-*` })).sort((a, b) => a.localeCompare(b));
const aliasesOf = async (index: string): Promise<string[]> =>
  Object.keys((await client.indices.getAlias({ index }))[index]?.aliases ?? {}).sort((a, b) => a.localeCompare(b));
const rules = async () => (await client.synonyms.getSynonym({ id: names.synonyms })).synonyms_set;

beforeAll(async () => {
  await admin.create(first);
});

afterAll(async () => {
  await removeIndexes(elasticsearchUrl(), prefix);
  await Promise.all([client.close(), nobody.close()]);
});

test('names sort by time and belong to one library', () => {
  const mine = indexNames('docs');
  expect(mine.fresh(new Date('2026-03-04T05:06:07.089Z'))).toBe('docs-passages-20260304050607089');
  expect(mine.owns('docs-passages-20260304050607089')).toBe(true);
  expect(mine.owns('docs-passages')).toBe(false);
  expect(indexNames('other').owns('docs-passages-20260304050607089')).toBe(false);
  expect(mine).toMatchObject({ search: 'docs-passages', synonyms: 'docs-synonyms' });
  expect(mine.writes('docs-passages-1')).toBe('docs-passages-1-writes');
});

test('an index that is made is written to by an alias, and nothing is searched in it', async () => {
  expect(await admin.exists(first)).toBe(true);
  expect(await admin.exists(second)).toBe(false);
  expect(await aliasesOf(first)).toEqual([`${first}-writes`]);
  expect(await admin.served()).toBeNull();
});

test('making it again, or another one, leaves it and its synonyms as they are', async () => {
  await admin.setSynonyms(['ap, access point', 'valve, tap']);
  await client.index({ index: names.writes(first), id: '1', document: { passage_id: 1 } });
  await admin.create(first);
  await admin.create(second);
  await admin.refresh(first);
  expect(await admin.count(first)).toBe(1);
  expect(await rules()).toEqual([
    { id: '1', synonyms: 'ap, access point' },
    { id: '2', synonyms: 'valve, tap' },
  ]);
});

test('synonyms that can not be read are not replaced by none', async () => {
  const late: Client = Object.create(client, {
    synonyms: {
      value: {
        getSynonym: () => Promise.reject(new errors.TimeoutError('late')),
        putSynonym: client.synonyms.putSynonym.bind(client.synonyms),
      },
    },
  }) as Client;
  await expect(createIndexAdmin(late, names).create(`${prefix}-passages-4`)).rejects.toMatchObject({
    code: 'INDEX_UNAVAILABLE',
  });
  expect(await admin.exists(`${prefix}-passages-4`)).toBe(false);
  expect(await rules()).toHaveLength(2);
});

test('of two that make one at a time both have it', async () => {
  const index = `${prefix}-passages-3`;
  await Promise.all([admin.create(index), admin.create(index)]);
  expect(await aliasesOf(index)).toEqual([`${index}-writes`]);
  await admin.remove(index);
});

test('what can not be made is told', async () => {
  await expect(admin.create(`${prefix}-Passages`)).rejects.toMatchObject({
    code: 'INDEX_UNAVAILABLE',
    message: 'Elasticsearch answered with 400 (invalid_index_name_exception).',
  });
});

test('searches go to one index, whichever it was before', async () => {
  await admin.serve(first);
  await admin.serve(first);
  expect(await admin.served()).toBe(first);
  expect(await admin.count(names.search)).toBe(1);
  await admin.serve(second);
  expect(await admin.served()).toBe(second);
  expect(await aliasesOf(first)).toEqual([`${first}-writes`]);
  expect(await aliasesOf(second)).toEqual([names.search, `${second}-writes`]);
});

test('what was written is counted once it is made visible', async () => {
  await client.index({ index: names.writes(second), id: '2', document: { passage_id: 2, content: 'valve' } });
  await admin.refresh(second);
  expect(await admin.count(second)).toBe(1);
});

test('an index is removed, also when it is gone', async () => {
  await admin.remove(first);
  await admin.remove(first);
  expect(await indexes()).toEqual([second]);
});

test('all are removed that are of this library, also when there are none', async () => {
  const other = `${prefix}-others-1`;
  await client.indices.create({ index: other });
  await admin.removeAll();
  await admin.removeAll();
  expect(await indexes()).toEqual([other]);
  await expect(rules()).rejects.toMatchObject({ statusCode: 404 });
});

describe('an Elasticsearch that is away', () => {
  const unknown = createIndexAdmin(nobody, names);

  test.each<[string, () => Promise<unknown>]>([
    ['create', () => unknown.create(first)],
    ['exists', () => unknown.exists(first)],
    ['served', () => unknown.served()],
    ['serve', () => unknown.serve(first)],
    ['count', () => unknown.count(first)],
    ['refresh', () => unknown.refresh(first)],
    ['remove', () => unknown.remove(first)],
    ['removeAll', () => unknown.removeAll()],
    ['setSynonyms', () => unknown.setSynonyms([])],
  ])('is no answer: %s', async (_name, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'INDEX_UNAVAILABLE', details: { status: null } });
  });
});
