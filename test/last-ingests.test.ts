/** When something below a vendor, product or version was read last. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(
    await library.write('manuals', {
      'gate/1.0/guide/guide.md': '# Guide\n\nOpen it.\n',
      'gate/2.0/guide/guide.md': '# Guide\n\nOpen it wide.\n',
      'gate/2.0/notes/notes.md': '# Notes\n\nIt opens wide.\n',
      'lock/1.0/guide/guide.md': '# Guide\n\nTurn the key.\n',
    }),
    { vendor: 'Acme' },
  );
  const set = (path: string, at: string) =>
    library.app.store.dataSource.query(
      `UPDATE document d SET ingested_at = $2 FROM version v JOIN product p ON p.id = v.product_id
       WHERE d.version_id = v.id AND p.slug || '/' || v.slug || '/' || d.slug = $1`,
      [path, at],
    );
  await set('gate/1.0/guide', '2026-01-01T00:00:00Z');
  await set('gate/2.0/guide', '2026-02-01T00:00:00Z');
  await set('gate/2.0/notes', '2026-03-01T00:00:00Z');
  await set('lock/1.0/guide', '2026-04-01T00:00:00Z');
});

afterAll(() => library.close());

interface Read {
  readonly ingestedAt: Date | null;
}

async function lastReads(): Promise<Record<string, string | undefined>> {
  const { vendor } = await library.ask<{
    vendor: Read & {
      products: { nodes: (Read & { slug: string; versions: { nodes: (Read & { slug: string })[] } })[] };
    };
  }>(`query Dates { vendor(slug: "acme") { ingestedAt
    products { nodes { slug ingestedAt versions { nodes { slug ingestedAt } } } } } }`);
  const rows = vendor.products.nodes.flatMap((product) => [
    [product.slug, product.ingestedAt] as const,
    ...product.versions.nodes.map((version) => [`${product.slug}/${version.slug}`, version.ingestedAt] as const),
  ]);
  return Object.fromEntries(
    [['acme', vendor.ingestedAt] as const, ...rows].map(([name, at]) => [name, at?.toISOString().slice(0, 7)]),
  );
}

test('it is that of the document that was read last', async () => {
  expect(await lastReads()).toEqual({
    ...{ acme: '2026-04', gate: '2026-03', 'gate/1.0': '2026-01', 'gate/2.0': '2026-03' },
    ...{ lock: '2026-04', 'lock/1.0': '2026-04' },
  });
});

test('what is not published does not count, and nothing is said of what holds nothing', async () => {
  const hide = `mutation Hide($id: ID!) {
    editDocument(input: { id: $id, expectedRevision: 0, set: { visibility: HIDDEN } }) { document { id } } }`;
  for (const path of ['gate/2.0/notes', 'lock/1.0/guide']) {
    const { documentByPath } = await library.ask<{ documentByPath: { id: string } }>(
      'query Id($path: String!) { documentByPath(path: $path) { id } }',
      { path },
    );
    await library.ask(hide, { id: documentByPath.id });
  }
  expect(await lastReads()).toEqual({
    ...{ acme: '2026-02', gate: '2026-02', 'gate/1.0': '2026-01', 'gate/2.0': '2026-02' },
    ...{ lock: undefined, 'lock/1.0': undefined },
  });
});
