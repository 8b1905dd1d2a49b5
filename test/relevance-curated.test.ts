/** Whether hits are relevant is said of what is shown: whatever curators hid, pinned or led to, and however many are asked for. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { curator } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
const rules: { readonly id: string; readonly revision: number }[] = [];

const answerable = 'the gate closes when nobody passes';
const unanswerable = 'zzzxqy recipe for turnip soup';
/** Four passages are headed by its name; what else it asks for stands in another one. */
const beyond = 'max-idle-time zebra quagga okapi';

beforeAll(async () => {
  library = await openTestLibrary({}, 'embedded');
  const named = ['a', 'b', 'c', 'd'].map((name): [string, string] => [
    `gate/1/${name}/${name}.md`,
    `# Part ${name}\n\n## max-idle-time\n\nmax-idle-time of part ${name} is set here.\n`,
  ]);
  await library.ingest(
    await library.write('docs', {
      ...Object.fromEntries(named),
      'gate/1/guide/guide.md': '# Guide\n\n## Idle\n\nThe gate closes when nobody passes.\n',
      'gate/1/zoo/zoo.md': '# Zoo\n\n## Animals\n\nA zebra, a quagga and an okapi passed by.\n',
    }),
  );
  await library.ask(
    'mutation Threshold { setRelevanceThreshold(input: { model: "hashing-64", threshold: 0.6 }) { threshold } }',
  );
});

afterEach(async () => {
  for (const { id, revision } of rules.splice(0)) {
    await library.ask('mutation Delete($input: DeleteSettingInput!) { deleteSearchRule(input: $input) { id } }', {
      input: { id, expectedRevision: revision },
    });
  }
});

afterAll(() => library.close());

async function rule(words: string, effects: Record<string, unknown>): Promise<void> {
  const { createSearchRule } = await library.ask<{ createSearchRule: { rule: { id: string; revision: number } } }>(
    'mutation Create($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id revision } } }',
    { input: { rule: { name: 'Rule', match: 'EXACT', words, ...effects } } },
    curator('Ada'),
  );
  rules.push(createSearchRule.rule);
}

interface Numbers {
  readonly verdict: string;
  readonly cosine: number;
  readonly coverage: number;
}

async function relevance(query: string, first = 10): Promise<Numbers> {
  const { search } = await library.ask<{ search: { relevance: Numbers } }>(
    `query Relevance($query: String!, $first: Int) {
      search(query: $query) { hits(first: $first) { nodes { rank } } relevance { verdict cosine coverage score } } }`,
    { query, first },
  );
  return search.relevance;
}

test('what is hidden does not count', async () => {
  const before = await relevance(answerable);
  expect(before).toMatchObject({ verdict: 'RELEVANT', coverage: 1 });
  await rule(answerable, { hides: ['gate/guide'] });
  const after = await relevance(answerable);
  expect(after.verdict).toBe('NOTHING_RELEVANT');
  expect(after.cosine).toBeLessThan(before.cosine);
  expect(after.coverage).toBeLessThan(1);
});

test.each([
  ['a pin', { pins: [{ target: 'gate/zoo', position: 1 }] }],
  ['a redirect', { redirect: 'gate/zoo' }],
])('%s is relevant', async (_case, effects) => {
  expect((await relevance(unanswerable)).verdict).toBe('NOTHING_RELEVANT');
  await rule(unanswerable, effects);
  expect((await relevance(unanswerable)).verdict).toBe('RELEVANT');
});

test('a pin that is hidden makes nothing relevant', async () => {
  await rule(unanswerable, { pins: [{ target: 'gate/zoo', position: 1 }], hides: ['gate/zoo'] });
  expect((await relevance(unanswerable)).verdict).toBe('NOTHING_RELEVANT');
});

test.each([answerable, unanswerable, beyond])(
  'the numbers do not depend on how many hits are asked for: %s',
  async (query) => {
    expect(await relevance(query, 1)).toEqual(await relevance(query, 20));
  },
);
