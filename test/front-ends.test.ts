/** The documents of the front ends in examples/ give their screens what they show, from a real library. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, print, separateOperations } from 'graphql';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

interface Named {
  readonly id: string;
  readonly [name: string]: unknown;
}

beforeAll(async () => {
  library = await openTestLibrary();
  const guide = (version: string): string =>
    `# Guide\n\n## Start\n\nOpen the valve of ${version} first.\n\n## Stop\n\nClose it, <script>alert(1)</script> slowly.\n`;
  const path = await library.write('acme', {
    'pump/1.0/guide/guide.md': guide('1.0'),
    'pump/2.0/guide/guide.md': guide('2.0'),
    'pump/2.0/care/care.md': '# Care\n\nGrease the stem once a year.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
});

afterAll(() => library.close());

/** Runs an operation of a file, with the fragments of that file. */
async function run<Data>(file: string, name: string, variables: Readonly<Record<string, unknown>>): Promise<Data> {
  const text = await readFile(new URL(`../examples/front-ends/${file}.graphql`, import.meta.url), 'utf8');
  const document = separateOperations(parse(text))[name];
  if (document === undefined) throw new Error(`no operation ${name}`);
  return library.ask<Data>(print(document), variables);
}

const guide = { product: 'pump', version: '2.0', document: 'guide' };

test('portal: shelves, and the documents and versions to choose from', async () => {
  const shelves = await run('portal', 'PortalShelves', {});
  expect(shelves).toMatchObject({
    vendors: { nodes: [{ slug: 'acme', products: { nodes: [{ slug: 'pump', latestVersion: { slug: '2.0' } }] } }] },
  });
  const { product } = await run<{ product: unknown }>('portal', 'PortalVersion', {
    product: 'pump',
    version: 'latest',
  });
  expect(product).toMatchObject({
    versions: {
      nodes: [
        { slug: '2.0', isLatest: true },
        { slug: '1.0', isLatest: false },
      ],
    },
    version: {
      slug: '2.0',
      documents: { nodes: [{ slug: 'care' }, { slug: 'guide', permalink: '/d/pump/2.0/guide' }] },
    },
  });
});

test('portal: a document, its contents, and where else it is', async () => {
  const { document } = await run<{ document: unknown }>('portal', 'PortalDocument', { ...guide, other: '1.0' });
  expect(document).toMatchObject({
    title: 'Guide',
    counterpart: { permalink: '/d/pump/1.0/guide', version: { slug: '1.0' } },
    inVersions: { nodes: [{ slug: '2.0' }, { slug: '1.0' }] },
    sections: {
      nodes: [
        { heading: 'Guide', parent: null },
        { heading: 'Start', depth: 2, parent: { id: expect.any(String) } },
        { heading: 'Stop', depth: 2 },
      ],
    },
  });
});

test('portal: a section with its neighbours, and its text as safe HTML with a way to the original', async () => {
  const contents = await run<{
    document: { sections: { nodes: readonly (Named & { firstChunk: { key: string } })[] } };
  }>('portal', 'PortalDocument', { ...guide, other: '1.0' });
  const [, start, stop] = contents.document.sections.nodes;
  const { node } = await run<{ node: unknown }>('portal', 'PortalSection', { id: start!.id });
  expect(node).toMatchObject({ heading: 'Start', previous: { heading: 'Guide' }, next: { id: stop!.id } });

  const variables = { ...guide, around: stop!.firstChunk.key };
  const { document } = await run<{ document: { chunks: { nodes: readonly Record<string, unknown>[] } } }>(
    'portal',
    'PortalText',
    variables,
  );
  const text = document.chunks.nodes.find(({ key }) => key === stop!.firstChunk.key);
  expect(text).toMatchObject({ section: { id: stop!.id }, flags: [], html: expect.stringContaining('<p>Close it') });
  expect(text).toHaveProperty('originalUrl');
  expect(text!['html']).not.toContain('<script');
});

test('coverage dashboard: cells with their reasons, and the documents behind them page by page', async () => {
  const { coverage } = await run<{ coverage: unknown }>('coverage', 'CoverageDashboard', {
    filter: { products: ['pump'] },
    rows: 'VERSION',
    columns: 'KIND',
  });
  expect(coverage).toMatchObject({
    total: { documentCount: 3, chunkCount: expect.any(Number), reasons: expect.any(Array) },
    rows: {
      totalCount: 2,
      nodes: [
        { heading: { label: expect.stringContaining('2.0') }, total: { documentCount: 2 } },
        { heading: { label: expect.stringContaining('1.0') }, total: { documentCount: 1 } },
      ],
    },
  });
  const behind = await run('coverage', 'CoverageDocuments', { filter: { products: ['pump'] }, offset: 2 });
  expect(behind).toMatchObject({ coverage: { total: { documents: { totalCount: 3, nodes: [expect.any(Object)] } } } });
});

test('curation table: filtered, sorted, a page by its number; an edit, and one that comes too late', async () => {
  const table = (first: number, offset: number): Promise<{ documents: { totalCount: number; nodes: Named[] } }> =>
    run('curation', 'CurationTable', {
      filter: { products: ['pump'], versions: ['2.0'] },
      orderBy: { field: 'TITLE', direction: 'DESC' },
      first,
      offset,
    });
  const [first, second] = [await table(1, 0), await table(1, 1)];
  expect(first.documents).toMatchObject({ totalCount: 2, nodes: [{ title: 'Guide', version: { label: '2.0' } }] });
  expect(second.documents.nodes).toMatchObject([{ title: 'Care', curation: { revision: 0 } }]);

  const { id } = second.documents.nodes[0]!;
  const save = (title: string): Promise<unknown> =>
    run('curation', 'EditRow', { input: { id, expectedRevision: 0, set: { title } } });
  expect(await save('Yearly care')).toMatchObject({
    editDocument: { document: { title: 'Yearly care' }, conflict: null, userErrors: [] },
  });
  expect(await save('Upkeep')).toMatchObject({
    editDocument: { conflict: { overlapping: ['title'], changes: [{ field: 'title', after: 'Yearly care' }] } },
  });
  const after = await table(1, 0);
  expect(after.documents.nodes).toMatchObject([
    {
      title: 'Yearly care',
      curation: {
        fields: expect.arrayContaining([
          expect.objectContaining({ field: 'title', extracted: 'Care', isOverridden: true, effective: 'Yearly care' }),
        ]),
      },
    },
  ]);
});
