/** Elasticsearch hears of moves in their transaction: scopes of products, versions and vendors find what stands there now. */
import { Client } from '@elastic/elasticsearch';
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
    search: { degraded: unknown[]; hits: { nodes: { chunk: { document: { permalink: string } } }[] } };
  }>(
    `query Find($scope: ScopeInput) { search(query: "antennas", mode: LEXICAL, scope: $scope) {
      degraded { reason } hits { nodes { chunk { document { permalink } } } } } }`,
    { scope },
  );
  expect(search.degraded).toEqual([]);
  return search.hits.nodes.map(({ chunk }) => chunk.document.permalink).toSorted();
}

/** Passages whose product or vendor the index has otherwise than Postgres. */
async function misplaced(): Promise<unknown[]> {
  const client = new Client({ node: elasticsearchUrl() });
  try {
    const index = `${prefix}-passages`;
    await client.indices.refresh({ index });
    const { hits } = await client.search({
      ...{ index, size: 1_000, _source: false },
      docvalue_fields: ['product_id', 'vendor_id'],
    });
    const held = hits.hits.map(({ _id, fields }) => {
      const { product_id: [product] = [], vendor_id: [vendor] = [] } = fields as Record<string, string[]>;
      return { id: Number(_id), product, vendor };
    });
    return await library.app.store.dataSource.query(
      `SELECT p.id, x.product, x.vendor FROM passage p JOIN product r ON r.id = p.product_id
       LEFT JOIN jsonb_to_recordset($1::jsonb) AS x (id int, product uuid, vendor uuid) ON x.id = p.id
       WHERE (x.product, x.vendor) IS DISTINCT FROM (p.product_id, r.vendor_id)`,
      [JSON.stringify(held)],
    );
  } finally {
    await client.close();
  }
}

test('a version that comes to another product, though another version still shows its passages', async () => {
  const bulk = await move(library, { things: [await idOf(library, 'radio/2')], into: await idOf(library, 'beacon') });
  await drained();
  expect(await misplaced()).toEqual([]);
  expect(await found({ products: ['beacon'], versions: ['2'] })).toEqual(['/d/beacon/2/guide']);
  expect(await found({ products: ['radio'], versions: ['1'] })).toEqual(['/d/radio/1/guide']);
  expect((await undo(library, bulk)).refused).toEqual([]);
  await drained();
  expect(await misplaced()).toEqual([]);
  expect(await found({ products: ['radio'], versions: ['2'] })).toEqual(['/d/radio/2/guide']);
  expect(await found({ products: ['beacon'] })).toEqual(['/d/beacon/1/guide']);
});

test('a product that is merged, whose passages only change the product', async () => {
  await move(library, { things: [await idOf(library, 'radio')], into: await idOf(library, 'beacon') });
  await drained();
  expect(await misplaced()).toEqual([]);
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
  expect(await misplaced()).toEqual([]);
  expect(await found({ vendors: ['lighthouse'] })).toContain('/d/beacon/3/guide');
  expect(await found({ vendors: ['acme'] })).toEqual([]);
});
