/** What versions should have: said by a manifest or a curator, kept over ingests, told by coverage where it is missing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let path: string;

const manifest = (expects: string): string =>
  `vendor: Herons\n${expects}entries:\n${['1', '2', '3']
    .map((version) => `  - { path: 'heron/${version}', product: heron, version: '${version}' }\n`)
    .join('')}`;

beforeAll(async () => {
  library = await openTestLibrary();
  path = await library.write('docs', {
    'library.yaml': manifest(
      `expects:\n  - { product: heron, kinds: [release-notes, api-reference], from: 2, note: Every release has news }\n`,
    ),
    'heron/1/guide/a.md': '# Guide\n\nOne.\n',
    'heron/2/guide/a.md': '# Guide\n\nTwo.\n',
    'heron/3/guide/a.md': '# Guide\n\nThree.\n',
    'heron/3/release-notes/a.md': '# News\n\nNews of three.\n',
  });
  await library.ingest(path);
});

afterAll(() => library.close());

interface Reasons {
  readonly coverage: {
    readonly rows: {
      readonly nodes: readonly {
        readonly heading: { readonly key: string };
        readonly cells: readonly {
          readonly column: { readonly key: string };
          readonly reasons: readonly {
            readonly state: string;
            readonly rule: string | null;
            readonly sentence: string;
          }[];
        }[];
      }[];
    };
  };
}

/** `version kind` → sentence of what is missing because it is expected. */
async function missing(): Promise<Record<string, string>> {
  const { coverage } = await library.ask<Reasons>(
    `query Missing { coverage(filter: { products: ["heron"] }) { rows { nodes { heading { key } cells { column { key } reasons { state rule sentence } } } } } }`,
    {},
    anonymous('PAGE'),
  );
  return Object.fromEntries(
    coverage.rows.nodes.flatMap(({ heading, cells }) =>
      cells.flatMap(({ column, reasons }) =>
        reasons
          .filter(({ rule }) => rule === 'EXPECTED')
          .map(({ sentence }) => [`${heading.key} ${column.key}`, sentence] as const),
      ),
    ),
  );
}

interface Listed {
  readonly expectations: {
    readonly nodes: readonly {
      readonly id: string;
      readonly kind: string;
      readonly declaredBy: string;
      readonly versionCount: number;
      readonly missing: { readonly nodes: readonly { readonly label: string }[] };
    }[];
  };
}

const list = async (): Promise<Listed['expectations']['nodes']> =>
  (
    await library.ask<Listed>(
      'query List { expectations(product: "heron") { nodes { id kind declaredBy versionCount missing { nodes { label } } } } }',
    )
  ).expectations.nodes;

const declare = (input: Record<string, unknown>, caller?: Parameters<TestLibrary['ask']>[2]) =>
  library.ask<{ declareExpectation: { expectations: { id: string; revision: number }[] } }>(
    'mutation Declare($input: ExpectationInput!) { declareExpectation(input: $input) { expectations { id revision missing { nodes { label } } } } }',
    { input },
    caller,
  );

const withdraw = (id: string | undefined, expectedRevision: number) =>
  library.ask(
    'mutation Withdraw($id: ID!, $seen: Int!) { withdrawExpectation(input: { id: $id, expectedRevision: $seen }) { id } }',
    { id, seen: expectedRevision },
  );

test('a manifest says what is missing, from its bounds on, with its note; kinds that no version has, too', async () => {
  expect(await missing()).toEqual({
    'heron/2 RELEASE_NOTES': 'Every version from 2 should have it, says its manifest: Every release has news.',
    'heron/2 API_REFERENCE': 'Every version from 2 should have it, says its manifest: Every release has news.',
    'heron/3 API_REFERENCE': 'Every version from 2 should have it, says its manifest: Every release has news.',
  });
  expect(await list()).toMatchObject([
    {
      kind: 'API_REFERENCE',
      declaredBy: 'MANIFEST',
      versionCount: 2,
      missing: { nodes: [{ label: '2' }, { label: '3' }] },
    },
    { kind: 'RELEASE_NOTES', declaredBy: 'MANIFEST', versionCount: 2, missing: { nodes: [{ label: '2' }] } },
  ]);
});

test('a curator’s word wins over a manifest, stays over ingests, and is taken back', async () => {
  const { declareExpectation } = await declare({ product: 'heron', kinds: ['API_REFERENCE'], isExpected: false });
  await library.ingest(path);
  expect(Object.keys(await missing())).toEqual(['heron/2 RELEASE_NOTES']);
  const id = declareExpectation.expectations[0]?.id;
  await withdraw(id, 1);
  expect(Object.keys(await missing())).toHaveLength(3);
  await expect(withdraw(id, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const fromManifest = (await list())[0]?.id;
  await expect(withdraw(fromManifest, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what somebody declared since is not overwritten, nor withdrawn, and nothing of the call is done', async () => {
  const wish = { product: 'kestrel', kinds: ['GUIDE'], from: '1' };
  const first = await declare({ ...wish, note: 'first' });
  const [made] = first.declareExpectation.expectations;
  expect(made).toMatchObject({ revision: 1 });
  // The same again changes nothing; something else has to name what it changes.
  expect(await declare({ ...wish, note: 'first' })).toEqual(first);
  const other = { ...wish, kinds: ['RELEASE_NOTES', 'GUIDE'], isExpected: false };
  await expect(declare(other)).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { id: made?.id, kind: 'GUIDE', revision: 1, current: { note: 'first', isExpected: true } },
  });
  const kinds = await library.ask<Listed>('query List { expectations(product: "kestrel") { nodes { kind } } }');
  expect(kinds.expectations.nodes).toEqual([{ kind: 'GUIDE' }]);

  const changed = await declare({ ...wish, isExpected: false, expectedRevision: 1 });
  expect(changed.declareExpectation.expectations).toMatchObject([{ id: made?.id, revision: 2 }]);
  await expect(declare({ ...wish, expectedRevision: 1 })).rejects.toMatchObject({ details: { revision: 2 } });
  await expect(withdraw(made?.id, 1)).rejects.toMatchObject({ code: 'CONFLICT', details: { revision: 2 } });
  await withdraw(made?.id, 2);
  await expect(declare({ ...wish, expectedRevision: 2 })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: { kind: 'GUIDE', revision: 0 },
  });
});

test('a product that is not in the library yet can be expected; nonsense is refused, and so are readers', async () => {
  await declare({ product: 'osprey', kinds: ['GUIDE'], from: '1', to: '3' });
  await expect(declare({ product: 'No Such Product', kinds: ['GUIDE'] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(declare({ product: 'heron', kinds: [] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(declare({ product: 'heron', kinds: ['GUIDE'] }, anonymous('GRAPHQL'))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('what a manifest says no more is expected no more', async () => {
  await library.write('docs', { 'library.yaml': manifest('') });
  await library.ingest(path);
  expect(await missing()).toEqual({});
});
