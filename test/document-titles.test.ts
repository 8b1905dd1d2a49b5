/** Titles that only repeat the name of a file or folder, or are shared: found, told what the text says instead, and set from there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DocumentTitles1764081000000 } from '../migrations/1764081000000-document-titles.js';
import { anonymous, type Caller } from '../src/caller.js';
import { examinePostgres } from '../src/doctor/examine-postgres.js';
import { mistitledDocuments } from '../src/store/writes/document-titles.js';
import { edit, idsOf } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { move } from './testkit/moving.js';

let library: TestLibrary;

/** Of documents of one file without a title of its own, where not said otherwise. */
const files = {
  'getting_started.md': '## Begin *here*\n\nWords of the beginning.\n',
  'установка-шлюза.md': '## Как поставить\n\nСлова.\n',
  // No heading at all.
  'plain-words.txt': 'nothing but words in one line.\n',
  // Said by the text as well, or otherwise: both are no names.
  'notes.md': '# Notes\n\nWords of notes.\n',
  'install.md': '# Install the gate\n\nWords of installing.\n',
  // Stated, and the name of its file, or what it reads as.
  'get-started.md': '---\ntitle: Get started\n---\n\n## Before you begin\n\nWords of getting.\n',
  'best-practices.md': '---\ntitle: Best Practices\n---\n\n## Least hardware\n\nWords of practice.\n',
  // The only file of a folder: not its name either.
  'manual/ug_12.md': '## Use of gates\n\nWords of use.\n',
  // A folder with a file that introduces it, by a heading or by front matter, and one without.
  'node-work/index.md': '# Work on nodes\n\nWords of nodes.\n',
  'node-work/add.md': '# Add one\n\nWords of adding.\n',
  'big/cluster-work/_index.md': '---\ntitle: Work on clusters\n---\n\nWords of clusters.\n',
  'big/cluster-work/add.md': '# Add another\n\nWords of more.\n',
  'parts/one.md': '# One\n\nWords of one.\n',
  'parts/two.md': '# Two\n\nWords of two.\n',
};

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write(
    'manuals',
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`gate/1.0/${name}`, text])),
  );
  await library.ingest(path, { vendor: 'Acme' });
});

afterAll(() => library.close());

type Titled = Readonly<Record<string, readonly [title: string, stated: string | null]>>;

async function titles(titleFromName: boolean | null): Promise<Titled> {
  const { documents } = await library.ask<{
    documents: { totalCount: number; nodes: { slug: string; title: string; statedTitle: string | null }[] };
  }>(
    `query Titles($from: Boolean) { documents(first: 100, filter: { titleFromName: $from }) {
      totalCount nodes { slug title statedTitle } } }`,
    { from: titleFromName },
  );
  expect(documents.totalCount).toBe(documents.nodes.length);
  return Object.fromEntries(documents.nodes.map(({ slug, title, statedTitle }) => [slug, [title, statedTitle]]));
}

const named: Titled = {
  getting_started: ['Getting started', 'Begin here'],
  'установка-шлюза': ['Установка шлюза', 'Как поставить'],
  'plain-words': ['Plain words', null],
  'node-work': ['Node work', 'Work on nodes'],
  'big-cluster-work': ['Big / Cluster work', 'Work on clusters'],
  parts: ['Parts', null],
  manual: ['Ug 12', 'Use of gates'],
};
const titled: Titled = Object.fromEntries(
  [
    ['notes', 'Notes'],
    ['install', 'Install the gate'],
    ['get-started', 'Get started'],
    ['best-practices', 'Best Practices'],
  ].map(([slug = '', title = '']) => [slug, [title, title]]),
);

interface Preview {
  readonly token: string;
  readonly chosen: number;
  readonly changing: number;
  readonly rows: { readonly nodes: readonly { readonly path: string; readonly cells: readonly object[] }[] };
}

async function preview(input: object): Promise<{ preview: Preview | null; userErrors: readonly object[] }> {
  const { previewBulkEdit } = await library.ask<{
    previewBulkEdit: { preview: Preview | null; userErrors: readonly object[] };
  }>(
    `mutation Preview($input: BulkEditInput!) { previewBulkEdit(input: $input) { userErrors { code field }
      preview { token chosen changing rows(first: 20) { nodes { path cells { field before after afterSet } } } } } }`,
    { input },
  );
  return previewBulkEdit;
}

const apply = async (token: string): Promise<string> => {
  const { applyBulkEdit } = await library.ask<{ applyBulkEdit: { bulk: { id: string } } }>(
    `mutation Apply($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { id } } }`,
    { token },
  );
  return applyBulkEdit.bulk.id;
};

const undo = (bulkId: string): Promise<unknown> =>
  library.ask(`mutation Undo($id: ID!) { undoChanges(input: { bulkId: $id }) { undone } }`, { id: bulkId });

test('documents are listed whose title only repeats a name; what the text states is told of all', async () => {
  expect(await titles(true)).toEqual(named);
  expect(await titles(false)).toEqual(titled);
  expect(await titles(null)).toEqual({ ...named, ...titled });
});

test('they are told apart by whether the text states a title', async () => {
  const stated = async (hasStatedTitle: boolean): Promise<string[]> => {
    const { documents } = await library.ask<{ documents: { nodes: { slug: string }[] } }>(
      `query Stated($has: Boolean) { documents(filter: { titleFromName: true, hasStatedTitle: $has }) { nodes { slug } } }`,
      { has: hasStatedTitle },
    );
    return documents.nodes.map(({ slug }) => slug);
  };
  expect(await stated(true)).toEqual(['big-cluster-work', 'getting_started', 'manual', 'node-work', 'установка-шлюза']);
  expect(await stated(false)).toEqual(['parts', 'plain-words']);
});

test('a title that a curator set is no name, also where it reads as one', async () => {
  const { Document: id } = await idsOf(library, 'gate', '1.0', 'parts');
  await edit(library, 'Document', { id, expectedRevision: 0, set: { title: 'PARTS' } });
  expect(await titles(true)).not.toHaveProperty('parts');
  await edit(library, 'Document', { id, expectedRevision: 1, reset: ['title'] });
  expect(await titles(true)).toEqual(named);
});

test('each of many gets the title that its text states, after a look at every row, and is taken back', async () => {
  const shown = await preview({ filter: {}, useStatedTitle: true });
  expect(shown).toMatchObject({ userErrors: [], preview: { chosen: 5, changing: 5 } });
  const rows = shown.preview!.rows.nodes;
  expect(rows.map(({ path }) => path)).toEqual(
    ['big-cluster-work', 'getting_started', 'manual', 'node-work', 'установка-шлюза'].map((slug) => `gate/1.0/${slug}`),
  );
  const row = { field: 'title', before: 'Getting started', after: 'Begin here', afterSet: true };
  expect(rows[1]!.cells).toEqual([row]);
  expect(await titles(true)).toEqual(named);
  const bulk = await apply(shown.preview!.token);
  expect(await titles(true)).toEqual({ 'plain-words': ['Plain words', null], parts: ['Parts', null] });
  expect(await titles(false)).toMatchObject({ 'node-work': ['Work on nodes', 'Work on nodes'], ...titled });
  expect((await preview({ filter: {}, useStatedTitle: true })).preview).toMatchObject({ chosen: 0, changing: 0 });
  expect(await undo(bulk)).toEqual({ undoChanges: { undone: 5 } });
  expect(await titles(true)).toEqual(named);
});

test('titles that are right are confirmed: they leave the list of names, and nobody is asked to look at them', async () => {
  const named = { products: ['gate'], titleFromName: true };
  const filter = { ...named, hasStatedTitle: false };
  const shown = await preview({ filter, confirm: ['title'] });
  expect(shown).toMatchObject({ userErrors: [], preview: { chosen: 2, changing: 2 } });
  const kept = { field: 'title', before: 'Plain words', after: 'Plain words', afterSet: true };
  expect(shown.preview!.rows.nodes[1]!.cells).toEqual([kept]);
  const bulk = await apply(shown.preview!.token);
  expect(Object.keys(await titles(true))).not.toContain('plain-words');
  expect(Object.keys(await titles(true))).not.toContain('parts');
  const { curationReview } = await library.ask<{ curationReview: object }>(
    `query Review { curationReview { totalCount } }`,
  );
  expect(curationReview).toEqual({ totalCount: 0 });
  // Once more, of all: those that a curator set are set already.
  const again = await preview({ filter: { products: ['gate'], slugContains: 'pa' }, confirm: ['title'] });
  expect(again).toMatchObject({ userErrors: [], preview: { chosen: 0 } });
  await undo(bulk);
  expect(await titles(true)).toMatchObject({ 'plain-words': ['Plain words', null], parts: ['Parts', null] });
});

test('other fields change beside it, also of documents that keep their title', async () => {
  const shown = await preview({ filter: { slugContains: 'ta' }, set: { licence: 'MIT' }, useStatedTitle: true });
  expect(shown.preview).toMatchObject({ chosen: 3, changing: 3 });
  const fields = shown.preview!.rows.nodes.map(({ path, cells }) => [
    path.slice('gate/1.0/'.length),
    cells.map((cell) => (cell as { field: string }).field),
  ]);
  expect(Object.fromEntries(fields)).toEqual({
    getting_started: ['title', 'licence'],
    install: ['licence'],
    'get-started': ['licence'],
  });
});

test('one title for all and each its own are not both made', async () => {
  const both = { userErrors: [{ code: 'BAD_VALUE', field: 'title' }], preview: null };
  expect(await preview({ filter: {}, set: { title: 'X' }, useStatedTitle: true })).toEqual(both);
  expect(await preview({ filter: {}, reset: ['title'], useStatedTitle: true })).toEqual(both);
  expect(await preview({ filter: {}, set: { title: 'X' }, confirm: ['title'] })).toEqual(both);
  expect(await preview({ filter: {}, confirm: ['title'], useStatedTitle: true })).toEqual(both);
  expect(await preview({ filter: {}, confirm: ['colour'] })).toEqual({
    userErrors: [{ code: 'UNKNOWN_FIELD', field: 'colour' }],
    preview: null,
  });
  const nothing = { userErrors: [{ code: 'NOTHING_TO_DO', field: null }], preview: null };
  expect(await preview({ filter: {}, useStatedTitle: false })).toEqual(nothing);
});

test('the CSV of documents tells the title in the text, and takes it for nothing on the way in', async () => {
  const { csv } = await library.ask<{ csv: string }>(
    `query Csv { csv: curationCsv(filter: { titleFromName: true, slugContains: "node" }) }`,
  );
  const [head, row] = csv.split('\r\n');
  expect(head).toMatch(/^path,revision,statedTitle,title,/);
  expect(row).toMatch(/^gate\/1\.0\/node-work,\d+,Work on nodes,Node work,/);
  const changing = async (text: string): Promise<unknown> => {
    const { previewCsvEdit } = await library.ask<{ previewCsvEdit: unknown }>(
      `mutation Csv($csv: String!) { previewCsvEdit(input: { csv: $csv }) { preview { changing } rowErrors { message } } }`,
      { csv: text },
    );
    return previewCsvEdit;
  };
  expect(await changing(csv.replace('Work on nodes', 'Something else'))).toEqual({
    preview: { changing: 0 },
    rowErrors: [],
  });
  expect(await changing(csv.replace('Node work', 'Work on nodes'))).toEqual({
    preview: { changing: 1 },
    rowErrors: [],
  });
});

test('a name is known beside the hash that tells slugs apart, and after the slug was changed', async () => {
  const folders = { 'valve/1.0/node-work': '# Work on valves\n', 'valve/1.0/node work': '# More work\n' };
  const pages = Object.entries(folders).flatMap(([folder, text]) => [
    [`${folder}/index.md`, text] as const,
    [`${folder}/more.md`, '# More\n\nWords.\n'] as const,
  ]);
  await library.ingest(await library.write('valves', Object.fromEntries(pages)), { vendor: 'Acme' });
  const listed = async (): Promise<unknown> => {
    const { documents } = await library.ask<{ documents: { nodes: { slug: string; title: string }[] } }>(
      `query Listed { documents(filter: { titleFromName: true, products: ["valve"] }) { nodes { slug title } } }`,
    );
    return documents.nodes;
  };
  const hashed = { slug: expect.stringMatching(/^node-work-[0-9a-f]{6}$/) as unknown, title: 'Node work' };
  expect(await listed()).toEqual([{ slug: 'node-work', title: 'Node work' }, hashed]);
  const { Document: id } = await idsOf(library, 'valve', '1.0', 'node-work');
  await move(library, { things: [id], slug: 'chapter-three' });
  expect(await listed()).toEqual([{ slug: 'chapter-three', title: 'Node work' }, hashed]);
});

test('what the text states stays when the slug is changed, and follows its file from there', async () => {
  const path = await library.write('pumps', {
    'pump/1.0/handbook/handbook.md': '# Care of pumps\n\nWords.\n',
    'pump/1.0/handbook/more.md': '# More\n\nWords.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  const told = async (): Promise<unknown> => {
    const { documents } = await library.ask<{ documents: { nodes: unknown } }>(
      `query Told { documents(filter: { products: ["pump"] }) { nodes { slug title statedTitle } } }`,
    );
    return documents.nodes;
  };
  const node = { slug: 'handbook', title: 'Handbook', statedTitle: 'Care of pumps' };
  expect(await told()).toEqual([node]);
  const { Document: id } = await idsOf(library, 'pump', '1.0', 'handbook');
  await move(library, { things: [id], slug: 'chapter-four' });
  expect(await told()).toEqual([{ ...node, slug: 'chapter-four' }]);
  expect(await mistitledDocuments(library.app.store.dataSource)).toEqual([]);
  await library.write('pumps', { 'pump/1.0/handbook/handbook.md': '# Repair of pumps\n\nWords.\n' });
  await library.ingest(path, { vendor: 'Acme' });
  expect(await told()).toEqual([{ ...node, slug: 'chapter-four', statedTitle: 'Repair of pumps' }]);
});

test('titles are found that other documents of the version have, in force and for who asks', async () => {
  const path = await library.write('lamps', {
    'lamp/1.0/alpha.md': '# Overview\n\nWords of alpha.\n',
    'lamp/1.0/beta.md': '# OVERVIEW\n\nWords of beta.\n',
    'lamp/1.0/gamma.md': '# Gamma rays\n\nWords of gamma.\n',
    // Alone in its version; another product has it, too.
    'lamp/2.0/delta.md': '# Overview\n\nWords of delta.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  const shared = async (filter: object, caller?: Caller): Promise<string[]> => {
    const { documents } = await library.ask<{ documents: { totalCount: number; nodes: { slug: string }[] } }>(
      `query Shared($filter: DocumentFilterInput!) { documents(filter: $filter) { totalCount nodes { slug } } }`,
      { filter: { products: ['lamp'], titleShared: true, ...filter } },
      caller,
    );
    expect(documents.totalCount).toBe(documents.nodes.length);
    return documents.nodes.map(({ slug }) => slug);
  };
  expect(await shared({})).toEqual(['alpha', 'beta']);
  expect(await shared({ titleShared: false })).toEqual(['gamma', 'delta']);
  expect(await shared({ titleShared: null })).toEqual(['alpha', 'beta', 'gamma', 'delta']);

  const idOf = async (slug: string): Promise<string> => (await idsOf(library, 'lamp', '1.0', slug)).Document;
  const [alpha, gamma] = [await idOf('alpha'), await idOf('gamma')];
  await edit(library, 'Document', { id: alpha, expectedRevision: 0, set: { title: 'Alpha' } });
  expect(await shared({})).toEqual([]);
  await edit(library, 'Document', { id: gamma, expectedRevision: 0, set: { title: 'overview' } });
  expect(await shared({})).toEqual(['beta', 'gamma']);

  await edit(library, 'Document', { id: gamma, expectedRevision: 1, set: { visibility: 'CURATORS' } });
  expect(await shared({})).toEqual(['beta', 'gamma']);
  expect(await shared({}, anonymous('GRAPHQL', 'Sign in.'))).toEqual([]);
  // Readers see the one title where the other is hidden; the hidden one would meet it.
  await edit(library, 'Document', { id: gamma, expectedRevision: 2, set: { visibility: 'HIDDEN' } });
  expect(await shared({})).toEqual([]);
  expect(await shared({ states: ['HIDDEN'] })).toEqual(['gamma']);
  await edit(library, 'Document', { id: gamma, expectedRevision: 3, reset: ['title'] });
  expect(await shared({ states: ['HIDDEN'] })).toEqual([]);
  expect(await shared({ states: ['HIDDEN'], titleShared: false })).toEqual(['gamma']);
});

test('a title that a curator set, and one that others of the version have or would get, is not taken', async () => {
  const path = await library.write('doors', {
    'door/1.0/alpha_1.md': '## Overview\n\nWords of alpha.\n',
    'door/1.0/beta_1.md': '## OVERVIEW\n\nWords of beta.\n',
    'door/1.0/gamma_1.md': '## Gamma rays\n\nWords of gamma.\n',
    'door/1.0/delta_1.md': '## Delta wings\n\nWords of delta.\n',
    'door/1.0/epsilon_1.md': '## EPSILON 1\n\nWords of epsilon.\n',
    'door/1.0/hinge_1.md': '## Hinges of doors\n\nWords of hinges.\n',
    // Has what another states.
    'door/1.0/taken.md': '# gamma RAYS\n\nWords of rays.\n',
    // Another version: it is free there.
    'door/2.0/alpha_1.md': '## Overview\n\nWords of alpha.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  const { Document: id } = await idsOf(library, 'door', '1.0', 'delta_1');
  await edit(library, 'Document', { id, expectedRevision: 0, set: { title: 'Delta' } });
  const { preview: shown } = await preview({ filter: { products: ['door'] }, useStatedTitle: true });
  const after = shown!.rows.nodes.map(({ path: place, cells }) => [place, (cells[0] as { after: string }).after]);
  expect(Object.fromEntries(after)).toEqual({
    // Only its own title is the same but for the case.
    'door/1.0/epsilon_1': 'EPSILON 1',
    'door/1.0/hinge_1': 'Hinges of doors',
    'door/2.0/alpha_1': 'Overview',
  });
});

/** What is kept of each document, by slug. */
async function kept(): Promise<unknown> {
  const sql = `SELECT slug, stated_title AS stated, title_from_name AS named FROM document ORDER BY slug, id`;
  return library.app.store.dataSource.query(sql);
}

test('a library of before learns what its texts state', async () => {
  const before = await kept();
  const runner = library.app.store.dataSource.createQueryRunner();
  const migration = new DocumentTitles1764081000000();
  await migration.down(runner);
  await migration.up(runner);
  await runner.release();
  expect(await kept()).toEqual(before);
  expect(await mistitledDocuments(library.app.store.dataSource)).toEqual([]);
});

test('doctor finds what is wrong of it, and puts it right', async () => {
  const { dataSource } = library.app.store;
  const right = await kept();
  await dataSource.query(`UPDATE document SET stated_title = 'Wrong' WHERE slug = 'parts'`);
  await dataSource.query(`UPDATE document SET title_from_name = NOT title_from_name WHERE slug = 'install'`);
  const found = async (repair: boolean) =>
    (await examinePostgres(dataSource, repair)).find(({ check }) => check === 'titles');
  expect(await found(false)).toMatchObject({ state: 'WARNING', figures: { mistitled: 2 } });
  expect(await found(true)).toMatchObject({ state: 'REPAIRED', figures: { mistitled: 2 } });
  expect(await found(false)).toMatchObject({ state: 'OK' });
  expect(await kept()).toEqual(right);
});
