/** Moves beside everything else that curators do: rules, marks, overrides, expectations, files, pages, backups, other ingests. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { curator, edit } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { idOf, look, make, move, paths, tryLook, undo } from './testkit/moving.js';
import { storeKind, type StoreKind } from './testkit/store-kind.js';

const other: StoreKind = storeKind === 'server' ? 'embedded' : storeKind;
const manual = (title: string, text: string): string => `# ${title}\n\n## Sessions\n\n${text}\n`;
const opened: TestLibrary[] = [];
let library: TestLibrary;
let source: string;

async function open(kind: StoreKind = storeKind): Promise<TestLibrary> {
  const one = await openTestLibrary({}, kind);
  opened.push(one);
  return one;
}

async function fill(one: TestLibrary): Promise<string> {
  const folder = await one.write('manuals', {
    'kite/1/guide/guide.md': manual('Kite guide', 'The spool winds the line.'),
    'kite/1/safety/safety.md': manual('Kite safety', 'Wires above the meadow are dangerous.'),
    'kite/2/guide/guide.md': manual('Kite guide', 'The spool winds the line by a motor.'),
    'glider/1/guide/guide.md': manual('Glider guide', 'The winch pulls the glider.'),
  });
  await one.ingest(folder, { vendor: 'Acme' });
  return folder;
}

beforeAll(async () => {
  library = await open();
  source = await fill(library);
});

afterAll(async () => {
  for (const one of opened) await one.close();
});

const titleAt = async (path: string, of = library): Promise<unknown> => {
  const { documentByPath } = await of.ask<{ documentByPath: { title: string; permalink: string } | null }>(
    `query At($path: String!) { documentByPath(path: $path) { title permalink } }`,
    { path },
  );
  return documentByPath;
};

describe('a document that is moved to another version', () => {
  let bulk: string;

  beforeAll(async () => {
    const id = await idOf(library, 'kite/1/safety');
    const { userErrors } = await edit(library, 'Document', { id, expectedRevision: 0, set: { title: 'Safety first' } });
    expect(userErrors).toEqual([]);
    bulk = await move(library, { things: [id], into: await idOf(library, 'kite/2'), note: 'It is about 2' });
  });

  test('keeps its values, its history and its links, and tells of the move', async () => {
    expect(await titleAt('kite/2/safety')).toEqual({ title: 'Safety first', permalink: '/d/kite/2/safety' });
    expect(await titleAt('/d/kite/1/safety')).toEqual({ title: 'Safety first', permalink: '/d/kite/2/safety' });
    const { curationByPath } = await library.ask<{ curationByPath: { history: { nodes: unknown[] } } }>(
      `query History { curationByPath(kind: DOCUMENT, path: "kite/2/safety") { revision history { nodes {
         field before after note callerName bulkId } } } }`,
    );
    expect(curationByPath).toMatchObject({
      revision: 2,
      history: {
        nodes: [
          { field: 'place', before: 'kite/1/safety', after: 'kite/2/safety', note: 'It is about 2', bulkId: bulk },
          { field: 'title', after: 'Safety first' },
        ],
      },
    });
    const { documentByPath } = await library.ask<{ documentByPath: unknown }>(
      `query Former { documentByPath(path: "kite/2/safety") { formerPaths chunks { nodes { key } } } }`,
    );
    expect(documentByPath).toEqual({
      formerPaths: ['kite/1/safety'],
      chunks: { nodes: [{ key: 'kite::2::safety::safety::0' }] },
    });
  });

  test('stays there when its source changes, and is archived from there when it goes', async () => {
    await library.write('manuals', { 'kite/1/safety/safety.md': manual('Kite safety', 'Wires are dangerous.') });
    expect(await library.ingest(source, { vendor: 'Acme' })).toMatchObject({
      counts: { changed: 1, new: 0, archived: 0 },
    });
    expect(await paths(library)).toEqual(['glider/1/guide', 'kite/1/guide', 'kite/2/guide', 'kite/2/safety']);
    await library.remove('manuals', 'kite/1/safety/safety.md');
    expect(await library.ingest(source, { vendor: 'Acme' })).toMatchObject({ counts: { archived: 1 } });
    expect(await paths(library)).toContain('kite/2/safety ARCHIVED');
    await library.write('manuals', { 'kite/1/safety/safety.md': manual('Kite safety', 'Wires are dangerous.') });
    await library.ingest(source, { vendor: 'Acme' });
    expect(await paths(library)).toEqual(['glider/1/guide', 'kite/1/guide', 'kite/2/guide', 'kite/2/safety']);
  });

  test('that was moved on since stays, and is told', async () => {
    const next = await move(library, {
      things: [await idOf(library, 'kite/2/safety')],
      intoNew: { product: 'kite', version: '2.5' },
    });
    expect(await undo(library, bulk)).toMatchObject({ undone: 0, refused: [{ reason: 'CHANGED_SINCE' }] });
    expect(await paths(library)).toContain('kite/2.5/safety');
    expect(await undo(library, next)).toMatchObject({ undone: 1, refused: [] });
    expect(await paths(library)).toContain('kite/2/safety');
    const { product } = await library.ask<{ product: { versions: { nodes: unknown[] } } }>(
      `query Versions { product(slug: "kite") { versions { nodes { slug } } } }`,
    );
    expect(product.versions.nodes).toEqual([{ slug: '2' }, { slug: '1' }]);
    const back = await move(library, {
      things: [await idOf(library, 'kite/2/safety')],
      into: await idOf(library, 'kite/1'),
    });
    expect(await titleAt('kite/2/safety')).toMatchObject({ permalink: '/d/kite/1/safety' });
    expect(back).not.toBe(bulk);
  });
});

describe('a product that is split', () => {
  test('has chosen versions below another, which is made; a vendor has products of another', async () => {
    const split = await move(library, {
      things: [await idOf(library, 'kite/2')],
      intoNew: { product: 'kite-pro', productName: 'Kite Pro', vendor: 'prokites', vendorName: 'Pro Kites' },
    });
    expect(await paths(library)).toEqual(['glider/1/guide', 'kite-pro/2/guide', 'kite/1/guide', 'kite/1/safety']);
    await library.write('manuals', {
      'kite/2/guide/guide.md': manual('Kite guide', 'The spool winds the line by two motors.'),
      'kite/2/notes/notes.md': manual('Notes', 'A tail was added.'),
    });
    expect(await library.ingest(source, { vendor: 'Acme' })).toMatchObject({
      counts: { changed: 1, new: 1, archived: 0 },
    });
    expect(await paths(library)).toEqual([
      ...['glider/1/guide', 'kite-pro/2/guide', 'kite-pro/2/notes', 'kite/1/guide', 'kite/1/safety'],
    ]);
    const { search } = await library.ask<{ search: unknown }>(
      `query Old { search(query: "spool motors", scope: { products: ["kite"], versions: ["2"] }) {
         scope { versions { requested match served { slug product { slug vendor { name } } } } } hits { nodes { chunk { key } } } } }`,
    );
    expect(search).toEqual({
      scope: {
        versions: [
          {
            requested: '2',
            match: 'ALIAS',
            served: { slug: '2', product: { slug: 'kite-pro', vendor: { name: 'Pro Kites' } } },
          },
        ],
      },
      hits: { nodes: expect.arrayContaining([{ chunk: { key: 'kite-pro::2::guide::guide::1' } }]) },
    });
    const owner = await move(library, { things: [await idOf(library, 'glider')], intoNew: { vendor: 'prokites' } });
    expect(await library.ingest(source, { vendor: 'Acme' })).toMatchObject({ counts: { failed: 0, unchanged: 5 } });
    expect((await undo(library, owner)).refused).toEqual([]);
    expect((await undo(library, split)).refused).toEqual([]);
    expect(await paths(library)).toEqual([
      ...['glider/1/guide', 'kite/1/guide', 'kite/1/safety', 'kite/2/guide', 'kite/2/notes'],
    ]);
    const { vendors } = await library.ask<{ vendors: unknown }>(`query Vendors { vendors { nodes { slug } } }`);
    expect(vendors).toEqual({ nodes: [{ slug: 'acme' }] });
    expect(await library.ingest(source, { vendor: 'Acme' })).toMatchObject({ counts: { failed: 0, unchanged: 5 } });
  });
});

describe('a move that can not be made', () => {
  test.each([
    ['nothing to do', { into: 'kite/1', things: ['kite/1/guide'] }, 'NOTHING_TO_DO'],
    ['a slug that is taken', { slug: 'safety', things: ['kite/1/guide'] }, 'NAME_TAKEN'],
    ['a slug that is none', { slug: 'Safe Tea', things: ['kite/1/guide'] }, 'BAD_VALUE'],
    ['the slug of another product', { slug: 'glider', things: ['kite'] }, 'NAME_TAKEN'],
    ['a product into itself', { into: 'kite', things: ['kite'] }, 'BAD_VALUE'],
    ['a product that is made without a vendor', { intoNew: { product: 'x' }, things: ['kite/1'] }, 'NOT_FOUND'],
  ])(
    'for %s',
    async (_, { things, into, ...rest }: { things: string[]; into?: string; [name: string]: unknown }, code) => {
      const ids = await Promise.all(things.map((path) => idOf(library, path)));
      const target = into === undefined ? {} : { into: await idOf(library, into) };
      const answer = await tryLook(library, { things: ids, ...target, ...rest });
      expect(answer).toMatchObject({ preview: null, userErrors: [{ code }] });
    },
  );

  test('is refused as a whole when something was changed since it was looked at', async () => {
    const id = await idOf(library, 'kite/1/guide');
    const { token } = await look(library, { things: [id], into: await idOf(library, 'glider/1') });
    await edit(library, 'Document', { id, expectedRevision: 0, set: { licence: 'MIT' } });
    expect(await make(library, token)).toMatchObject({ bulk: null, userErrors: [{ code: 'CONFLICT' }] });
    await expect(make(library, token)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is not shown again when it can not be made any more', async () => {
    const id = await idOf(library, 'kite/1/guide');
    const input = { things: [id], into: await idOf(library, 'glider/1') };
    const { token, renamed } = await look(library, input);
    const again = (): Promise<unknown> =>
      library.ask(`query Again($token: ID!) { movePreview(token: $token) { token renamed rows { totalCount } } }`, {
        token,
      });
    expect(await again()).toEqual({ movePreview: { token, renamed, rows: { totalCount: 1 } } });
    const bulk = await move(library, input);
    await expect(again()).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('kite/1/guide') });
    expect((await undo(library, bulk)).refused).toEqual([]);
  });

  test('twice is made once when both calls have the same key', async () => {
    const key = (name: string): string => `${name} of structure.test`;
    const twice = async <Data>(source: string, input: object): Promise<readonly [Data, Data]> => [
      await library.ask<Data>(source, { input }),
      await library.ask<Data>(source, { input }),
    ];
    const [first, second] = await twice<{ previewMove: { preview: { token: string } } }>(
      `mutation Look($input: MoveInput!) { previewMove(input: $input) {
         preview { token expiresAt documents rows { nodes { before after } } } userErrors { code } } }`,
      {
        things: [await idOf(library, 'kite/1/guide')],
        into: await idOf(library, 'glider/1'),
        idempotencyKey: key('preview'),
      },
    );
    expect(second).toEqual(first);
    const { token } = first.previewMove.preview;
    const [made, again] = await twice<{ applyMove: { bulk: { id: string } } }>(
      `mutation Make($input: ApplyMoveInput!) { applyMove(input: $input) { bulk { id at changed } userErrors { code } } }`,
      { token, idempotencyKey: key('apply') },
    );
    expect(again).toEqual(made);
    expect((await undo(library, made.applyMove.bulk.id)).refused).toEqual([]);
  });

  test('is refused to readers', async () => {
    const reader = { ...curator('Reader'), role: 'READER' as const };
    const call = library.ask(`mutation Try { applyMove(input: { token: "x" }) { __typename } }`, {}, reader);
    await expect(call).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('vendors that are merged', () => {
  test('are one for later ingests too, and two again when that is taken back, whatever came in or back meanwhile', async () => {
    const one = await open();
    const folder = await fill(one);
    const sky = await one.write('sky', { 'balloon/1/guide/guide.md': manual('Balloon guide', 'Hot air rises.') });
    await one.ingest(sky, { vendor: 'Sky' });
    const vendorOf = async (slug: string): Promise<unknown> => {
      const { product } = await one.ask<{ product: { vendor: { slug: string } } | null }>(
        `query Owner($slug: String!) { product(slug: $slug) { vendor { slug } } }`,
        { slug },
      );
      return product?.vendor.slug;
    };
    const ofProduct = async (slug: string): Promise<string> => {
      const { product } = await one.ask<{ product: { vendor: { id: string } } }>(
        `query Vendor($slug: String!) { product(slug: $slug) { vendor { id } } }`,
        { slug },
      );
      return product.vendor.id;
    };
    const product = await move(one, { things: [await idOf(one, 'glider')], into: await idOf(one, 'kite') });
    const vendor = await move(one, { things: [await ofProduct('kite')], into: await ofProduct('balloon') });
    await one.write('manuals', { 'drone/1/guide/guide.md': manual('Drone guide', 'Four rotors.') });
    expect(await one.ingest(folder, { vendor: 'Acme' })).toMatchObject({ counts: { new: 1, failed: 0, unchanged: 4 } });
    expect([await vendorOf('kite'), await vendorOf('drone')]).toEqual(['sky', 'sky']);
    expect((await undo(one, product)).refused).toEqual([]);
    expect(await vendorOf('glider')).toBe('sky');
    expect(await one.ingest(folder, { vendor: 'Acme' })).toMatchObject({ counts: { failed: 0, unchanged: 5 } });
    expect((await undo(one, vendor)).refused).toEqual([]);
    expect([await vendorOf('kite'), await vendorOf('drone'), await vendorOf('glider')]).toEqual([
      'acme',
      'acme',
      'acme',
    ]);
    expect(await vendorOf('balloon')).toBe('sky');
    expect(await one.ingest(folder, { vendor: 'Acme' })).toMatchObject({ counts: { failed: 0, unchanged: 5 } });
  });
});

describe('what names a product that was merged', () => {
  let one: TestLibrary;
  let manuals: string;
  let merged: string;

  const hits = async (query: string, products: readonly string[]): Promise<readonly string[]> => {
    const { search } = await one.ask<{ search: { hits: { nodes: { chunk: { document: { slug: string } } }[] } } }>(
      `query Hits($query: String!, $products: [String!]) {
         search(query: $query, mode: LEXICAL, scope: { products: $products }) { hits { nodes { chunk { document { slug } } } } } }`,
      { query, products },
    );
    return search.hits.nodes.map(({ chunk }) => chunk.document.slug);
  };

  beforeAll(async () => {
    one = await open();
    manuals = await one.write('manuals', {
      'pump/1/guide/guide.md': '# Guide\n\n## Valves\n\nOpen the valve.\n\n## Motor\n\nThe motor hums.\n',
      'pump/1/manual/manual.md': '# Manual\n\n## Valves\n\nA valve is greased, a valve is closed.\n',
      'valve/1/sheet/sheet.md': '# Sheet\n\n## Valves\n\nValve data: the valve weighs little.\n',
    });
    await one.ingest(manuals, { vendor: 'Acme' });
    await one.ask(
      `mutation Rule($rule: SearchRuleInput!) { createSearchRule(input: { rule: $rule }) { rule { id } } }`,
      {
        rule: {
          ...{ name: 'Guide first', match: 'CONTAINS', words: 'valve', product: 'pump' },
          pins: [{ target: 'pump/guide', position: 1 }],
        },
      },
    );
    await one.ask(
      `mutation Word($synonym: SynonymInput!) { createSynonym(input: { synonym: $synonym }) { synonym { id } } }`,
      {
        synonym: { terms: ['tap', 'valve'], product: 'pump' },
      },
    );
    await one.ask(`mutation Judge($input: JudgementInput!) { judge(input: $input) { judgement { id } } }`, {
      input: { query: 'open it', target: 'pump/guide', grade: 3, product: 'pump' },
    });
    await one.ask(`mutation Mark($input: MarkPassageInput!) { markPassage(input: $input) { mark { id } } }`, {
      input: { effect: 'HIDE', chunk: 'pump::1::guide::guide::1' },
    });
    await one.ask(`mutation Expect($input: ExpectationInput!) { declareExpectation(input: $input) { __typename } }`, {
      input: { product: 'pump', kinds: ['RELEASE_NOTES'], isExpected: true },
    });
    merged = await move(one, { things: [await idOf(one, 'pump')], into: await idOf(one, 'valve') });
  });

  const standing = async (): Promise<unknown> =>
    one.ask(`query Standing { searchRules { nodes { deadTargets } } judgements { nodes { isDead } }
      passageMarks { nodes { chunkCount } } expectations { nodes { productSlug } } }`);

  test('is about the other: rules, synonyms, judgements, marks and expectations', async () => {
    expect((await hits('valve', ['valve']))[0]).toBe('guide');
    expect(await hits('tap', ['valve'])).toEqual(expect.arrayContaining(['guide', 'manual', 'sheet']));
    expect(await hits('motor', ['valve'])).toEqual([]);
    expect(await standing()).toEqual({
      searchRules: { nodes: [{ deadTargets: [] }] },
      judgements: { nodes: [{ isDead: false }] },
      passageMarks: { nodes: [{ chunkCount: 1 }] },
      expectations: { nodes: [{ productSlug: 'valve' }] },
    });
  });

  test('stays so when its source is cut anew', async () => {
    await one.write('manuals', {
      'pump/1/guide/guide.md':
        '# Guide\n\n## New\n\nRead this.\n\n## Valves\n\nOpen the valve.\n\n## Motor\n\nThe motor hums.\n',
    });
    await one.ingest(manuals, { vendor: 'Acme' });
    expect(await hits('motor', ['valve'])).toEqual([]);
    expect(await standing()).toMatchObject({ passageMarks: { nodes: [{ chunkCount: 1 }] } });
  });

  test('is about itself again when that is taken back', async () => {
    expect((await undo(one, merged)).refused).toEqual([]);
    expect((await hits('valve', ['pump']))[0]).toBe('guide');
    expect(await hits('tap', ['valve'])).toEqual([]);
    expect(await hits('motor', ['pump'])).toEqual([]);
    expect(await standing()).toMatchObject({
      searchRules: { nodes: [{ deadTargets: [] }] },
      expectations: { nodes: [{ productSlug: 'pump' }] },
    });
  });
});

describe('moves elsewhere', () => {
  let moved: TestLibrary;
  let folder: string;

  beforeAll(async () => {
    moved = await open();
    folder = await fill(moved);
    await move(moved, { things: [await idOf(moved, 'glider')], into: await idOf(moved, 'kite'), note: 'One shop' });
    await move(moved, { things: [await idOf(moved, 'kite/1/safety')], into: await idOf(moved, 'kite/2') });
    await move(moved, { things: [await idOf(moved, 'kite')], slug: 'dragon' });
  });

  const standing = (one: TestLibrary): Promise<unknown> =>
    one.ask(`query Standing { documents { nodes { permalink } } old: documentByPath(path: "kite/1/safety") { permalink }
      product(slug: "glider") { slug } chunk(key: "glider::1::guide::guide::0") { key } curationFile
      curationBulks { nodes { id kind changed note } } }`);

  test('are in a backup, which either kind of Postgres restores; later ingests follow them there', async () => {
    const file = join(moved.folder, 'moved.backup');
    await writeBackup(moved.app.store.dataSource, { path: file, program: 'test' });
    const there = await open(other);
    await restoreBackup(there.app.store.dataSource, { path: file, replace: false });
    expect(await standing(there)).toEqual(await standing(moved));
    await moved.write('manuals', { 'glider/1/wings/wings.md': manual('Wings', 'Two wings.') });
    expect(await there.ingest(folder, { vendor: 'Acme' })).toMatchObject({
      counts: { new: 1, unchanged: 4, archived: 0 },
    });
    expect(await paths(there)).toContain('dragon/1/wings');
  });

  test('are in the file of all curation, and made by it in a library that has not seen them', async () => {
    const { curationFile } = await moved.ask<{ curationFile: string }>(`query File { curationFile }`);
    expect(curationFile).toContain('note: One shop');
    const apply = (one: TestLibrary, dryRun = false): Promise<unknown> =>
      one.ask(
        `mutation Apply($input: ApplyCurationFileInput!) { applyCurationFile(input: $input) {
           moves { kind things into slug } errors { place message } missing } }`,
        { input: { yaml: curationFile, dryRun } },
      );
    const fresh = await open();
    await fill(fresh);
    const moves = [
      { kind: 'PRODUCT', things: ['glider'], into: 'kite', slug: null },
      { kind: 'DOCUMENT', things: ['kite/1/safety'], into: 'kite/2', slug: null },
      { kind: 'PRODUCT', things: ['kite'], into: null, slug: 'dragon' },
    ];
    const all = { applyCurationFile: { moves, errors: [], missing: [] } };
    const before = await paths(fresh);
    expect(await apply(fresh, true)).toEqual(all);
    expect(await paths(fresh)).toEqual(before);
    expect(await apply(fresh)).toEqual(all);
    expect(await paths(fresh)).toEqual((await paths(moved)).filter((path) => !path.includes('wings')));
    expect(await apply(fresh)).toEqual({ applyCurationFile: { moves: [], errors: [], missing: [] } });
    expect(await apply(moved)).toEqual({ applyCurationFile: { moves: [], errors: [], missing: [] } });
  });
});
