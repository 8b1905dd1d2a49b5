/** Synonyms change what searches find from the moment they are set, in the index that is there. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Elasticsearch } from '../src/search/lexical/elasticsearch/open-elasticsearch.js';
import { reindex } from '../src/search/lexical/elasticsearch/reindex.js';
import { IndexUnavailableError } from '../src/errors.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const prefix = scratchPrefix();
let library: TestLibrary;
let elasticsearch: Elasticsearch;

beforeAll(async () => {
  library = await openTestLibrary({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix }, 'server');
  elasticsearch = library.app.elasticsearch!;
  await library.ingest(
    await library.write('manuals', {
      'radio/1/guide/guide.md': '# Radio\n\n## Antennas\n\nEvery access point has two antennas.\n',
      'radio/1/power/power.md': '# Power\n\n## Supply\n\nThe wireless bridge draws 12 watts.\n',
    }),
  );
  expect((await elasticsearch.sync.drain(30_000)).waiting).toBe(0);
});

afterAll(async () => {
  await library.close();
  await removeIndexes(elasticsearchUrl(), prefix);
});

/** Keys of the documents that are found by words. */
async function found(query: string): Promise<string[]> {
  const { search } = await library.ask<{
    search: { degraded: unknown[]; hits: { nodes: { chunk: { document: { slug: string } } }[] } };
  }>(
    'query Find($query: String!) { search(query: $query, mode: LEXICAL) { degraded { reason } hits { nodes { chunk { document { slug } } } } } }',
    { query },
  );
  expect(search.degraded).toEqual([]);
  return search.hits.nodes.map(({ chunk }) => chunk.document.slug);
}

it('a word and words of several parts mean the same, both ways, until the rule is taken back', async () => {
  const served = await elasticsearch.admin.served();
  expect(await found('wap')).toEqual([]);

  await elasticsearch.admin.setSynonyms(['wap, access point']);
  expect(await found('wap')).toEqual(['guide']);
  expect(await found('access point')).toEqual(['guide']);

  await elasticsearch.admin.setSynonyms([]);
  expect(await found('wap')).toEqual([]);
  expect(await elasticsearch.admin.served()).toBe(served);
});

it('a rule with an arrow holds one way, and replaces the word', async () => {
  await elasticsearch.admin.setSynonyms(['bridge => access point']);
  expect(await found('bridge')).toEqual(['guide']);
  expect(await found('access point')).toEqual(['guide']);
  await elasticsearch.admin.setSynonyms([]);
  expect(await found('bridge')).toEqual(['power']);
});

it('synonyms outlive a new index', async () => {
  await elasticsearch.admin.setSynonyms(['wap, access point']);
  const { index } = await reindex(library.app.store.dataSource, elasticsearch, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(await elasticsearch.admin.served()).toBe(index);
  expect(await found('wap')).toEqual(['guide']);
});

it('a rule that cannot be read is refused, and the rules before it stay', async () => {
  await elasticsearch.admin.setSynonyms(['wap, access point']);
  await expect(elasticsearch.admin.setSynonyms(['a => b => c'])).rejects.toBeInstanceOf(IndexUnavailableError);
  expect(await found('wap')).toEqual(['guide']);
});

it('a synonym of a curator is found at once, an alternative of several words as these words', async () => {
  const create =
    'mutation Create($input: CreateSynonymInput!) { createSynonym(input: $input) { synonym { id revision } } }';
  const {
    createSynonym: { synonym: seen },
  } = await library.ask<{ createSynonym: { synonym: { id: string; revision: number } } }>(create, {
    input: { synonym: { terms: ['hotspot'], alternatives: ['access points'] } },
  });
  expect(await found('hotspot')).toEqual(['guide']);
  expect(await found('product:radio hotspot')).toEqual(['guide']);
  await library.ask('mutation Delete($input: DeleteSettingInput!) { deleteSynonym(input: $input) { id } }', {
    input: { id: seen.id, expectedRevision: seen.revision },
  });
  expect(await found('hotspot')).toEqual([]);
});
