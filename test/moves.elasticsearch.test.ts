/** Elasticsearch hears of moves in their transaction: scopes of products, versions and vendors find what stands there now. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { idOf, move, undo } from './testkit/moving.js';

const prefix = scratchPrefix();
let library: TestLibrary;
let source: string;

beforeAll(async () => {
  library = await openTestLibrary({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix }, 'server');
  source = await library.write('manuals', {
    'radio/1/guide/guide.md': '# Radio\n\n## Antennas\n\nEvery access point has two antennas.\n',
    'radio/2/guide/guide.md': '# Radio\n\n## Antennas\n\nEvery access point has two antennas.\n',
    'radio/3/guide/guide.md': '# Radio\n\n## Antennas\n\nThree antennas stand on the roof.\n',
    'beacon/1/guide/guide.md': '# Beacon\n\n## Light\n\nThe beacon has two antennas and a lamp.\n',
  });
  await library.ingest(source, { vendor: 'Acme' });
  await drained();
});

afterAll(async () => {
  await library.close();
  await removeIndexes(elasticsearchUrl(), prefix);
});

async function drained(): Promise<void> {
  expect((await library.app.elasticsearch!.sync.drain(30_000)).waiting).toBe(0);
}

/** Paths of the documents that Elasticsearch finds, sorted. */
async function found(scope: object): Promise<string[]> {
  const { search } = await library.ask<{
    search: { degraded: unknown[]; hits: { chunk: { document: { permalink: string } } }[] };
  }>(
    `query Find($scope: ScopeInput) { search(query: "antennas", mode: LEXICAL, scope: $scope) {
      degraded { reason } hits { chunk { document { permalink } } } } }`,
    { scope },
  );
  expect(search.degraded).toEqual([]);
  return search.hits.map(({ chunk }) => chunk.document.permalink).toSorted();
}

/** Rows that the outbox tells of passages whose index is not as Postgres says. */
async function drift(): Promise<number> {
  const [row] = await library.app.store.dataSource.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM outbox',
  );
  return row?.count ?? -1;
}

test('a version that comes to another product, though another version still shows its passages', async () => {
  const bulk = await move(library, { things: [await idOf(library, 'radio/2')], into: await idOf(library, 'beacon') });
  expect(await drift()).toBeGreaterThan(0);
  await drained();
  expect(await found({ products: ['beacon'], versions: ['2'] })).toEqual(['/d/beacon/2/guide']);
  expect(await found({ products: ['radio'], versions: ['1'] })).toEqual(['/d/radio/1/guide']);
  expect((await undo(library, bulk)).refused).toEqual([]);
  await drained();
  expect(await found({ products: ['radio'], versions: ['2'] })).toEqual(['/d/radio/2/guide']);
  expect(await found({ products: ['beacon'] })).toEqual(['/d/beacon/1/guide']);
});

test('a product that is merged, whose passages only change the product', async () => {
  await move(library, { things: [await idOf(library, 'radio')], into: await idOf(library, 'beacon') });
  await drained();
  const [united = ''] = (await found({ products: ['radio'], versions: ['1'] })).filter((path) =>
    path.includes('guide-'),
  );
  expect(united).toMatch(/^\/d\/beacon\/1\/guide-[0-9a-f]{6}$/);
  expect(await found({ products: ['beacon'], versions: ['2'] })).toEqual(['/d/beacon/2/guide']);
  // Its version came along as it was: only its product has changed.
  expect(await found({ products: ['beacon'] })).toContain('/d/beacon/3/guide');
});

test('a product of another vendor', async () => {
  await move(library, {
    things: [await idOf(library, 'beacon')],
    intoNew: { vendor: 'lighthouse', vendorName: 'Light House' },
  });
  await drained();
  expect(await found({ vendors: ['lighthouse'] })).toContain('/d/beacon/3/guide');
  expect(await found({ vendors: ['acme'] })).toEqual([]);
});
