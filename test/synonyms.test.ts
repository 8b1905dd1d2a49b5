/** Synonyms of curators: what they find, where, who may change them, and what stays when sources are read again. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { curator } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const radio = {
  'radio/1/guide/guide.md': '# Radio\n\n## Antennas\n\nEvery access point has two antennas.\n',
  'radio/1/power/power.md': '# Power\n\n## Supply\n\nThe wireless bridge draws 12 watts.\n',
};

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(await library.write('acme', radio), { vendor: 'Acme' });
  const other = { 'lamp/1/lamp/lamp.md': '# Lamp\n\n## Light\n\nAn access point of light.\n' };
  await library.ingest(await library.write('glow', other), { vendor: 'Glow' });
});

afterAll(() => library.close());

interface Found {
  readonly parsed: {
    readonly synonyms: readonly { readonly term: string; readonly alternatives: readonly string[] }[];
  };
  readonly didYouMean: string | null;
  readonly hits: {
    readonly nodes: readonly {
      readonly chunk: { readonly document: { readonly slug: string } };
      readonly explain: { readonly synonyms: readonly { readonly alternatives: readonly string[] }[] };
      readonly highlights: readonly {
        readonly pieces: readonly { readonly text: string; readonly isMatch: boolean }[];
      }[];
    }[];
  };
}

async function search(query: string, scope: Record<string, unknown> = {}, rules = true): Promise<Found> {
  const answer = await library.ask<{ search: Found }>(
    `query Find($query: String!, $scope: ScopeInput, $rules: Boolean) {
      search(query: $query, mode: LEXICAL, scope: $scope, rules: $rules) {
        parsed { synonyms { term alternatives } } didYouMean
        hits { nodes { chunk { document { slug } } explain { synonyms { alternatives } } highlights { pieces { text isMatch } } } } } }`,
    { query, scope, rules },
  );
  return answer.search;
}

async function found(query: string, scope?: Record<string, unknown>, rules?: boolean): Promise<string[]> {
  return (await search(query, scope, rules)).hits.nodes.map(({ chunk }) => chunk.document.slug).sort();
}

interface Made {
  readonly id: string;
  readonly revision: number;
}

async function create(input: Record<string, unknown>, caller = curator('Ada')): Promise<Made> {
  const answer = await library.ask<{ createSynonym: { synonym: Made } }>(
    'mutation Create($input: CreateSynonymInput!) { createSynonym(input: $input) { synonym { id revision } } }',
    { input: { synonym: input } },
    caller,
  );
  return answer.createSynonym.synonym;
}

async function update(seen: Made, input: Record<string, unknown>, caller = curator('Bob')): Promise<Made> {
  const answer = await library.ask<{ updateSynonym: { synonym: Made } }>(
    `mutation Update($input: UpdateSynonymInput!) {
      updateSynonym(input: $input) { synonym { id revision } } }`,
    { input: { id: seen.id, expectedRevision: seen.revision, synonym: input } },
    caller,
  );
  return answer.updateSynonym.synonym;
}

async function remove({ id, revision }: Made): Promise<void> {
  await library.ask('mutation Delete($input: DeleteSettingInput!) { deleteSynonym(input: $input) { id } }', {
    input: { id, expectedRevision: revision },
  });
}

test('terms of a synonym find each other, and are told; without rules they do not', async () => {
  expect(await found('wap')).toEqual([]);
  const made = await create({ terms: ['WAP', 'access point'], vendor: 'acme' });
  const scope = { vendors: ['acme'] };
  const {
    parsed,
    hits: { nodes: hits },
    didYouMean,
  } = await search('wap', scope);
  expect(parsed.synonyms).toEqual([{ term: 'WAP', alternatives: ['access point'] }]);
  expect(hits.map(({ chunk }) => chunk.document.slug)).toEqual(['guide']);
  expect(hits[0]?.explain.synonyms).toEqual([{ alternatives: ['access point'] }]);
  const marked = hits[0]?.highlights[0]?.pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text);
  expect(marked).toEqual(['access point']);
  expect(didYouMean).toBeNull();
  expect(await found('wap', scope, false)).toEqual([]);
  expect(await found('"wap"', scope)).toEqual([]);
  await remove(made);
  expect(await found('wap', scope)).toEqual([]);
});

test('a synonym is in force only where a search is limited to its scope', async () => {
  const made = await create({ terms: ['wap', 'access point'], vendor: 'acme', product: 'radio' });
  expect(await found('wap', { products: ['radio'] })).toEqual(['guide']);
  expect(await found('product:radio wap')).toEqual(['guide']);
  expect(await found('wap', { products: ['radio'], versions: ['1'] })).toEqual(['guide']);
  expect(await found('wap', { products: ['radio', 'lamp'] })).toEqual([]);
  expect(await found('wap', { vendors: ['glow'] })).toEqual([]);
  expect(await found('wap')).toEqual([]);
  const wide = await update(made, { terms: ['wap', 'access point'] });
  expect(await found('wap')).toEqual(['guide', 'lamp']);
  await remove(wide);
});

test('one way means one way, and a synonym that is switched off does nothing', async () => {
  const made = await create({ terms: ['repeater'], alternatives: ['bridge'] });
  expect(await found('repeater')).toEqual(['power']);
  const back = await search('bridge');
  expect(back.parsed.synonyms).toEqual([]);
  const off = await update(made, { terms: ['repeater'], alternatives: ['bridge'], isEnabled: false });
  expect(await found('repeater')).toEqual([]);
  await remove(off);
});

test('who saw an older one meets a conflict that says who changed it; the history has every change', async () => {
  const made = await create({ terms: ['mast', 'pole'] });
  const changed = await update(made, { terms: ['mast', 'pole', 'post'], note: 'Brochure' });
  expect(changed.revision).toBe(2);
  await expect(update(made, { terms: ['mast', 'rod'] })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('changed by Bob') as unknown,
    details: { revision: 2, changedBy: 'Bob' },
  });
  await remove(changed);
  await expect(update(changed, { terms: ['mast', 'rod'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { searchSettingChanges } = await library.ask<{
    searchSettingChanges: { totalCount: number; nodes: unknown[] };
  }>(
    `query History($id: ID!) { searchSettingChanges(kind: SYNONYM, id: $id) { totalCount
      nodes { revision callerName before after } } }`,
    { id: made.id },
  );
  expect(searchSettingChanges).toMatchObject({
    totalCount: 3,
    nodes: [
      { revision: 3, after: null, before: { terms: ['mast', 'pole', 'post'] } },
      { revision: 2, callerName: 'Bob', before: { note: null }, after: { note: 'Brochure' } },
      { revision: 1, callerName: 'Ada', before: null, after: { terms: ['mast', 'pole'] } },
    ],
  });
});

test('a deleted synonym comes back as it was, under its id and with its history; one that is there does not', async () => {
  const restore = async (id: string) => {
    const answer = await library.ask<{ restoreSynonym: { synonym: Record<string, unknown> } }>(
      `mutation Restore($input: RestoreSettingInput!) { restoreSynonym(input: $input) { synonym { id revision terms vendor note } } }`,
      { input: { id } },
      curator('Bob'),
    );
    return answer.restoreSynonym.synonym;
  };
  const made = await create({ terms: ['wap', 'access point'], vendor: 'acme', note: 'Brochure' });
  await expect(restore(made.id)).rejects.toMatchObject({ code: 'CONFLICT', details: { revision: 1 } });
  await remove(made);
  const back = await restore(made.id);
  const said = { terms: ['wap', 'access point'], vendor: 'acme', note: 'Brochure' };
  expect(back).toEqual({ id: made.id, revision: 3, ...said });
  expect(await found('wap', { vendors: ['acme'] })).toEqual(['guide']);
  await remove({ ...made, revision: 3 });
  const never = '00000000-0000-4000-8000-000000000000';
  await expect(restore(never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('synonyms are listed by scope and terms, and looked through by words', async () => {
  const made = [await create({ terms: ['zig', 'zag'] }), await create({ terms: ['alpha', 'omega'] })];
  const list = async (contains?: string) => {
    const { synonyms } = await library.ask<{ synonyms: { totalCount: number; nodes: { terms: string[] }[] } }>(
      'query List($contains: String) { synonyms(contains: $contains, first: 10) { totalCount nodes { terms } } }',
      { contains },
    );
    return [synonyms.totalCount, ...synonyms.nodes.map(({ terms }) => terms[0])];
  };
  expect(await list()).toEqual([2, 'alpha', 'zig']);
  expect(await list('ZAG')).toEqual([1, 'zig']);
  for (const one of made) await remove(one);
});

test('what is no synonym is refused with its field; readers may not see or change any', async () => {
  await expect(create({ terms: ['alone'] })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field: 'terms' } });
  await expect(create({ terms: ['a', '--'] })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { field: 'terms' },
  });
  await expect(create({ terms: ['a', 'b'], note: 'n'.repeat(2_001) })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { field: 'note' },
  });
  await expect(create({ terms: ['a', 'b'] }, anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const list = library.ask('query List { synonyms { totalCount } }', {}, anonymous('GRAPHQL'));
  await expect(list).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a synonym is in force after its sources were read again', async () => {
  const made = await create({ terms: ['wap', 'access point'], product: 'radio' });
  const guide = '# Radio\n\n## Aerials\n\nAny access point has three aerials.\n';
  await library.ingest(await library.write('acme', { 'radio/1/guide/guide.md': guide }), { vendor: 'Acme' });
  const {
    hits: { nodes: hits },
  } = await search('wap', { products: ['radio'] });
  expect(hits.map(({ chunk }) => chunk.document.slug)).toEqual(['guide']);
  await remove(made);
});
