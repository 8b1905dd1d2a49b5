/** Drafts of rules and synonyms show what they would change, and change nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const files = {
  'pump/1/guide/guide.md': '# Guide\n\n## Valves\n\nOpen the valve before the pump starts.\n',
  'pump/1/faq/faq.md': '# Questions\n\n## Why\n\nWhy does it hum? Close the valve. The valve hums.\n',
  'pump/1/lid/lid.md': '# Lid\n\n## Cover\n\nThe cover is behind the motor.\n',
};

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(await library.write('acme', files), { vendor: 'Acme' });
});

afterAll(() => library.close());

interface Move {
  readonly chunk: { readonly document: { readonly slug: string } };
  readonly before: number | null;
  readonly after: number | null;
}

interface Preview {
  readonly before: { readonly hits: { readonly nodes: readonly { readonly chunk: Move['chunk'] }[] } };
  readonly after: {
    readonly hits: { readonly nodes: readonly { readonly chunk: Move['chunk'] }[] };
    readonly appliedRules: readonly unknown[];
  };
  readonly moves: readonly Move[];
  readonly changedQuestions: readonly {
    readonly query: string;
    readonly searches: number;
    readonly moves: readonly Move[];
  }[];
}

const source = `query Preview($input: SearchPreviewInput!) { searchPreview(input: $input) {
  before { hits { nodes { chunk { document { slug } } } } }
  after { hits { nodes { chunk { document { slug } } } } appliedRules { name outcome } }
  moves { chunk { document { slug } } before after }
  changedQuestions { query searches moves { chunk { document { slug } } before after } } } }`;

async function preview(input: Record<string, unknown>): Promise<Preview> {
  const scope = { products: ['pump'] };
  return (await library.ask<{ searchPreview: Preview }>(source, { input: { scope, ...input } })).searchPreview;
}

const moved = (moves: readonly Move[]) =>
  moves.map(({ chunk, before, after }) => [chunk.document.slug, before, after] as const);

async function search(query: string): Promise<string[]> {
  const answer = await library.ask<{ search: { hits: { nodes: { chunk: Move['chunk'] }[] } } }>(
    'query Find($query: String!) { search(query: $query, scope: { products: ["pump"] }) { hits { nodes { chunk { document { slug } } } } } }',
    { query },
  );
  return answer.search.hits.nodes.map(({ chunk }) => chunk.document.slug);
}

const rule = (effects: Record<string, unknown>) => ({ name: 'Draft', match: 'CONTAINS', words: 'valve', ...effects });

test('a draft shows both lists with the moves between them, and is not in force', async () => {
  const first = await search('valve');
  const last = first.at(-1) ?? '';
  const draft = rule({ pins: [{ target: `pump/${last}`, position: 1 }] });
  const { before, after, moves } = await preview({ query: 'valve', rules: [{ rule: draft }] });
  expect(before.hits.nodes.map(({ chunk }) => chunk.document.slug)).toEqual(first);
  expect(after.hits.nodes[0]?.chunk.document.slug).toBe(last);
  expect(after.appliedRules).toEqual([{ name: 'Draft', outcome: 'APPLIED' }]);
  expect(moved(moves)[0]).toEqual([last, first.length, 1]);
  expect(moves).toHaveLength(first.length);
  const hidden = await preview({ query: 'valve', rules: [{ rule: rule({ hides: [`pump/${first[0] ?? ''}`] }) }] });
  expect(moved(hidden.moves).at(-1)).toEqual([first[0], 1, null]);
  expect(await search('valve')).toEqual(first);
});

test('a draft takes the place of the one that it changes, and one may be left out', async () => {
  const [best = ''] = await search('valve');
  const {
    createSearchRule: { rule: made },
  } = await library.ask<{ createSearchRule: { rule: { id: string; revision: number } } }>(
    'mutation Create($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id revision } } }',
    { input: { rule: rule({ hides: [`pump/${best}`] }) } },
  );
  expect(await search('valve')).not.toContain(best);
  const without = await preview({ query: 'valve', without: [made.id] });
  expect(moved(without.moves)).toContainEqual([best, null, 1]);
  const off = await preview({
    query: 'valve',
    rules: [{ id: made.id, rule: rule({ hides: ['pump/x'], isEnabled: false }) }],
  });
  expect(moved(off.moves)).toContainEqual([best, null, 1]);
  await library.ask('mutation Delete($input: DeleteSettingInput!) { deleteSearchRule(input: $input) { id } }', {
    input: { id: made.id, expectedRevision: made.revision },
  });
});

test('logged questions that would be answered otherwise are named; others are not', async () => {
  for (const query of ['Where is the hood?', 'motor']) await search(query);
  await library.app.dependencies.searchLog.flush();
  const draft = { name: 'Draft', match: 'CONTAINS', words: 'hood', hides: ['pump/lid'] };
  const { changedQuestions } = await preview({ query: 'motor', rules: [{ rule: draft }] });
  expect(changedQuestions.map(({ query, searches }) => [query, searches])).toEqual([['Where is the hood?', 1]]);
  expect(changedQuestions[0]?.moves).toContainEqual(
    expect.objectContaining({ chunk: { document: { slug: 'lid' } }, after: null }),
  );
  const none = await preview({ query: 'motor', rules: [{ rule: { ...draft, words: 'zinc' } }] });
  expect(none.changedQuestions).toEqual([]);
});

test('a draft with a fault is refused as a rule would be; readers may not preview', async () => {
  await expect(preview({ query: 'valve', rules: [{ rule: rule({}) }] })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { field: 'pins' },
  });
  const reader = library.ask(source, { input: { query: 'valve' } }, anonymous('GRAPHQL'));
  await expect(reader).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
