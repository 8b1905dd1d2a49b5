/** One edit of many documents: looked at, frozen, made as a whole, taken back; honest about what others changed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { curator, edit, idsOf, standing } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
  const names = Array.from({ length: 5 }, (_, at) => `part-${String(at)}`);
  const files = names.map((name) => [`gate/1.0/${name}/guide.md`, `# ${name}\n\nWords of ${name}.\n`] as const);
  const path = await library.write('manuals', {
    ...Object.fromEntries(files),
    'gate/2.0/part-0/guide.md': '# part-0\n\nNewer words.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
});

afterAll(() => library.close());

interface Preview {
  readonly token: string;
  readonly chosen: number;
  readonly changing: number;
  readonly userErrors: readonly { readonly code: string; readonly field: string }[];
  readonly rows: { readonly totalCount: number; readonly nodes: readonly Record<string, unknown>[] };
}
const previewFields = `token chosen changing
  rows(first: 2) { totalCount nodes { path isStale cells { field before beforeSet after afterSet } } }`;

async function preview(input: Record<string, unknown>): Promise<Preview> {
  const answer = await library.ask<{ previewBulkEdit: { preview: Preview; userErrors: Preview['userErrors'] } }>(
    `mutation Preview($input: BulkEditInput!) { previewBulkEdit(input: $input) {
      preview { ${previewFields} } userErrors { code field } } }`,
    { input },
  );
  const { preview: shown, userErrors } = answer.previewBulkEdit;
  return { ...shown, userErrors };
}

interface Applied {
  readonly bulk: { readonly id: string; readonly changed: number; readonly note: string | null };
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

async function apply(token: string): Promise<Applied> {
  const answer = await library.ask<{ applyBulkEdit: Applied }>(
    `mutation Apply($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { id changed note } refused { path reason } } }`,
    { token },
    curator('Ann'),
  );
  return answer.applyBulkEdit;
}

const undo = (bulkId: string): Promise<unknown> =>
  library.ask(
    `mutation Undo($input: UndoChangesInput!) { undoChanges(input: $input) { undone refused { reason change { subjectPath field } } } }`,
    { input: { bulkId, note: 'Too early' } },
  );

interface Subjects {
  readonly kind: string;
  readonly count: number;
  readonly fields: readonly string[];
  readonly [name: string]: unknown;
}

const subjectsOf = async (id: string): Promise<Subjects[]> => {
  const answer = await library.ask<{ curationBulk: { subjects: Subjects[] } }>(
    `query Subjects($id: ID!) { curationBulk(id: $id) {
      subjects { kind count fields path vendorName productName versionLabel } } }`,
    { id },
  );
  return answer.curationBulk.subjects;
};

const kinds = async (): Promise<string[]> => {
  const answer = await library.ask<{
    product: { version: { documents: { nodes: { kind: string; language: string | null }[] } } };
  }>(`query Kinds { product(slug: "gate") { version(label: "1.0") { documents { nodes { kind language } } } } }`);
  return answer.product.version.documents.nodes.map(({ kind, language }) => `${kind} ${String(language)}`);
};

test('a bulk shows what it would do, does it as a whole, and is taken back where nobody changed it since', async () => {
  const before = await kinds();
  const shown = await preview({
    filter: { products: ['gate'], versions: ['1.0'] },
    set: { kind: 'RELEASE_NOTES', language: 'fi' },
    note: 'All in Finnish',
  });
  expect(shown).toMatchObject({ chosen: 5, changing: 5, userErrors: [], rows: { totalCount: 5 } });
  expect(shown.rows.nodes[1]).toMatchObject({
    path: 'gate/1.0/part-1',
    isStale: false,
    cells: expect.arrayContaining([
      { field: 'language', before: null, beforeSet: false, after: 'fi', afterSet: true },
    ]) as unknown,
  });
  expect(await kinds()).toEqual(before);
  const { bulk, refused } = await apply(shown.token);
  expect({ bulk, refused }).toMatchObject({ bulk: { changed: 10, note: 'All in Finnish' }, refused: [] });
  expect(await kinds()).toEqual(Array.from({ length: 5 }, () => 'RELEASE_NOTES fi'));
  await expect(apply(shown.token)).rejects.toMatchObject({ code: 'NOT_FOUND' });

  const ids = await idsOf(library, 'gate', '1.0', 'part-3');
  await edit(library, 'Document', { id: ids.Document, expectedRevision: 1, set: { language: 'sv' } });
  expect(await undo(bulk.id)).toEqual({
    undoChanges: {
      undone: 9,
      refused: [{ reason: 'CHANGED_SINCE', change: { subjectPath: 'gate/1.0/part-3', field: 'language' } }],
    },
  });
  expect(await kinds()).toEqual(before.map((each, at) => (at === 3 ? each.replace('null', 'sv') : each)));
  // Nothing is left to be taken back a second time, so that there is no bulk of it.
  expect(await undo(bulk.id)).toMatchObject({ undoChanges: { undone: 0 } });
  const { curationBulks } = await library.ask<{ curationBulks: unknown }>(
    `query Bulks { curationBulks { totalCount nodes { kind changed note callerName changes(first: 1) { totalCount } } } }`,
  );
  expect(curationBulks).toEqual({
    totalCount: 2,
    nodes: [
      { kind: 'UNDO', changed: 9, note: 'Too early', callerName: 'this machine', changes: { totalCount: 9 } },
      { kind: 'EDIT', changed: 10, note: 'All in Finnish', callerName: 'Ann', changes: { totalCount: 10 } },
    ],
  });
});

test('what somebody changed after the preview is left as it is and told; what is so already is not counted', async () => {
  const shown = await preview({ filter: { versions: ['1.0'], titleContains: 'PART' }, set: { licence: 'MIT' } });
  expect(shown.changing).toBe(5);
  const ids = await idsOf(library, 'gate', '1.0', 'part-1');
  const { curation } = await library.ask<{ curation: { revision: number } }>(
    `query Revision($id: ID!) { curation(id: $id) { revision } }`,
    { id: ids.Document },
  );
  await edit(library, 'Document', { id: ids.Document, expectedRevision: curation.revision, set: { licence: 'BSD' } });
  const again = await library.ask<{ bulkPreview: Preview }>(
    `query Again($token: ID!) { bulkPreview(token: $token) { ${previewFields} } }`,
    { token: shown.token },
  );
  expect(again.bulkPreview.rows.nodes.map(({ isStale }) => isStale)).toEqual([false, true]);
  expect(await apply(shown.token)).toMatchObject({
    bulk: { changed: 4 },
    refused: [{ path: 'gate/1.0/part-1', reason: 'CHANGED_SINCE' }],
  });
  expect(await standing(library, ids.Document, 'licence')).toMatchObject({ effective: 'BSD' });
  expect(await preview({ filter: { versions: ['1.0'] }, set: { licence: 'MIT' } })).toMatchObject({
    chosen: 5,
    changing: 1,
  });
});

test('hidden documents can be chosen, and by their ids', async () => {
  const { Document: id } = await idsOf(library, 'gate', '2.0', 'part-0');
  const hide = await preview({ filter: { ids: [id] }, set: { visibility: 'HIDDEN' } });
  expect((await apply(hide.token)).bulk.changed).toBe(1);
  const show = await preview({ filter: { visibilities: ['HIDDEN'] }, reset: ['visibility'] });
  expect(show).toMatchObject({ chosen: 1, changing: 1, rows: { nodes: [{ path: 'gate/2.0/part-0' }] } });
  expect((await apply(show.token)).bulk.changed).toBe(1);
});

test('documents are left out of what matches by their ids, of which there can be a thousand', async () => {
  const { Document: id } = await idsOf(library, 'gate', '1.0', 'part-2');
  const filter = { versions: ['1.0'], except: [id] };
  const shown = await preview({ filter, set: { sourceUrl: 'https://acme.example/parts' } });
  expect(shown).toMatchObject({ chosen: 4, changing: 4 });
  const { documents } = await library.ask<{ documents: { nodes: { slug: string }[] } }>(
    `query Rest($filter: DocumentFilterInput!) { documents(filter: $filter) { nodes { slug } } }`,
    { filter },
  );
  expect(documents.nodes.map(({ slug }) => slug)).toEqual(['part-0', 'part-1', 'part-3', 'part-4']);
  expect(await preview({ filter: { ...filter, ids: [id] }, set: { licence: 'x' } })).toMatchObject({ chosen: 0 });
  const many = { filter: { except: Array.from({ length: 1_001 }, () => id) }, set: { licence: 'x' } };
  await expect(preview(many)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('a bulk says when it was taken back, be it change by change, unless that was taken back in turn', async () => {
  const { Document: id } = await idsOf(library, 'gate', '2.0', 'part-0');
  const shown = await preview({ filter: { ids: [id] }, set: { licence: 'MIT', sourceUrl: 'https://acme.example/0' } });
  const { bulk } = await apply(shown.token);
  const stateOf = async (bulkId: string) => {
    const { curationBulk } = await library.ask<{
      curationBulk: { takenBackAt: Date | null; changes: { nodes: { id: string }[] } };
    }>(`query Bulk($id: ID!) { curationBulk(id: $id) { takenBackAt changes { nodes { id } } } }`, { id: bulkId });
    return { at: curationBulk.takenBackAt, changes: curationBulk.changes.nodes.map((change) => change.id) };
  };
  const takeBack = async (input: Record<string, unknown>): Promise<string | null> => {
    const { undoChanges } = await library.ask<{ undoChanges: { undone: number; bulkId: string | null } }>(
      `mutation Undo($input: UndoChangesInput!) { undoChanges(input: $input) { undone bulkId } }`,
      { input },
    );
    return undoChanges.bulkId;
  };
  const made = await stateOf(bulk.id);
  expect(made).toEqual({ at: null, changes: [expect.any(String), expect.any(String)] });
  await takeBack({ changeIds: [made.changes[0]] });
  expect((await stateOf(bulk.id)).at).toBeNull();
  await takeBack({ changeIds: [made.changes[1]] });
  expect((await stateOf(bulk.id)).at).not.toBeNull();

  const other = { licence: 'BSD', sourceUrl: 'https://acme.example/other' };
  const again = await apply((await preview({ filter: { ids: [id] }, set: other })).token);
  const undoing = await takeBack({ bulkId: again.bulk.id });
  expect((await stateOf(again.bulk.id)).at).not.toBeNull();
  await takeBack({ bulkId: undoing });
  expect((await stateOf(again.bulk.id)).at).toBeNull();
  expect((await stateOf(undoing ?? '')).at).not.toBeNull();
});

test('what a curator confirmed is not among what nobody decided', async () => {
  const chosen = async (undecided: readonly string[]): Promise<number> =>
    (await preview({ filter: { versions: ['1.0'], undecided }, set: { licence: 'any' } })).chosen;
  const { Document: id } = await idsOf(library, 'gate', '1.0', 'part-3');
  const before = await chosen(['kind']);
  const shown = await preview({ filter: { ids: [id] }, confirm: ['kind'] });
  const { bulk } = await apply(shown.token);
  expect(bulk.changed).toBe(1);
  expect(await chosen(['kind'])).toBe(before - 1);
  expect(await chosen(['releasedOn', 'kind'])).toBe(before - 1);
  expect(await chosen(['releasedOn'])).toBe(5);
  await expect(chosen(['colour'])).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/^Documents have no field "colour"\. They have: title, kind, language/),
  });
  expect((await preview({ filter: { ids: [id] }, reset: ['kind'] })).chosen).toBe(1);
});

test('bad values are told before anything is frozen', async () => {
  const shown = await preview({ filter: {}, set: { language: 'Finnish' }, reset: ['colour'] });
  expect(shown).not.toHaveProperty('token');
  expect(shown.userErrors.map(({ code, field }) => `${code} ${field}`)).toEqual([
    'BAD_VALUE language',
    'UNKNOWN_FIELD colour',
  ]);
});

test('a bulk that fails in the middle changes nothing and can be made again', async () => {
  const { dataSource } = library.app.store;
  const shown = await preview({ filter: { versions: ['1.0'] }, set: { releasedOn: '2026-01-02' } });
  const rows = async (): Promise<unknown> =>
    dataSource.query(`SELECT (SELECT count(*) FROM curation_change) AS changes, (SELECT count(*) FROM curation_bulk) AS bulks,
      (SELECT count(*) FROM document WHERE overrides ? 'releasedOn') AS overridden`);
  const before = await rows();
  await dataSource.query(`CREATE FUNCTION fall_over() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.slug = 'part-3' THEN RAISE 'fell over'; END IF; RETURN NEW; END $$`);
  await dataSource.query(
    `CREATE TRIGGER fall_over BEFORE UPDATE ON document FOR EACH ROW EXECUTE FUNCTION fall_over()`,
  );
  await expect(apply(shown.token)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  expect(await rows()).toEqual(before);
  await dataSource.query(`DROP FUNCTION fall_over CASCADE`);
  expect((await apply(shown.token)).bulk.changed).toBe(5);
});

test('of two who make the same bulk at once one does', async () => {
  const shown = await preview({ filter: { versions: ['1.0'] }, set: { sourceUrl: 'https://acme.example/' } });
  const outcomes = await Promise.allSettled([apply(shown.token), apply(shown.token)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('strangers do not get as far as a preview', async () => {
  const source = `mutation Preview { previewBulkEdit(input: { filter: {}, set: { licence: "x" } }) { preview { token } } }`;
  await expect(library.ask(source, {}, anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a bulk says what it was about: how many things of which sort, and what they have in common', async () => {
  await library.ingest(await library.write('more', { 'pump/1.0/guide/text.md': '# Guide\n\nPumps.\n' }), {
    vendor: 'Acme',
  });
  const made = async (filter: object, set: object): Promise<string> =>
    (await apply((await preview({ filter, set })).token)).bulk.id;
  const common = { kind: 'DOCUMENT', vendorName: 'Acme' };
  const one = await made(
    { products: ['gate'], versions: ['2.0'] },
    { licence: 'One', sourceUrl: 'https://a.example/' },
  );
  expect(await subjectsOf(one)).toEqual([
    {
      ...common,
      count: 1,
      fields: ['licence', 'sourceUrl'],
      path: 'gate/2.0/part-0',
      ...{ productName: 'Gate', versionLabel: '2.0' },
    },
  ]);
  const version = await made({ products: ['gate'], versions: ['1.0'] }, { licence: 'Two' });
  expect(await subjectsOf(version)).toMatchObject([
    { ...common, count: 5, fields: ['licence'], path: 'gate/1.0', productName: 'Gate', versionLabel: '1.0' },
  ]);
  const product = await made({ products: ['gate'] }, { licence: 'Three' });
  expect(await subjectsOf(product)).toMatchObject([
    { ...common, count: 6, path: 'gate', productName: 'Gate', versionLabel: null },
  ]);
  const vendor = await made({ vendors: ['acme'] }, { licence: 'Four' });
  expect(await subjectsOf(vendor)).toMatchObject([{ ...common, count: 7, path: null, productName: null }]);
});

test('changes are listed by the bulk that made them, and name it', async () => {
  const { token } = await preview({ filter: { products: ['gate'], versions: ['2.0'] }, set: { language: 'sv' } });
  const { bulk } = await apply(token);
  const query = `query ByBulk($filter: CurationChangeFilterInput!) { curationChanges(filter: $filter) {
    nodes { subjectPath field bulk { id kind subjects { kind count } } } } }`;
  const { curationChanges } = await library.ask<{ curationChanges: { nodes: unknown[] } }>(query, {
    filter: { bulkId: bulk.id },
  });
  const about = { id: bulk.id, kind: 'EDIT', subjects: [{ kind: 'DOCUMENT', count: 1 }] };
  expect(curationChanges.nodes).toEqual([{ subjectPath: 'gate/2.0/part-0', field: 'language', bulk: about }]);
  await expect(library.ask(query, { filter: { bulkId: 'nonsense' } })).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
