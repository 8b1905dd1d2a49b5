/** Rules of curators: what they do to the hits of a search, who wins, and what they outlast. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Caller } from '../src/caller.js';
import { anonymous } from '../src/caller.js';
import type { RequestContext } from '../src/graphql/context.js';
import { SearchResolver } from '../src/resolvers/search.js';
import type { SearchAnswer } from '../src/search/request.js';
import { curator } from './testkit/curating.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const section = (heading: string, text: string): string => `# Manual\n\n## ${heading}\n\n${text}\n`;
const lamp = section('Lamp', 'The lamp of the twin glows at night, says a widget.');
const files = {
  'pump/1/guide/guide.md': section('Start', 'Open the valve before the pump starts.'),
  'pump/1/faq/faq.md': section('Questions', 'Why does the pump hum? Close the valve.'),
  'pump/1/notes/notes.md': section('Old notes', 'The valve valve valve of the pump was replaced.'),
  'pump/2/guide/guide.md': section('Start', 'Turn the valve of the pump twice to the left.'),
  'pump/2/faq/faq.md': section('Questions', 'Where is the valve of the pump? Behind the lid.'),
  'fan/1/guide/guide.md': section('Blades', 'A fan has no valve.'),
  'twin/1/guide/guide.md': lamp,
  'twin/1/copy/copy.md': lamp,
  'twin/1/release-notes/release-notes.md': lamp,
  'crane/1/guide/guide.md': section('Hook', 'The hook of the crane holds the load and swings left.'),
  'crane/1/faq/faq.md': section('Questions', 'Which hook, hook or hook?'),
  'crane/2/guide/guide.md': section('Hook', 'The hook of the crane holds the load and swings right.'),
};

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(await library.write('acme', files), { vendor: 'Acme' });
  const { dataSource } = library.app.store;
  const place = await addVersion(dataSource, await addProduct(dataSource, 'long'), '1');
  const texts = Array.from({ length: 2_100 }, (_, at) => `The gizmo${String(at)} is long.`);
  await addPassages(dataSource, [place], texts);
  const wide = await addVersion(dataSource, await addProduct(dataSource, 'wide'), '1');
  const widgets = Array.from({ length: 300 }, (_, at) => `Widget, widget, widget: number ${String(at)}.`);
  await addPassages(dataSource, [wide], widgets);
  await dataSource.query(
    `WITH added AS (
       INSERT INTO section (document_id, file_id, position, depth, heading, anchor)
       VALUES ($1, $2, 0, 1, 'All', 'all') RETURNING id)
     UPDATE chunk SET section_id = (SELECT id FROM added) WHERE document_id = $1`,
    [place.documentId, place.fileId],
  );
});

afterAll(() => library.close());

interface Applied {
  readonly name: string;
  readonly effect: string;
  readonly target: string;
  readonly outcome: string;
  readonly reason: string | null;
}

interface Found {
  readonly appliedRules: readonly Applied[];
  readonly redirect: { readonly target: string; readonly chunk: { readonly key: string } } | null;
  readonly hits: {
    readonly nodes: readonly {
      readonly rank: number;
      readonly chunk: { readonly key: string };
      readonly explain: { readonly rules: readonly { readonly name: string; readonly effect: string }[] };
    }[];
  };
}

async function search(query: string, scope: Record<string, unknown>, options: Record<string, unknown> = {}) {
  const answer = await library.ask<{ search: Found }>(
    `query Find($query: String!, $scope: ScopeInput, $rules: Boolean, $first: Int, $mode: SearchMode) {
      search(query: $query, mode: $mode, scope: $scope, rules: $rules) {
        appliedRules { name effect target outcome reason } redirect { target chunk { key } }
        hits(first: $first) { nodes { rank chunk { key } explain { rules { name effect } } } } } }`,
    { query, scope, rules: true, first: 10, mode: 'LEXICAL', ...options },
  );
  return answer.search;
}

/** `product/version/document` of the hits. */
async function found(query: string, scope: Record<string, unknown>, options?: Record<string, unknown>) {
  return (await search(query, scope, options)).hits.nodes.map(({ chunk }) =>
    chunk.key.split('::').slice(0, 3).join('/'),
  );
}

interface Made {
  readonly id: string;
  readonly revision: number;
  readonly deadTargets: readonly string[];
}

const made: Made[] = [];

async function create(input: Record<string, unknown>, caller: Caller = curator('Ada')): Promise<Made> {
  const { createSearchRule } = await library.ask<{ createSearchRule: { rule: Made } }>(
    'mutation Create($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id revision deadTargets } } }',
    { input: { rule: { match: 'CONTAINS', words: 'valve', ...input } } },
    caller,
  );
  made.push(createSearchRule.rule);
  return createSearchRule.rule;
}

async function removeAll(): Promise<void> {
  for (const { id, revision } of made.splice(0)) {
    await library.ask('mutation Delete($input: DeleteSettingInput!) { deleteSearchRule(input: $input) { id } }', {
      input: { id, expectedRevision: revision },
    });
  }
}

const pump1 = { products: ['pump'], versions: ['1'] };
const pump2 = { products: ['pump'], versions: ['2'] };

test('a pin comes at its place in whichever version answers, and never from another one', async () => {
  expect((await found('valve', pump1))[0]).toBe('pump/1/notes');
  await create({ name: 'Guide first', product: 'pump', pins: [{ target: 'pump/guide', position: 1 }] });
  expect((await found('valve', pump1))[0]).toBe('pump/1/guide');
  expect((await found('valve', pump2))[0]).toBe('pump/2/guide');
  const {
    hits: { nodes: hits },
    appliedRules,
  } = await search('valve', pump1);
  expect(hits.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  expect(hits[0]?.explain.rules).toEqual([{ name: 'Guide first', effect: 'PIN' }]);
  expect(appliedRules).toEqual([
    { name: 'Guide first', effect: 'PIN', target: 'pump/guide', outcome: 'APPLIED', reason: null },
  ]);
  expect((await found('valve', pump1, { rules: false }))[0]).toBe('pump/1/notes');
  await create({ name: 'Notes', product: 'pump', pins: [{ target: 'pump/notes', position: 2 }] });
  const dead = await search('valve', pump2);
  expect(dead.appliedRules).toContainEqual(expect.objectContaining({ name: 'Notes', outcome: 'NO_TARGET' }));
  expect(dead.hits.nodes.every(({ chunk }) => chunk.key.startsWith('pump::2::'))).toBe(true);
  await removeAll();
});

test('who may not curate gets the hits and the redirect, and is not told of rules', async () => {
  await create({ name: 'No notes', hides: ['pump/notes'], redirect: 'pump/faq' });
  const ask = (fields: string, caller: Caller): Promise<string> =>
    library.ask(`query Ask { search(query: "valve", mode: LEXICAL) { ${fields} } }`, {}, caller).then(
      (answer) => JSON.stringify(answer),
      (error: unknown) => (error as { code: string }).code,
    );
  const stranger = anonymous('GRAPHQL');
  expect(await ask('redirect { target } hits { nodes { chunk { key } } }', stranger)).toMatch(
    /"pump\/faq".*pump::2::faq/,
  );
  for (const fields of [
    'appliedRules { target }',
    'redirect { ruleName }',
    'hits { nodes { explain { rules { target } } } }',
  ]) {
    expect([await ask(fields, stranger), await ask(fields, { ...curator('Rea'), role: 'READER' })]).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
    expect(await ask(fields, curator('Ada'))).toContain('"search"');
  }
  await removeAll();
});

test('what is pinned is not shown again as another version says it', async () => {
  const crane = { products: ['crane'], versions: ['1', '2'] };
  const pins = [{ target: 'crane/guide', position: 1 }];
  await create({ name: 'Guide', match: 'CONTAINS', words: 'hook', product: 'crane', pins });
  expect((await found('hook', crane)).filter((place) => place.endsWith('guide'))).toEqual(['crane/2/guide']);
  // What the words name is shown in its version, at the place of the pin.
  const {
    hits: { nodes: hits },
  } = await search('hook of crane 1', { products: ['crane'] });
  expect(hits.map(({ chunk }) => chunk.key.split('::').slice(0, 3).join('/'))).toEqual([
    'crane/1/guide',
    'crane/1/faq',
  ]);
  expect(hits[0]?.explain.rules).toEqual([{ name: 'Guide', effect: 'PIN' }]);
  await removeAll();
});

test('a section that no leg found is pinned, too', async () => {
  await create({ name: 'Fan', match: 'EXACT', words: 'lid', pins: [{ target: 'pump/guide#start', position: 1 }] });
  const {
    hits: { nodes: hits },
  } = await search('lid', pump2);
  expect(hits[0]).toMatchObject({ chunk: { key: expect.stringContaining('pump::2::guide') as unknown } });
  await removeAll();
});

test('hides leave as many hits as were asked for, and beat pins', async () => {
  await create({ name: 'No notes', product: 'pump', hides: ['pump/notes'] });
  await create({ name: 'Notes first', product: 'pump', priority: 9, pins: [{ target: 'pump/notes', position: 1 }] });
  expect((await found('valve', pump1, { first: 2 })).toSorted()).toEqual(['pump/1/faq', 'pump/1/guide']);
  const { appliedRules } = await search('valve', pump1);
  expect(appliedRules).toContainEqual({
    name: 'Notes first',
    effect: 'PIN',
    target: 'pump/notes',
    outcome: 'OVERRULED',
    reason: '“No notes” hides it.',
  });
  await removeAll();
});

test('hides of more than the legs usually give leave what comes behind', async () => {
  const scope = { products: ['wide', 'twin'] };
  expect((await found('widget', scope)).some((place) => place.startsWith('twin/'))).toBe(false);
  await create({ name: 'Not wide', words: 'widget', hides: ['wide/guide/guide'] });
  expect(await found('widget', scope)).toEqual(['twin/1/copy']);
  await removeAll();
});

test('facets do not count what is hidden, in versions that could be chosen either', async () => {
  const counted = async (): Promise<unknown> => {
    const { search: answer } = await library.ask<{
      search: { facets: { versions: readonly object[]; documents: unknown } };
    }>(
      `query Facets { search(query: "valve", mode: LEXICAL, scope: { products: ["pump"], versions: ["1"] }) {
        facets { versions { version { label } count } documents { document { slug } count } } } }`,
    );
    return answer.facets;
  };
  const versions = (first: number, second: number): unknown =>
    expect.arrayContaining([
      { version: { label: '1' }, count: first },
      { version: { label: '2' }, count: second },
    ]);
  expect(await counted()).toMatchObject({ versions: versions(3, 2) });
  await create({ name: 'No notes', product: 'pump', hides: ['pump/notes', 'pump/faq'] });
  expect(await counted()).toEqual({
    versions: versions(1, 1),
    documents: [{ document: { slug: 'guide' }, count: 1 }],
  });
  await removeAll();
  await create({ name: 'No file, no section', product: 'pump', hides: ['pump/faq/faq', 'pump/guide#start'] });
  expect(await counted()).toEqual({
    versions: [{ version: { label: '1' }, count: 1 }],
    documents: [{ document: { slug: 'notes' }, count: 1 }],
  });
  await removeAll();
});

test.each(['long/guide/guide', 'long/guide#all', 'long/guide'])(
  'all of what is hidden is, however long: %s',
  async (target) => {
    const long = { products: ['long'] };
    expect(await found('gizmo2099', long)).toHaveLength(1);
    await create({ name: 'Not that', match: 'CONTAINS', words: 'gizmo2099', hides: [target] });
    expect(await found('gizmo2099', long)).toEqual([]);
    await removeAll();
  },
);

test('a redirect whose document is withdrawn meanwhile leads nowhere', async () => {
  const applied = { id: '1', name: 'Rule', effect: 'REDIRECT', target: 'pump/guide', outcome: 'APPLIED' } as const;
  const redirect = { chunkId: 1, applied: { ...applied, position: null, factor: null, reason: null } };
  const load = (id: number) => Promise.resolve(id === 1 ? null : { id });
  const context = { loaders: { citedChunk: { load } } } as unknown as RequestContext;
  const resolve = (chunkId: number) =>
    new SearchResolver().redirect({ redirect: { ...redirect, chunkId } } as unknown as SearchAnswer, context);
  expect(await resolve(1)).toBeNull();
  expect(await resolve(2)).toEqual({ target: 'pump/guide', ruleName: 'Rule', chunk: { id: 2 } });
});

test('a narrow scope wins over a wide one, then priority, then the newest; losers are told', async () => {
  const pin = (target: string) => [{ target, position: 1 }];
  await create({ name: 'Wide', priority: 900, pins: pin('pump/notes') });
  await create({ name: 'Low', product: 'pump', pins: pin('pump/notes') });
  await create({ name: 'High', product: 'pump', priority: 1, pins: pin('pump/guide') });
  const {
    hits: { nodes: hits },
    appliedRules,
  } = await search('valve', pump1);
  expect(hits[0]?.chunk.key).toMatch(/^pump::1::guide/);
  const losers = appliedRules.filter(({ outcome }) => outcome === 'OVERRULED');
  expect(losers.map(({ name, reason }) => [name, reason])).toEqual([
    ['Low', '“High” has place 1.'],
    ['Wide', '“High” has place 1.'],
  ]);
  await create({ name: 'Newest', product: 'pump', priority: 1, pins: pin('pump/faq') });
  expect((await found('valve', pump1))[0]).toBe('pump/1/faq');
  await create({ name: 'Of version 1', product: 'pump', version: '1', pins: pin('pump/notes') });
  expect((await found('valve', pump1))[0]).toBe('pump/1/notes');
  expect((await found('valve', pump2))[0]).toBe('pump/2/faq');
  await removeAll();
});

test('boosts lift and sink documents, kinds and products', async () => {
  await create({ name: 'Less of notes', boosts: [{ target: 'pump/notes', factor: 0.1 }] });
  const {
    hits: { nodes: hits },
  } = await search('valve', pump1);
  expect(hits.at(-1)).toMatchObject({
    chunk: { key: expect.stringMatching(/^pump::1::notes/) as unknown },
    explain: { rules: [{ name: 'Less of notes', effect: 'BOOST' }] },
  });
  expect((await found('valve', {}))[0]).toBe('fan/1/guide');
  await create({ name: 'Pumps', boosts: [{ product: 'pump', factor: 10 }] });
  expect((await found('valve', {}))[0]).toMatch(/^pump/);
  await removeAll();
});

test('a passage is boosted by any of the places that the scope shows it at, and by no other', async () => {
  const boostsOf = async (scope: Record<string, unknown>) =>
    (await search('lamp', { products: ['twin'], ...scope })).hits.nodes.map(({ explain }) =>
      explain.rules.map(({ name }) => name),
    );
  await create({ name: 'Copy', words: 'lamp', boosts: [{ target: 'twin/copy', factor: 2 }] });
  await create({ name: 'Notes', words: 'lamp', boosts: [{ kind: 'RELEASE_NOTES', factor: 2 }] });
  expect(await boostsOf({})).toEqual([['Notes', 'Copy']]);
  expect(await boostsOf({ kinds: ['RELEASE_NOTES'] })).toEqual([['Notes']]);
  await create({ name: 'No notes', words: 'lamp', hides: ['twin/release-notes'] });
  expect(await boostsOf({})).toEqual([['Copy']]);
  await removeAll();
});

test('a redirect names the document that answers; the best rule leads', async () => {
  await create({ name: 'See the guide', redirect: 'pump/guide' });
  await create({ name: 'See the notes', priority: -1, redirect: 'pump/notes' });
  const { redirect, appliedRules } = await search('valve', pump2);
  expect(redirect).toMatchObject({
    target: 'pump/guide',
    chunk: { key: expect.stringMatching(/^pump::2::guide/) as unknown },
  });
  expect(appliedRules).toContainEqual(expect.objectContaining({ name: 'See the notes', outcome: 'NO_TARGET' }));
  await removeAll();
});

test.each([
  ['EXACT', 'Valvé', ['valve'], ['valve pump', 'valves']],
  ['PHRASE', 'pump valve', ['the pump-valve hums', 'pump valve'], ['valve pump', 'pump valves']],
  ['CONTAINS', 'valve pump', ['pump with a valve'], ['valve', 'pump valves']],
  ['PREFIX', 'val', ['valve pump', 'values'], ['pump valve']],
])('%s of “%s” is about the right queries', async (match, words, about, others) => {
  await create({ name: 'Match', match, words, redirect: 'pump/guide' });
  const isAbout = async (query: string) => (await search(query, pump1)).redirect !== null;
  for (const query of about) expect([query, await isAbout(query)]).toEqual([query, true]);
  for (const query of others) expect([query, await isAbout(query)]).toEqual([query, false]);
  await removeAll();
});

test('a rule is in force within its dates and its scope, unless it is switched off', async () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString();
  const hides = ['pump/guide', 'pump/faq', 'pump/notes'];
  await create({ name: 'Over', validTo: day(-1), hides });
  await create({ name: 'To come', validFrom: day(1), hides });
  await create({ name: 'Off', isEnabled: false, hides });
  await create({ name: 'Fans', product: 'fan', hides });
  await create({ name: 'Other kind', kind: 'RELEASE_NOTES', hides });
  expect(await found('valve', pump1)).toHaveLength(3);
  await create({ name: 'Now', validFrom: day(-1), validTo: day(1), vendor: 'acme', hides });
  expect(await found('valve', pump1)).toEqual([]);
  expect(await found('valve', { products: ['pump', 'fan'], versions: ['1'] })).toEqual(['fan/1/guide']);
  expect(await found('valve', {})).not.toEqual([]);
  await removeAll();
});

test('dead targets are listed, and a rule lives through sources that change', async () => {
  const rule = await create({
    name: 'Both',
    pins: [
      { target: 'pump/guide#start', position: 1 },
      { target: 'pump/gone', position: 2 },
    ],
  });
  expect(rule.deadTargets).toEqual(['pump/gone']);
  await create({ name: 'Alive', pins: [{ target: 'pump/faq', position: 2 }] });
  const { searchRules } = await library.ask<{ searchRules: { nodes: { name: string; deadTargets: string[] }[] } }>(
    'query Dead { searchRules(onlyDead: true) { nodes { name deadTargets } } }',
  );
  expect(searchRules.nodes).toEqual([{ name: 'Both', deadTargets: ['pump/gone'] }]);
  const changed = section('Start', 'A wholly new text says nothing of what it said.');
  await library.ingest(await library.write('acme', { 'pump/2/guide/guide.md': changed }), { vendor: 'Acme' });
  expect((await found('valve', pump2))[0]).toBe('pump/2/guide');
  await removeAll();
});

test('conflicts and faults are told; readers may not see or change rules', async () => {
  const rule = await create({ name: 'One', hides: ['pump/notes'] });
  const update = (input: Record<string, unknown>) =>
    library.ask(
      `mutation Update($input: UpdateSearchRuleInput!) {
        updateSearchRule(input: $input) { rule { revision } } }`,
      {
        input: {
          id: rule.id,
          expectedRevision: rule.revision,
          rule: { match: 'EXACT', words: 'x', ...input },
        },
      },
      curator('Bob'),
    );
  await update({ name: 'Two', hides: ['pump/notes'] });
  await expect(update({ name: 'Three', hides: ['pump/faq'] })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { changedBy: 'Bob', revision: 2 },
  });
  made.splice(0, 1, { ...rule, revision: 2 });
  const field = (name: string) => expect.objectContaining({ code: 'BAD_INPUT', details: { field: name } }) as unknown;
  await expect(create({ name: 'Nothing' })).rejects.toEqual(field('pins'));
  await expect(create({ name: 'Where', hides: ['pump'] })).rejects.toEqual(field('hides'));
  await expect(create({ name: 'Far', pins: [{ target: 'pump/faq', position: 51 }] })).rejects.toEqual(
    field('pins.position'),
  );
  await expect(create({ name: 'Much', boosts: [{ kind: 'GUIDE', factor: 11 }] })).rejects.toEqual(
    field('boosts.factor'),
  );
  await expect(create({ name: 'Two', boosts: [{ kind: 'GUIDE', product: 'fan', factor: 2 }] })).rejects.toEqual(
    field('boosts'),
  );
  await expect(create({ name: 'V', version: '1', hides: ['pump/faq'] })).rejects.toEqual(field('version'));
  await expect(create({ name: 'No', hides: ['pump/faq'] }, anonymous('GRAPHQL'))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await removeAll();
});
