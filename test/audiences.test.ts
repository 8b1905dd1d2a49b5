/** What curators restrict to readers or curators reaches nobody else through any door, and all of it reaches these. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { examinePostgres } from '../src/doctor/examine-postgres.js';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { curator, edit, type Noun } from './testkit/curating.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { idOf, move, undo } from './testkit/moving.js';
import { openWalker, type Guesses, type Walk, type Walker } from './testkit/reading-walk.js';
import { storeKind } from './testkit/store-kind.js';

const stranger = anonymous('GRAPHQL');
const account = (role: Caller['role']): Caller => ({ ...curator('Ann'), role });
const key = (role: Caller['role'], scopes: Caller['scopes']): Caller => ({ ...account(role), kind: 'KEY', scopes });

/** The same words in all of them, and one in each that stands nowhere else. */
const manual = (name: string, word: string): string =>
  [
    `# ${name}`,
    `## Gaskets`,
    `Check the gasket of the ${word} before the ${word} starts.`,
    '## Shared',
    'Everybody reads that a gasket is a seal.',
    `## ${word}-ctl --force`,
    `The command \`${word}-ctl --force\` opens it.`,
    '',
  ].join('\n\n');

const openFiles = {
  'opener/1/guide/guide.md': manual('Opener guide', 'ocelot'),
  'opener/1/notes/notes.md': '# Notes\n\nThe lid was painted.\n',
};
const restrictedFiles = {
  'opener/1/secretbook/secretbook.md': manual('Secretbook', 'numbat'),
  'opener/2/guide/guide.md': manual('Opener guide', 'bandicoot'),
  'shutter/1/guide/guide.md': manual('Shutter guide', 'quokka'),
};
const foreignFiles = { 'zedbox/1/guide/guide.md': manual('Zedbox guide', 'wombat') };

/** What tells that a thing is there, wherever it stands in an answer. */
const ofReaders = ['bandicoot', 'wombat', 'zedbox', 'zetacorp'];
const ofCurators = ['numbat', 'secretbook', 'quokka', 'shutter'];

const words = ['numbat', 'bandicoot', 'quokka', 'wombat'];
const guesses: Omit<Guesses, 'ids'> = {
  vendors: ['acme', 'zetacorp'],
  products: ['opener', 'shutter', 'zedbox'],
  documents: ['opener/1/guide', 'opener/1/secretbook', 'opener/2/guide', 'shutter/1/guide', 'zedbox/1/guide'],
  keys: ['opener::1::secretbook', 'opener::2::guide', 'shutter::1::guide', 'zedbox::1::guide'].flatMap((document) =>
    [0, 1, 2].map((ordinal) => `${document}::${document.split('::')[2] ?? ''}::${String(ordinal)}`),
  ),
  // The last two are slips of the keyboard.
  queries: [
    ...['gasket', '"a gasket is a seal"', 'shutter gasket -ocelot'],
    ...words.flatMap((word) => [word, `${word}-ctl --force`]),
    ...['gasket document:secretbook', 'gasket product:shutter', 'qoukka gasket', 'wombt gasket'],
  ],
  prefixes: ['gask', 'open', 'secr', 'shut', 'zed', 'zeta', ...words.flatMap((word) => [word.slice(0, 3), `${word}-`])],
};

/** By library and path: hidden things answer to no path. */
const idsByPath = new Map<string, string>();

async function restrict(library: TestLibrary, path: string, visibility: string | null, noun?: Noun): Promise<void> {
  const kind = noun ?? (['Product', 'Version', 'Document'] as const)[path.split('/').length - 1] ?? 'Document';
  const id =
    kind === 'Vendor'
      ? (
          await library.ask<{ vendor: { id: string } }>(`query Id($slug: String!) { vendor(slug: $slug) { id } }`, {
            slug: path,
          })
        ).vendor.id
      : (idsByPath.get(`${library.folder} ${path}`) ?? (await idOf(library, path)));
  idsByPath.set(`${library.folder} ${path}`, id);
  const { curation } = await library.ask<{ curation: { revision: number } }>(
    `query Revision($id: ID!) { curation(id: $id) { revision } }`,
    { id },
  );
  const wish = visibility === null ? { reset: ['visibility'] } : { set: { visibility } };
  const payload = await edit(library, kind, { id, expectedRevision: curation.revision, ...wish });
  expect(payload.userErrors).toEqual([]);
}

const hitOf = (chunkKey: string): unknown =>
  expect.objectContaining({ chunk: expect.objectContaining({ key: chunkKey }) });

/** Answers in which one of the words stands, whatever their case. */
const tellers = (walk: Walk, names: readonly string[]): string[] =>
  Object.entries(walk).flatMap(([asked, answer]) => {
    const text = JSON.stringify(answer).toLowerCase();
    return names.some((name) => text.includes(name)) ? [asked] : [];
  });

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;
  let library: TestLibrary;
  let walker: Walker;
  let all: Guesses;
  let before: Walk;

  async function drained(): Promise<void> {
    const left = await library.app.elasticsearch?.sync.drain(30_000);
    expect(left?.waiting ?? 0).toBe(0);
  }

  beforeAll(async () => {
    variant = await open();
    library = variant.library;
    walker = await openWalker(library);
    await library.ingest(await library.write('open', openFiles), { vendor: 'Acme' });
    await drained();
    before = await walker.walk(stranger, { ...guesses, ids: [] });
    await library.ingest(await library.write('restricted', restrictedFiles), { vendor: 'Acme' });
    await library.ingest(await library.write('foreign', foreignFiles), { vendor: 'ZetaCorp' });
    const ids = [
      ...(await Promise.all(
        ['opener/1/secretbook', 'opener/2', 'opener/2/guide', 'shutter', 'shutter/1', 'shutter/1/guide', 'zedbox'].map(
          (path) => idOf(library, path),
        ),
      )),
      (await library.ask<{ vendor: { id: string } }>(`query Id { vendor(slug: "zetacorp") { id } }`)).vendor.id,
    ];
    all = { ...guesses, ids };
    await restrict(library, 'opener/1/secretbook', 'CURATORS');
    await restrict(library, 'opener/2', 'READERS');
    await restrict(library, 'shutter', 'CURATORS');
    await restrict(library, 'zetacorp', 'READERS', 'Vendor');
    await drained();
  });

  afterAll(async () => {
    await walker.close();
    await variant.close();
  });

  /** Without what was not asked for before, and without hits in their order. */
  const comparable = (walk: Walk): Walk =>
    Object.fromEntries(Object.entries(walk).filter(([asked]) => !/^(?:node |GET \/\?q|search_docs)/.test(asked)));

  test('somebody unknown is shown what was there before what is restricted came', async () => {
    const walk = await walker.walk(stranger, all);
    expect(tellers(walk, [...ofReaders, ...ofCurators])).toEqual([]);
    for (const id of all.ids) expect(walk[`node ${id}`]).toEqual({ node: null });
    expect(comparable(walk)).toEqual(comparable(before));
  });

  test('a key of a reader is shown what is for readers, and nothing that is for curators', async () => {
    const walk = await walker.walk(key('READER', ['READ']), all);
    expect(tellers(walk, ofCurators)).toEqual([]);
    for (const name of ofReaders) expect(tellers(walk, [name]).length).toBeGreaterThan(5);
    expect(walk['documentByPath opener/2/guide']).toMatchObject({ documentByPath: { title: 'Opener guide' } });
    expect(walk['search HYBRID wombat {}']).toMatchObject({
      search: { hits: expect.arrayContaining([hitOf('zedbox::1::guide::guide::0')]) },
    });
  });

  test('a curator is shown all', async () => {
    const walk = await walker.walk(account('CURATOR'), all);
    for (const name of [...ofReaders, ...ofCurators]) expect(tellers(walk, [name]).length).toBeGreaterThan(5);
    for (const id of all.ids) expect(walk[`node ${id}`]).not.toEqual({ node: null });
    expect(walk['GET /d/opener/1/secretbook']).toEqual([200, expect.stringContaining('numbat')]);
  });

  test('a passage that others hold, too, is shown where the caller may see it', async () => {
    const versionsOf = async (caller: Caller): Promise<unknown> => {
      const { search } = await library.ask<{
        search: { hits: { nodes: { chunk: { key: string; alsoIn: { nodes: { version: { slug: string } }[] } } }[] } };
      }>(
        `query Shared { search(query: "\\"a gasket is a seal\\"", scope: { products: ["opener"], kinds: [GUIDE, OTHER] }) {
           hits { nodes { chunk { key alsoIn { nodes { version { slug } } } } } } } }`,
        {},
        caller,
      );
      return search.hits.nodes
        .filter(({ chunk }) => chunk.key.includes('::guide::'))
        .map(({ chunk }) => [chunk.key.split('::')[1], ...chunk.alsoIn.nodes.map(({ version }) => version.slug)]);
    };
    expect(await versionsOf(account('READER'))).toEqual([['2', '1']]);
    expect(await versionsOf(stranger)).toEqual([['1']]);
  });
});

describe('what follows from above', () => {
  let library: TestLibrary;

  const seenBy = async (caller: Caller): Promise<string[]> => {
    const { documents } = await library.ask<{ documents: { nodes: { permalink: string }[] } }>(
      `query Documents { documents(first: 100) { nodes { permalink } } }`,
      {},
      caller,
    );
    return documents.nodes.map(({ permalink }) => permalink.slice('/d/'.length));
  };
  const audits = async () =>
    (await examinePostgres(library.app.store.dataSource, false)).find(({ check }) => check === 'audiences');

  beforeAll(async () => {
    library = await openTestLibrary();
    await library.ingest(
      await library.write('acme', {
        'gate/1/guide/guide.md': '# Gate\n\nA gate.\n',
        'gate/2/guide/guide.md': '# Gate\n\nA new gate.\n',
        'door/1/guide/guide.md': '# Door\n\nA door.\n',
      }),
      { vendor: 'Acme' },
    );
  });

  afterAll(async () => {
    expect(await audits()).toMatchObject({ state: 'OK' });
    await library.close();
  });

  test('the strictest of vendor, product, version and document holds', async () => {
    await restrict(library, 'acme', 'READERS', 'Vendor');
    expect(await seenBy(stranger)).toEqual([]);
    await restrict(library, 'gate', 'PUBLIC');
    await restrict(library, 'gate/1', 'CURATORS');
    await restrict(library, 'door/1/guide', 'CURATORS');
    expect(await seenBy(account('READER'))).toEqual(['gate/2/guide']);
    await restrict(library, 'acme', null, 'Vendor');
    expect(await seenBy(stranger)).toEqual(['gate/2/guide']);
    await restrict(library, 'gate/1', null);
    await restrict(library, 'door/1/guide', null);
    expect(await seenBy(stranger)).toEqual(['door/1/guide', 'gate/1/guide', 'gate/2/guide']);
  });

  test('what is hidden or a draft is in no list, and what it holds is for curators', async () => {
    await restrict(library, 'gate/1', 'DRAFT');
    expect(await seenBy(stranger)).toEqual(['door/1/guide', 'gate/2/guide']);
    await restrict(library, 'gate/1', null);
    await restrict(library, 'gate/1/guide', 'HIDDEN');
    expect(await seenBy(thisMachine('GRAPHQL'))).toEqual(['door/1/guide', 'gate/2/guide']);
    await restrict(library, 'gate/1/guide', null);
  });

  test('what nobody works for sees what is public', async () => {
    await restrict(library, 'door', 'READERS');
    const found = async () =>
      (await library.app.dependencies.search.search({ query: 'door', mode: 'LEXICAL' })).hits.length;
    expect(await found()).toBe(0);
    await restrict(library, 'door', null);
    expect(await found()).toBe(1);
  });

  test('a vendor or a product has no state, and can not be hidden', async () => {
    const id = await idOf(library, 'gate');
    const { curation } = await library.ask<{ curation: { revision: number } }>(
      `query Revision($id: ID!) { curation(id: $id) { revision } }`,
      { id },
    );
    const payload = await edit(library, 'Product', {
      id,
      expectedRevision: curation.revision,
      set: { visibility: 'HIDDEN' },
    });
    expect(payload.userErrors).toMatchObject([{ code: 'BAD_VALUE', field: 'visibility' }]);
  });

  test('what comes below later is restricted from its first moment', async () => {
    await restrict(library, 'door', 'READERS');
    await library.ingest(
      await library.write('later', {
        'door/2/guide/guide.md': '# Door\n\nA better door.\n',
        'door/1/faq/faq.md': '# Questions\n\nWhich door?\n',
      }),
      { vendor: 'Acme' },
    );
    expect(await seenBy(stranger)).toEqual(['gate/1/guide', 'gate/2/guide']);
    expect(await seenBy(account('READER'))).toHaveLength(5);
  });

  test('what is moved is for whom its new place is, and again when the move is taken back', async () => {
    const bulkId = await move(library, {
      things: [await idOf(library, 'door/1/faq')],
      into: await idOf(library, 'gate/1'),
    });
    expect(await seenBy(stranger)).toEqual(['gate/1/faq', 'gate/1/guide', 'gate/2/guide']);
    await undo(library, bulkId);
    expect(await seenBy(stranger)).toEqual(['gate/1/guide', 'gate/2/guide']);
    await move(library, { things: [await idOf(library, 'door')], into: await idOf(library, 'gate') });
    expect(await audits()).toMatchObject({ state: 'OK' });
  });

  test('it is part of a backup, and doctor puts right what somebody broke', async () => {
    await restrict(library, 'gate/2', 'READERS');
    const path = `${library.folder}/backup.mcdewey`;
    await writeBackup(library.app.store.dataSource, { path, program: 'test' });
    const restored = await openTestLibrary({}, storeKind === 'server' ? 'embedded' : storeKind);
    try {
      const { dataSource } = restored.app.store;
      await restoreBackup(dataSource, { path, replace: false });
      const rows = (db: typeof dataSource): Promise<unknown> =>
        db.query(`SELECT id, audience FROM document UNION ALL SELECT id, audience FROM version
                  UNION ALL SELECT id, audience FROM product ORDER BY id`);
      expect(await rows(dataSource)).toEqual(await rows(library.app.store.dataSource));
      await dataSource.query(`UPDATE document SET audience = 0 WHERE audience > 0`);
      const stateOf = async (repair: boolean): Promise<unknown> =>
        (await examinePostgres(dataSource, repair)).find(({ check }) => check === 'audiences')?.state;
      expect(await stateOf(false)).toBe('FAILED');
      expect(await stateOf(true)).toBe('REPAIRED');
      expect(await stateOf(false)).toBe('OK');
      expect(await rows(dataSource)).toEqual(await rows(library.app.store.dataSource));
    } finally {
      await restored.close();
    }
  });

  test('a comparison that was made for curators is not shown to others', async () => {
    const files = (year: string): Record<string, string> => ({
      [`sash/${year}/guide/guide.md`]: `# Sash\n\nA sash of ${year}.\n`,
      [`sash/${year}/plan/plan.md`]: `# Plan\n\nA plan of ${year}.\n`,
    });
    await library.ingest(await library.write('sash', { ...files('1'), ...files('2') }), { vendor: 'Acme' });
    for (const version of ['1', '2']) await restrict(library, `sash/${version}/plan`, 'CURATORS');
    const compared = async (caller: Caller): Promise<string[]> => {
      const { compareVersions } = await library.ask<{
        compareVersions: { counts: { changed: number }; documents: { nodes: { slug: string }[] } };
      }>(
        `query Compare { compareVersions(product: "sash", from: "1", to: "2") {
           counts { changed } documents { nodes { slug } } } }`,
        {},
        caller,
      );
      const { counts, documents } = compareVersions;
      expect(counts.changed).toBe(documents.nodes.length);
      return documents.nodes.map(({ slug }) => slug);
    };
    expect(await compared(account('CURATOR'))).toEqual(['guide', 'plan']);
    expect(await compared(account('READER'))).toEqual(['guide']);
    expect(await compared(stranger)).toEqual(['guide']);
  });
});
