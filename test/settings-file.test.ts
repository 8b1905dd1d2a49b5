/** Rules and synonyms in the file of all curation, and in the library after sources, backup and restore. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let other: TestLibrary;

beforeAll(async () => {
  [library, other] = [await openTestLibrary(), await openTestLibrary()];
});

afterAll(async () => {
  await library.close();
  await other.close();
});

interface Result {
  readonly errors: readonly { readonly place: string; readonly field: string | null; readonly message: string }[];
  readonly bulkId: string | null;
  readonly settings: readonly { readonly kind: string; readonly id: string | null; readonly before: unknown }[];
}

const exported = async (of: TestLibrary): Promise<string> =>
  (await of.ask<{ curationFile: string }>('query File { curationFile }')).curationFile;

async function apply(to: TestLibrary, yaml: string, dryRun = false): Promise<Result> {
  const { applyCurationFile } = await to.ask<{ applyCurationFile: Result }>(
    `mutation Apply($yaml: String!, $dryRun: Boolean!) { applyCurationFile(input: { yaml: $yaml, dryRun: $dryRun }) {
      bulkId errors { place field message } settings { kind id before } } }`,
    { yaml, dryRun },
  );
  return applyCurationFile;
}

const file = `format: mcdewey-curation/1
synonyms:
  - terms:
      - WAP
      - access point
    vendor: acme
rules:
  - name: Guide first
    match: CONTAINS
    words: valve
    validTo: 2030-01-01T00:00:00.000Z
    priority: 3
    pins:
      - target: pump/guide
        position: 1
    boosts:
      - kind: RELEASE_NOTES
        factor: 0.5
`;

test('a file makes them once, is written again in a stable order, and makes another library the same', async () => {
  expect((await apply(library, file, true)).settings).toHaveLength(2);
  expect(await exported(library)).not.toContain('WAP');
  expect((await apply(library, file)).settings).toEqual([
    { kind: 'SYNONYM', id: null, before: null },
    { kind: 'RULE', id: null, before: null },
  ]);
  expect((await apply(library, file)).settings).toEqual([]);
  const out = await exported(library);
  expect(out.replace(/ id: \S+\n {4}/gu, ' ')).toBe(file);
  await apply(other, out);
  expect(await exported(other)).toBe(out);
  expect((await apply(other, out)).settings).toEqual([]);
  const changed = await apply(other, out.replace('priority: 3', 'priority: 4'));
  expect(changed.settings).toEqual([
    { kind: 'RULE', id: expect.any(String) as unknown, before: expect.objectContaining({ priority: 3 }) as unknown },
  ]);
  expect(await exported(other)).toContain('priority: 4');
});

test('a fault in one of them changes nothing, and says where it is', async () => {
  const before = await exported(library);
  const wrong = `format: mcdewey-curation/1
synonyms:
  - terms: [new, fresh]
  - terms: [alone]
rules:
  - { name: Nothing, match: EXACT, words: x }
`;
  expect((await apply(library, wrong)).errors).toMatchObject([
    { place: 'synonyms/2', field: 'terms' },
    { place: 'rules/1', field: 'pins' },
  ]);
  expect(await exported(library)).toBe(before);
});

test('what a file says twice is told with both places, and nothing is changed', async () => {
  const before = await exported(library);
  const [one, two] = ['11111111-1111-4111-8111-11111111111a', '22222222-2222-4222-8222-222222222222'];
  const twice = `format: mcdewey-curation/1
synonyms:
  - { id: ${one}, terms: [tap, cock] }
  - { terms: [lid, cap] }
  - { id: ${one.toUpperCase()}, terms: [tap, faucet] }
  - { terms: [lid, cap], isEnabled: true }
  - { id: ${two}, terms: [lid, cap] }
rules:
  - { id: ${one}, name: A, match: EXACT, words: x, redirect: pump/guide }
  - { id: ${two}, name: A, match: EXACT, words: x, redirect: pump/guide }
`;
  expect((await apply(library, twice)).errors).toEqual([
    { place: 'synonyms/3', field: 'id', message: expect.stringContaining('synonyms/1') as unknown },
    { place: 'synonyms/4', field: null, message: expect.stringContaining('synonyms/2') as unknown },
    { place: 'synonyms/5', field: null, message: expect.stringContaining('synonyms/2') as unknown },
  ]);
  expect(await exported(library)).toBe(before);
});

test('an id is the same in capital letters, and rules and synonyms belong to no bulk', async () => {
  const id = '33333333-3333-4333-8333-33333333333a';
  const saying = (alias: string, written = id): string =>
    `format: mcdewey-curation/1\nsynonyms:\n  - { id: ${written}, terms: [hose, ${alias}] }\n`;
  expect(await apply(library, saying('pipe'))).toMatchObject({
    errors: [],
    bulkId: null,
    settings: [{ before: null }],
  });
  expect((await apply(library, saying('tube', id.toUpperCase()))).settings).toEqual([
    { kind: 'SYNONYM', id, before: { terms: ['hose', 'pipe'] } },
  ]);
});

test.each([
  ['Synonym', 'SYNONYM', 'synonyms', 'terms: [seal, gasket]'],
  ['SearchRule', 'RULE', 'rules', 'name: B, match: EXACT, words: y, redirect: pump/guide'],
])('a %s that was deleted and comes back from a file goes on with its revisions', async (noun, kind, part, content) => {
  const id = '44444444-4444-4444-8444-444444444444';
  const text = `format: mcdewey-curation/1\n${part}:\n  - { id: ${id}, ${content} }\n`;
  const remove = (expectedRevision: number): Promise<unknown> =>
    library.ask(`mutation Delete($input: DeleteSettingInput!) { delete${noun}(input: $input) { id } }`, {
      input: { id, expectedRevision },
    });
  await apply(library, text);
  await remove(1);
  await apply(library, text);
  // Whoever saw the first one does not overwrite the second.
  await expect(remove(1)).rejects.toMatchObject({ code: 'CONFLICT' });
  const { searchSettingChanges } = await library.ask<{ searchSettingChanges: { nodes: { revision: number }[] } }>(
    `query History($id: ID!) { searchSettingChanges(kind: ${kind}, id: $id) { nodes { revision } } }`,
    { id },
  );
  expect(searchSettingChanges.nodes.map(({ revision }) => revision)).toEqual([3, 2, 1]);
  await remove(3);
});
