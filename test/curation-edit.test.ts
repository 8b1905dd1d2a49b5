/** Curators change what is shown: checked, in force at every door, with a history, never over one another. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { anonymous } from '../src/caller.js';
import { executeAs } from '../src/executor.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { mountSite } from '../src/site/mount-site.js';
import { listen, type Listening } from './listening.js';
import { curator, edit, idsOf, standing, type Noun } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const manual = (version: string): string =>
  `# Gate guide\n\n## Sessions\n\nA session of release ${version} ends after an idle timeout.\n`;

let library: TestLibrary;
let http: Listening;
let ids: Record<Noun, string>;
const strangers = anonymous('GRAPHQL');

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('manuals', {
    'gate/1.0/guide/guide.md': manual('1.0'),
    'gate/2.0/guide/guide.md': manual('2.0'),
    'gate/2.0/notes/notes.md': '# Notes\n\nThe hinge was oiled.\n',
    'door/1.0/guide/guide.md': '# Door guide\n\nA door opens.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  ids = await idsOf(library, 'gate', '2.0', 'guide');
  http = await listen((app, baseUrl) => {
    const { execute } = library.app;
    const site = mountSite(app, { executeFor: () => executeAs(anonymous('PAGE'), execute), baseUrl });
    mountMcp(app, { execute, callerOf: () => anonymous('MCP'), baseUrl, version: '1', maxBodyBytes: 20_000 });
    app.use(site.notFound);
    app.use(site.onError);
  });
});

afterAll(async () => {
  await http.close();
  await library.close();
});

async function revisionOf(noun: Noun): Promise<number> {
  const { curation } = await library.ask<{ curation: { revision: number } }>(
    `query Revision($id: ID!) { curation(id: $id) { revision } }`,
    { id: ids[noun] },
  );
  return curation.revision;
}

/** An edit of what is there now. */
async function change(noun: Noun, input: Record<string, unknown>) {
  const payload = await edit(library, noun, { id: ids[noun], expectedRevision: await revisionOf(noun), ...input });
  expect(payload.userErrors).toEqual([]);
  return payload;
}

interface Found {
  readonly search: {
    readonly hits: {
      readonly nodes: readonly {
        readonly chunk: { readonly key: string; readonly document: { readonly title: string } };
      }[];
    };
    readonly facets: { readonly kinds: readonly { readonly kind: string; readonly count: number }[] };
  };
}

const find = (scope: Record<string, unknown> = {}): Promise<Found> =>
  library.ask<Found>(
    `query Find($scope: ScopeInput) { search(query: "idle timeout", scope: $scope) {
      hits { nodes { chunk { key document { title } } } } facets { kinds { kind count } } } }`,
    { scope },
    strangers,
  );
const keysOf = ({ search }: Found): string[] => search.hits.nodes.map(({ chunk }) => chunk.key);

async function callTool(name: string, input: Record<string, unknown>): Promise<string> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
  try {
    return JSON.stringify(await client.callTool({ name, arguments: input }));
  } finally {
    await client.close();
  }
}
const page = async (path: string): Promise<string> => (await fetch(http.baseUrl + path)).text();

test('names and aliases are in force in lists, lookups, scopes, MCP and pages', async () => {
  await change('Vendor', { set: { name: 'Acme Doors', aliases: ['acme-inc'], homepage: 'https://acme.example/' } });
  await change('Product', { set: { name: 'Garden Gate', aliases: ['gg'], description: 'Opens gardens.' } });
  await change('Version', { set: { aliases: ['spring'], label: '2.0 LTS', endOfLife: '2031-01-31' } });
  const answer = await library.ask(
    `query Names { vendor(slug: "acme-inc") { name homepage } product(slug: "gg") { name description
      version(label: "spring") { label slug endOfLife } } }`,
    {},
    strangers,
  );
  expect(answer).toEqual({
    vendor: { name: 'Acme Doors', homepage: 'https://acme.example/' },
    product: {
      name: 'Garden Gate',
      description: 'Opens gardens.',
      version: { label: '2.0 LTS', slug: '2.0', endOfLife: '2031-01-31' },
    },
  });
  expect(keysOf(await find({ products: ['gg'], versions: ['spring'] }))[0]).toBe('gate::2.0::guide::guide::0');
  expect(await callTool('list_library', { product: 'gg' })).toContain('2.0 LTS');
  expect(await page('/?product=gate')).toContain('Garden Gate');
});

test('order, preview and the latest version', async () => {
  const latest = async (): Promise<unknown> =>
    library.ask(`query Latest { product(slug: "gate") { latestVersion { slug } versions { nodes { slug } } } }`);
  const answer = (slug: string, ...slugs: string[]) => ({
    product: { latestVersion: { slug }, versions: { nodes: slugs.map((each) => ({ slug: each })) } },
  });
  await change('Version', { set: { preview: true } });
  expect(await latest()).toEqual(answer('1.0', '2.0', '1.0'));
  await change('Version', { reset: ['preview'], set: { order: '0.5' } });
  expect(await latest()).toEqual(answer('1.0', '1.0', '2.0'));
  await change('Product', { set: { latest: '2.0' } });
  expect(await latest()).toEqual(answer('2.0', '1.0', '2.0'));
  expect(keysOf(await find({ products: ['gate'], versions: ['latest'] }))[0]).toBe('gate::2.0::guide::guide::0');
  await change('Product', { reset: ['latest'] });
  await change('Version', { reset: ['order'] });
  expect(await latest()).toEqual(answer('2.0', '2.0', '1.0'));
});

test('title, kind and language of a document are in force in lists, search, facets, suggestions, MCP and pages', async () => {
  await change('Document', {
    set: { title: 'Turnstile book', kind: 'CLI_REFERENCE', language: 'EN-us', licence: null },
  });
  const scope = { products: ['gate'], versions: ['2.0'] };
  const found = await find({ ...scope, kinds: ['CLI_REFERENCE'] });
  expect(found.search.hits.nodes.map(({ chunk }) => chunk.document.title)).toEqual(['Turnstile book']);
  expect((await find(scope)).search.facets.kinds).toContainEqual({ kind: 'CLI_REFERENCE', count: 1 });
  expect(await find({ ...scope, kinds: ['GUIDE'] })).toHaveProperty('search.hits.nodes', []);
  expect(
    await library.ask(
      `query Lists { suggest(prefix: "turnst") { text } product(slug: "gate") { version(label: "2.0") {
        documents(kind: CLI_REFERENCE) { nodes { title language licence } } } } }`,
      {},
      strangers,
    ),
  ).toEqual({
    suggest: [{ text: 'Turnstile book' }],
    product: { version: { documents: { nodes: [{ title: 'Turnstile book', language: 'en-US', licence: null }] } } },
  });
  expect(await callTool('search_docs', { query: 'idle timeout' })).toContain('Turnstile book');
  expect(await page('/d/gate/2.0/guide')).toContain('Turnstile book');
});

test('what a curator hides is nowhere, and comes back', async () => {
  const shown = async (): Promise<boolean[]> => [
    keysOf(await find()).some((key) => key.startsWith('gate::2.0::guide')),
    (await library
      .ask<{ document: object | null }>(
        `query Lookup { document(product: "gate", version: "2.0", slug: "guide") { id } }`,
      )
      .then(({ document }) => document)) !== null,
    (await library.ask<{ suggest: unknown[] }>(`query Suggest { suggest(prefix: "turnst") { text } }`)).suggest.length >
      0,
    (await fetch(`${http.baseUrl}/d/gate/2.0/guide`)).status === 200,
    (await callTool('search_docs', { query: 'idle timeout' })).includes('gate::2.0::guide'),
  ];
  expect(await shown()).toEqual([true, true, true, true, true]);
  await change('Document', { set: { visibility: 'HIDDEN' } });
  expect(await shown()).toEqual([false, false, false, false, false]);
  expect(await standing(library, ids.Document, 'visibility')).toMatchObject({
    effective: 'HIDDEN',
    extracted: 'PUBLIC',
  });
  await change('Document', { reset: ['visibility'] });
  expect(await shown()).toEqual([true, true, true, true, true]);
  await change('Version', { set: { visibility: 'DRAFT' } });
  expect(await shown()).toEqual([false, false, false, false, false]);
  await change('Version', { reset: ['visibility'] });
});

describe('values that are refused', () => {
  const cases: readonly (readonly [Noun, Record<string, unknown>, string, string])[] = [
    ['Vendor', { name: '  ' }, 'BAD_VALUE', 'name'],
    ['Vendor', { name: null }, 'NULL_REFUSED', 'name'],
    ['Vendor', { homepage: 'javascript:alert(1)' }, 'BAD_VALUE', 'homepage'],
    ['Vendor', { homepage: 'https://me:secret@acme.example/' }, 'BAD_VALUE', 'homepage'],
    ['Product', { aliases: ['Twin', 'twin'] }, 'BAD_VALUE', 'aliases'],
    ['Product', { aliases: ['DOOR'] }, 'NAME_TAKEN', 'aliases'],
    ['Product', { latest: '9.9' }, 'NO_SUCH_VERSION', 'latest'],
    ['Version', { aliases: ['1.0'] }, 'NAME_TAKEN', 'aliases'],
    ['Version', { label: '1.0' }, 'NAME_TAKEN', 'label'],
    ['Version', { releasedOn: '2026-02-30' }, 'BAD_VALUE', 'releasedOn'],
    ['Version', { visibility: null }, 'NULL_REFUSED', 'visibility'],
    ['Document', { language: 'not a tag' }, 'BAD_VALUE', 'language'],
    ['Document', { language: 'Finnish' }, 'BAD_VALUE', 'language'],
    ['Document', { language: 'xx' }, 'BAD_VALUE', 'language'],
    ['Document', { language: 'x-word' }, 'BAD_VALUE', 'language'],
    ['Document', { title: 'two\nlines' }, 'BAD_VALUE', 'title'],
    ['Document', { title: 'x'.repeat(501) }, 'BAD_VALUE', 'title'],
    ['Document', { title: 'turned \u202e around' }, 'BAD_VALUE', 'title'],
  ];

  test.each(cases)('%s %j: %s', async (noun, set, code, field) => {
    const expectedRevision = await revisionOf(noun);
    const payload = await edit(library, noun, { id: ids[noun], expectedRevision, set });
    expect(payload.userErrors).toEqual([expect.objectContaining({ code, field })]);
    expect(payload.changes).toEqual([]);
    expect(await revisionOf(noun)).toBe(expectedRevision);
  });

  test('all at once, and nothing is changed', async () => {
    const payload = await edit(library, 'Document', {
      id: ids.Document,
      expectedRevision: await revisionOf('Document'),
      set: { title: 'Good', language: '?', releasedOn: 'soon' },
      reset: ['colour', 'title'],
    });
    expect(payload.userErrors.map(({ field }) => field)).toEqual(['title']);
    const second = await edit(library, 'Document', {
      id: ids.Document,
      expectedRevision: await revisionOf('Document'),
      set: { title: 'Good', language: '?', releasedOn: 'soon' },
      reset: ['colour'],
    });
    expect(second.userErrors.map(({ code, field }) => `${code} ${String(field)}`)).toEqual([
      'BAD_VALUE language',
      'BAD_VALUE releasedOn',
      'UNKNOWN_FIELD colour',
    ]);
    expect(second.curation).toBeNull();
  });

  test('names of a version that its sibling is called by, in any case: an answer would not say which of both it came from', async () => {
    const sibling = await idsOf(library, 'gate', '1.0', 'guide');
    const label = async (set: Record<string, unknown>, reset: readonly string[] = []): Promise<void> => {
      const { curation } = await library.ask<{ curation: { revision: number } }>(
        'query Revision($id: ID!) { curation(id: $id) { revision } }',
        { id: sibling.Version },
      );
      const input = { id: sibling.Version, expectedRevision: curation.revision, set, reset };
      expect((await edit(library, 'Version', input)).userErrors).toEqual([]);
    };
    await label({ label: 'First' });
    for (const set of [{ label: 'FIRST' }, { aliases: ['first'] }]) {
      const payload = await edit(library, 'Version', {
        id: ids.Version,
        expectedRevision: await revisionOf('Version'),
        set,
      });
      expect(payload.userErrors).toMatchObject([
        { code: 'NAME_TAKEN', message: expect.stringMatching(/^"first" stands for "1\.0" already\. Give another/iu) },
      ]);
    }
    // Its own label is nobody else's.
    await label({ label: 'first' });
    await label({}, ['label']);
  });

  test('an edit of nothing, and of what is not there', async () => {
    const nothing = await edit(library, 'Vendor', { id: ids.Vendor, expectedRevision: 0 });
    expect(nothing.userErrors.map(({ code }) => code)).toEqual(['NOTHING_TO_DO']);
    const id = Buffer.from('Document:00000000-0000-4000-8000-000000000000').toString('base64');
    const gone = await edit(library, 'Document', { id, expectedRevision: 0, set: { title: 'x' } });
    expect(gone.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    await expect(edit(library, 'Vendor', { id: ids.Document, expectedRevision: 0 })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});

test('of two who changed the same field the second is told who did what; other fields merge on request', async () => {
  const expectedRevision = await revisionOf('Document');
  const base = { id: ids.Document, expectedRevision };
  const first = await edit(library, 'Document', { ...base, set: { title: 'By Ann' } }, curator('Ann'));
  expect(first.curation?.revision).toBe(expectedRevision + 1);
  const second = await edit(library, 'Document', { ...base, merge: true, set: { title: 'By Ben' } }, curator('Ben'));
  expect(second.userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT', field: 'title' })]);
  expect(second.conflict).toEqual({
    overlapping: ['title'],
    changes: [{ field: 'title', callerName: 'Ann', after: 'By Ann' }],
  });
  expect(second.curation?.revision).toBe(expectedRevision + 1);
  const other = { ...base, set: { releasedOn: '2026-02-28' } };
  const unasked = await edit(library, 'Document', other, curator('Ben'));
  expect(unasked.userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT', field: null })]);
  const merged = await edit(library, 'Document', { ...other, merge: true }, curator('Ben'));
  expect(merged).toMatchObject({ userErrors: [], conflict: null, curation: { revision: expectedRevision + 2 } });
  const ahead = await edit(library, 'Document', { ...other, merge: true, expectedRevision: 9_999 });
  expect(ahead.userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT' })]);
});

test('of many edits at once with one revision exactly one is made', async () => {
  const expectedRevision = await revisionOf('Product');
  const edits = Array.from({ length: 8 }, (_, at) =>
    edit(library, 'Product', { id: ids.Product, expectedRevision, set: { name: `Name ${String(at)}` } }),
  );
  const made = (await Promise.all(edits)).filter(({ userErrors }) => userErrors.length === 0);
  expect(made).toHaveLength(1);
  expect(await revisionOf('Product')).toBe(expectedRevision + 1);
});

test('the history holds each field with what it was before, who, where and why; what changes nothing leaves no row', async () => {
  const note = 'As on the cover';
  const { changes } = await change('Document', { set: { title: 'Cover title', licence: 'MIT' }, note });
  expect(changes.map(({ field, before }) => [field, before])).toEqual([
    ['licence', null],
    ['title', 'By Ann'],
  ]);
  expect((await change('Document', { set: { title: 'Cover title' } })).changes).toEqual([]);
  const { document } = await library.ask<{ document: { curation: { history: unknown } } }>(
    `query History { document(product: "gate", version: "2.0", slug: "guide") { curation { history(first: 2) {
      nodes { field beforeSet before afterSet after extracted note callerName callerKind door subjectPath } } } } }`,
  );
  const by = { note, callerName: 'this machine', callerKind: 'MACHINE', door: 'COMMAND_LINE' };
  expect(document.curation.history).toEqual({
    nodes: [
      {
        field: 'title',
        beforeSet: true,
        before: 'By Ann',
        afterSet: true,
        after: 'Cover title',
        extracted: 'Gate guide',
      },
      { field: 'licence', beforeSet: true, before: null, afterSet: true, after: 'MIT', extracted: null },
    ].map((row) => ({ ...row, ...by, subjectPath: 'gate/2.0/guide' })),
  });
});

test('changes are taken back one by one, or all of a thing since a revision; what was changed since stays', async () => {
  const before = await revisionOf('Document');
  const first = await change('Document', { set: { sourceUrl: 'https://acme.example/1', title: 'First' } });
  await change('Document', { set: { title: 'Second' } });
  interface Undone {
    readonly undoChanges: { readonly undone: number; readonly refused: readonly { readonly reason: string }[] };
  }
  const undo = (input: object): Promise<Undone> =>
    library.ask(
      `mutation Undo($input: UndoChangesInput!) { undoChanges(input: $input) { undone refused { reason } } }`,
      { input },
    );
  expect(await undo({ changeIds: first.changes.map(({ id }) => id) })).toEqual({
    undoChanges: { undone: 1, refused: [{ reason: 'CHANGED_SINCE' }] },
  });
  expect(await standing(library, ids.Document, 'sourceUrl')).toMatchObject({ isOverridden: false });
  expect(await standing(library, ids.Document, 'title')).toMatchObject({ effective: 'Second' });
  expect(await undo({ subjectId: ids.Document, afterRevision: before })).toMatchObject({
    undoChanges: { refused: [] },
  });
  expect(await standing(library, ids.Document, 'title')).toMatchObject({ effective: 'Cover title' });
  await expect(undo({})).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('strangers neither see nor change what curators do', async () => {
  const look = `query Look { product(slug: "gate") { curation { revision } } }`;
  await expect(library.ask(look, {}, strangers)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const input = { id: ids.Product, expectedRevision: 0, set: { name: 'x' } };
  await expect(edit(library, 'Product', input, strangers)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
