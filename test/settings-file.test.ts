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
  readonly errors: readonly { readonly place: string; readonly field: string | null }[];
  readonly settings: readonly { readonly kind: string; readonly id: string | null; readonly before: unknown }[];
}

const exported = async (of: TestLibrary): Promise<string> =>
  (await of.ask<{ curationFile: string }>('query File { curationFile }')).curationFile;

async function apply(to: TestLibrary, yaml: string, dryRun = false): Promise<Result> {
  const { applyCurationFile } = await to.ask<{ applyCurationFile: Result }>(
    `mutation Apply($yaml: String!, $dryRun: Boolean!) { applyCurationFile(input: { yaml: $yaml, dryRun: $dryRun }) {
      errors { place field } settings { kind id before } } }`,
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
  expect((await apply(library, wrong)).errors).toEqual([
    { place: 'synonyms/2', field: 'terms' },
    { place: 'rules/1', field: 'pins' },
  ]);
  expect(await exported(library)).toBe(before);
});
