/** Moves of vendors, products, versions and documents: what stands where afterwards, what leads there, what undo leaves behind. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { idOf, look, make, paths, undo } from './testkit/moving.js';

let library: TestLibrary;
let gate: string;
let portal: string;

const manual = (title: string, text: string): string => `# ${title}\n\n## Sessions\n\n${text}\n`;

beforeAll(async () => {
  library = await openTestLibrary();
  gate = await library.write('gate', {
    'gate/1.0/guide/guide.md': manual('Gate guide', 'The turnstile counts every passenger.'),
    'gate/2.0/guide/guide.md': manual('Gate guide', 'The turnstile counts every passenger twice.'),
    'gate/2.0/notes/notes.md': manual('Notes', 'The hinge was oiled.'),
  });
  portal = await library.write('portal', {
    'portal/2.0/guide/guide.md': manual('Portal guide', 'A wicket opens by a lever.'),
    'portal/3.0/guide/guide.md': manual('Portal guide', 'A wicket opens by a button.'),
  });
  await library.ingest(gate, { vendor: 'Acme' });
  await library.ingest(portal, { vendor: 'Doorworks' });
});

afterAll(() => library.close());

const found = async (query: string, products: readonly string[]): Promise<readonly string[]> => {
  const { search } = await library.ask<{ search: { hits: { nodes: { chunk: { key: string } }[] } } }>(
    `query Found($query: String!, $products: [String!]) { search(query: $query, scope: { products: $products }, mode: LEXICAL) {
       hits { nodes { chunk { key } } } } }`,
    { query, products },
  );
  return search.hits.nodes.map(({ chunk }) => chunk.key);
};

const before = ['gate/1.0/guide', 'gate/2.0/guide', 'gate/2.0/notes', 'portal/2.0/guide', 'portal/3.0/guide'];

describe('a product that is merged into another', () => {
  let bulk: string;
  let gateId: string;
  let renamed: string;

  test('is looked at first: versions of one label are united, a slug that is taken is told', async () => {
    gateId = await idOf(library, 'gate');
    const preview = await look(library, { things: [gateId], into: await idOf(library, 'portal'), note: 'One product' });
    renamed = preview.rows.nodes.find(({ effect }) => effect === 'RENAMED')?.after ?? '';
    expect(renamed).toMatch(/^portal\/2\.0\/guide-[0-9a-f]{6}$/);
    expect(preview).toMatchObject({ documents: 3, versions: 2, products: 1, united: 2, renamed: 1, redirectedKeys: 3 });
    expect(preview.rows.nodes).toEqual(
      expect.arrayContaining([
        { kind: 'PRODUCT', before: 'acme/gate', after: 'doorworks/portal', effect: 'UNITED' },
        { kind: 'VERSION', before: 'gate/1.0', after: 'portal/1.0', effect: 'MOVED' },
        { kind: 'VERSION', before: 'gate/2.0', after: 'portal/2.0', effect: 'UNITED' },
        { kind: 'DOCUMENT', before: 'gate/1.0/guide', after: 'portal/1.0/guide', effect: 'MOVED' },
      ]),
    );
    expect(await paths(library)).toEqual(before);
    const { bulk: made } = await make(library, preview.token);
    bulk = made?.id ?? '';
    expect(made).toMatchObject({ kind: 'MOVE', note: 'One product', callerName: 'this machine' });
  });

  test('has everything of it below the other', async () => {
    expect(await paths(library)).toEqual(
      ['portal/1.0/guide', 'portal/2.0/guide', renamed, 'portal/2.0/notes', 'portal/3.0/guide'].toSorted(),
    );
    const [product] = await library.app.store.dataSource.query<unknown[]>(`SELECT FROM product WHERE slug = 'gate'`);
    expect(product).toBeUndefined();
    expect(await found('turnstile passenger', ['portal'])).toHaveLength(2);
  });

  test('leads on from its slug, its id, its paths, and its chunk keys, wherever they are used', async () => {
    for (const called of ['gate', 'Gate', 'acme/gate', 'gate 2.0']) {
      const [best] = await found('turnstile passenger twice', [called]);
      expect([called, best]).toEqual([called, `${renamed.replaceAll('/', '::')}::guide::0`]);
    }
    const answer = await library.ask(
      `query Old($id: ID!) {
         node(id: $id) { ... on Product { slug } }
         product(slug: "gate") { slug version(label: "2.0") { slug } }
         version(product: "gate", label: "1.0") { match served { slug product { slug } } }
         united: documentByPath(path: "/d/gate/2.0/guide") { permalink }
         moved: document(product: "gate", version: "1.0", slug: "guide") { permalink }
         own: documentByPath(path: "portal/2.0/guide") { title }
         chunk(key: "gate::2.0::guide::guide::0") { key permalink } }`,
      { id: gateId },
    );
    expect(answer).toEqual({
      node: { slug: 'portal' },
      product: { slug: 'portal', version: { slug: '2.0' } },
      version: { match: 'EXACT', served: { slug: '1.0', product: { slug: 'portal' } } },
      united: { permalink: `/d/${renamed}` },
      moved: { permalink: '/d/portal/1.0/guide' },
      own: { title: 'Portal guide' },
      chunk: {
        key: `${renamed.replaceAll('/', '::')}::guide::0`,
        permalink: `/c/${encodeURIComponent(`${renamed.replaceAll('/', '::')}::guide::0`)}`,
      },
    });
  });

  test('stays merged when its source is ingested again: what is new comes to the other, nothing is archived or made anew', async () => {
    await library.write('gate', {
      'gate/2.0/guide/guide.md': manual('Gate guide', 'The turnstile counts every passenger thrice.'),
      'gate/2.0/extra/extra.md': manual('Extra', 'A new barrier was delivered.'),
      'gate/3.0/guide/guide.md': manual('Gate guide', 'The third turnstile hums.'),
    });
    const { counts, problems } = await library.ingest(gate, { vendor: 'Acme' });
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ changed: 1, new: 2, archived: 0, failed: 0, unchanged: 2 });
    const third = (await paths(library)).find((path) => path.startsWith('portal/3.0/guide-')) ?? '';
    expect(third).toMatch(/^portal\/3\.0\/guide-[0-9a-f]{6}$/);
    expect(await paths(library)).toEqual(
      [
        ...['portal/1.0/guide', 'portal/2.0/extra', 'portal/2.0/guide', renamed, 'portal/2.0/notes'],
        ...['portal/3.0/guide', third],
      ].toSorted(),
    );
    expect((await found('turnstile thrice', ['gate']))[0]).toBe(`${renamed.replaceAll('/', '::')}::guide::1`);
    expect(await library.ingest(gate, { vendor: 'Acme' })).toMatchObject({
      counts: { unchanged: 5, new: 0, archived: 0 },
    });
    expect(await library.ingest(portal, { vendor: 'Doorworks' })).toMatchObject({
      counts: { unchanged: 2, archived: 0 },
    });
  });

  test('is taken back as a whole, with what came in since', async () => {
    const takenBackAt = async (): Promise<Date | null> =>
      (
        await library.ask<{ curationBulk: { takenBackAt: Date | null } }>(
          'query Bulk($id: ID!) { curationBulk(id: $id) { takenBackAt } }',
          { id: bulk },
        )
      ).curationBulk.takenBackAt;
    expect(await takenBackAt()).toBeNull();
    expect(await undo(library, bulk)).toMatchObject({ refused: [] });
    expect(await takenBackAt()).not.toBeNull();
    expect(await paths(library)).toEqual([...before, 'gate/2.0/extra', 'gate/3.0/guide'].toSorted());
    expect(await idOf(library, 'gate')).toBe(gateId);
    expect((await found('turnstile thrice', ['gate']))[0]).toBe('gate::2.0::guide::guide::1');
    expect(await found('turnstile passenger', ['portal'])).toEqual([]);
    await expect(undo(library, bulk)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await library.ingest(gate, { vendor: 'Acme' })).toMatchObject({
      counts: { unchanged: 5, new: 0, archived: 0 },
    });
    const { chunk } = await library.ask<{ chunk: { key: string } }>(
      `query Turned($key: String!) { chunk(key: $key) { key } }`,
      {
        key: `${renamed.replaceAll('/', '::')}::guide::1`,
      },
    );
    expect(chunk.key).toBe('gate::2.0::guide::guide::1');
  });
});
