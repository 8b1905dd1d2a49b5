/** Elasticsearch hears of what curators change, in the transaction of the change. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseQuery } from '../src/search/query.js';
import { edit, idsOf, type Noun } from './testkit/curating.js';
import { heldPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const prefix = scratchPrefix();
let library: TestLibrary;
let ids: Record<Noun, string>;

beforeAll(async () => {
  library = await openTestLibrary({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix }, 'server');
  await library.ingest(
    await library.write('manuals', {
      'radio/1/guide/guide.md': '# Radio\n\n## Antennas\n\nEvery access point has two antennas.\n',
      'radio/1/power/power.md': '# Power\n\n## Supply\n\nThe bridge draws 12 watts.\n',
    }),
  );
  ids = await idsOf(library, 'radio', '1', 'guide');
  await drained();
});

afterAll(async () => {
  await library.close();
  await removeIndexes(elasticsearchUrl(), prefix);
});

async function drained(): Promise<void> {
  expect((await library.app.elasticsearch!.sync.drain(30_000)).waiting).toBe(0);
}

async function change(noun: Noun, input: Record<string, unknown>): Promise<void> {
  const { curation } = await library.ask<{ curation: { revision: number } }>(
    `query Revision($id: ID!) { curation(id: $id) { revision } }`,
    { id: ids[noun] },
  );
  const payload = await edit(library, noun, { id: ids[noun], expectedRevision: curation.revision, ...input });
  expect(payload.userErrors).toEqual([]);
  await drained();
}

/** Slugs of the documents that Elasticsearch finds by words. */
async function found(query: string, kinds?: readonly string[]): Promise<string[]> {
  const { search } = await library.ask<{
    search: { degraded: unknown[]; hits: { nodes: { chunk: { document: { slug: string } } }[] } };
  }>(
    `query Find($query: String!, $scope: ScopeInput) { search(query: $query, mode: LEXICAL, scope: $scope) {
      degraded { reason } hits { nodes { chunk { document { slug } } } } } }`,
    { query, scope: { kinds } },
  );
  expect(search.degraded).toEqual([]);
  return search.hits.nodes.map(({ chunk }) => chunk.document.slug);
}

test('kind', async () => {
  await change('Document', { set: { title: 'Turnstile book', kind: 'CLI_REFERENCE' } });
  expect(await found('antennas', ['CLI_REFERENCE'])).toEqual(['guide']);
  expect(await found('antennas', ['GUIDE'])).toEqual([]);
  await change('Document', { reset: ['title', 'kind'] });
  expect(await found('antennas', ['CLI_REFERENCE'])).toEqual([]);
});

test('visibility of a document and of a version', async () => {
  for (const noun of ['Document', 'Version'] as const) {
    await change(noun, { set: { visibility: 'HIDDEN' } });
    expect(await found('antennas')).toEqual([]);
    expect(
      await library.app.elasticsearch!.lexical.search({ query: parseQuery('antennas'), scope: {}, limit: 5 }),
    ).toEqual([]);
    await change(noun, { reset: ['visibility'] });
    expect(await found('antennas')).toEqual(['guide']);
  }
});

test('many documents at once', async () => {
  const { previewBulkEdit } = await library.ask<{ previewBulkEdit: { preview: { token: string } } }>(
    `mutation Preview { previewBulkEdit(input: { filter: {}, set: { visibility: HIDDEN } }) { preview { token } } }`,
  );
  const { applyBulkEdit } = await library.ask<{ applyBulkEdit: { bulk: { id: string; changed: number } } }>(
    `mutation Make($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { id changed } } }`,
    previewBulkEdit.preview,
  );
  expect(applyBulkEdit.bulk.changed).toBe(2);
  await drained();
  expect(await found('antennas')).toEqual([]);
  await library.ask(`mutation Undo($bulkId: ID!) { undoChanges(input: { bulkId: $bulkId }) { undone } }`, {
    bulkId: applyBulkEdit.bulk.id,
  });
  await drained();
  expect(await found('antennas')).toEqual(['guide']);
});

test('a passage that is hidden, and shown again', async () => {
  const { search } = await library.ask<{ search: { hits: { nodes: { chunk: { key: string } }[] } } }>(
    'query Find { search(query: "watts", mode: LEXICAL) { hits { nodes { chunk { key } } } } }',
  );
  const {
    markPassage: { mark },
  } = await library.ask<{ markPassage: { mark: { id: string; revision: number } } }>(
    'mutation Hide($chunk: String!) { markPassage(input: { effect: HIDE, chunk: $chunk }) { mark { id revision } } }',
    { chunk: search.hits.nodes[0]?.chunk.key ?? '' },
  );
  await drained();
  const held = (): Promise<number> => heldPassages(elasticsearchUrl(), prefix).then((passages) => passages.length);
  const without = await held();
  expect(await found('watts')).toEqual([]);
  await library.ask('mutation Show($input: DeleteSettingInput!) { unmark(input: $input) { id } }', {
    input: { id: mark.id, expectedRevision: mark.revision },
  });
  await drained();
  expect(await held()).toBe(without + 1);
  expect(await found('watts')).toEqual(['power']);
});
