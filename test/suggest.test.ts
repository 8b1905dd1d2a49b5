/** Suggestions while somebody types: names of the scope by how their words begin. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rememberTerms } from '../src/store/writes/terms.js';
import { aChunk, aDocument, aPassage, aProduct, aSection, aVendor, aVersion } from './testkit/factories.js';
import { dependenciesOf, schema, searchThatAnswers, operations } from './testkit/graphql.js';
import { createExecutor } from '../src/graphql/executor.js';
import { openTestStore, type TestStore } from './testkit/store.js';

interface Suggestion {
  kind: string;
  text: string;
  permalink: string;
  target: { __typename: string; id: string };
}

let store: TestStore;
const statements: string[] = [];

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  const vendor = await aVendor(dataSource, { columns: { slug: 'acme' } });
  const columns = { slug: 'gate', name: 'Gate Controller', aliases: ['door'] };
  const product = await aProduct(dataSource, { vendor, columns });
  for (const [slug, state, preview] of [
    ['9', 'PUBLISHED', false],
    ['10', 'PUBLISHED', false],
    ['11', 'PUBLISHED', true],
    ['12', 'HIDDEN', false],
  ] as const) {
    const version = await aVersion(dataSource, { product, columns: { slug, label: slug, state, preview } });
    const document = await aDocument(dataSource, {
      version,
      columns: { slug: 'admin', title: 'Extracted', kind: 'GUIDE', overrides: { title: 'Gateway administration' } },
    });
    const heading = await aSection(dataSource, document, { heading: 'Configure BGP neighbors', position: 1 });
    await aSection(dataSource, document, { heading: `Only in ${slug}: 12.5(1)SU4`, position: 2 });
    await aChunk(dataSource, { document, columns: { section_id: heading.id, key: `gate::${slug}::admin::guide::0` } });
  }
  const rows = [
    {
      versions: ['9', '10'],
      text: 'Error E_GATE_17 comes from `show gate status`.',
      names: ['e_gate_17', 'show gate status'],
    },
    { versions: ['12'], text: 'Only here: E_HIDDEN_1.', names: ['e_hidden_1'] },
  ];
  for (const { versions, text, names } of rows) {
    const passage = await aPassage(dataSource, product, text);
    await dataSource.query(`UPDATE passage SET identifiers = $2 WHERE id = $1`, [passage.id, names]);
    for (const slug of versions) {
      await dataSource.query(
        `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
         SELECT 'gate::' || v.slug || '::admin::guide::1', v.id, d.id, f.id, $3, 1, 1
         FROM version v JOIN document d ON d.version_id = v.id JOIN document_file f ON f.document_id = d.id
         WHERE v.product_id = $1 AND v.slug = $2`,
        [product.id, slug, passage.id],
      );
    }
    await rememberTerms(dataSource, product.id, {
      words: new Set(['gated', 'configure', 'configured', 'neighbors', 'administration']),
      identifiers: new Set([...names, 'e_gone_1']),
    });
  }
  const other = await aProduct(dataSource, { vendor, columns: { slug: 'lock', name: 'Lock' } });
  const version = await aVersion(dataSource, { product: other, columns: { slug: '1', label: '1' } });
  const document = await aDocument(dataSource, { version, columns: { title: 'Lock notes', kind: 'RELEASE_NOTES' } });
  for (const heading of ['BGP', 'bgp on locks', 'Überblick', '100% _sure_']) {
    await aSection(dataSource, document, { heading });
  }
  const draft = await aDocument(dataSource, { version, columns: { slug: 'x', title: 'Gatekeeping', state: 'DRAFT' } });
  await aSection(dataSource, draft, { heading: 'Gated' });
});

afterAll(() => store.close());

async function suggest(prefix: string, more: Readonly<Record<string, unknown>> = {}): Promise<Suggestion[]> {
  statements.length = 0;
  const counting = new Proxy(store.dataSource, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name, target) as unknown;
      return (sql: string, parameters?: unknown[]) => {
        statements.push(sql);
        return target.query<unknown>(sql, parameters);
      };
    },
  });
  const execute = createExecutor(schema, dependenciesOf(counting, searchThatAnswers({})), operations);
  const source = `query Suggest($prefix: String!, $scope: ScopeInput, $first: Int) {
    suggest(prefix: $prefix, scope: $scope, first: $first) { kind text permalink target { __typename id } } }`;
  const answer = await execute<{ suggest: Suggestion[] }>({ name: 'Suggest', source }, { prefix, ...more });
  return answer.suggest;
}

const texts = async (...asked: Parameters<typeof suggest>): Promise<string[]> =>
  (await suggest(...asked)).map(({ text }) => text);

test.each([
  ['confgure', ['Configure BGP neighbors']],
  ['Cofnig', ['Configure BGP neighbors']],
  ['bgp nieghb', ['Configure BGP neighbors']],
  ['admni', ['Gateway administration']],
])('one slip of the keyboard is forgiven: %s', async (prefix, expected) => {
  expect(await texts(prefix)).toEqual(expected);
});

test.each(['cfongiure', 'bpg', 'e_gate_71', 'xyzzy', 'confgure bgpp'])(
  'more than one slip, a short word or a number is not: %s',
  async (prefix) => {
    expect(await texts(prefix)).toEqual([]);
  },
);

test('names of all kinds come kind by kind, each with what it is and where it leads', async () => {
  expect(await suggest('gate')).toEqual([
    {
      kind: 'PRODUCT',
      text: 'Gate Controller',
      permalink: '/?product=gate',
      target: { __typename: 'Product', id: expect.any(String) },
    },
    {
      kind: 'DOCUMENT',
      text: 'Gateway administration',
      permalink: '/d/gate/10/admin',
      target: { __typename: 'Document', id: expect.any(String) },
    },
  ]);
});

test('a name of several versions comes once, as the newest release has it; that of a hidden one does not', async () => {
  expect(await suggest('configure')).toMatchObject([
    { kind: 'SECTION', text: 'Configure BGP neighbors', permalink: '/c/gate%3A%3A10%3A%3Aadmin%3A%3Aguide%3A%3A0' },
  ]);
  expect(await texts('only in')).toEqual(['9', '10', '11'].map((version) => `Only in ${version}: 12.5(1)SU4`));
});

test('a section without text leads to its document', async () => {
  expect(await suggest('only in 10')).toMatchObject([{ permalink: '/d/gate/10/admin' }]);
});

test('what begins as typed comes first, short before long, then what has a word that begins so', async () => {
  expect(await texts('bgp')).toEqual(['BGP', 'bgp on locks', 'Configure BGP neighbors']);
});

describe('words', () => {
  test.each([
    ['neigh bgp', ['Configure BGP neighbors']],
    ['  BGP   neigh', ['Configure BGP neighbors']],
    ['over', []],
    ['über', ['Überblick']],
    ['ÜBER', ['Überblick']],
    ['12.5(1)su', ['Only in 9: 12.5(1)SU4', 'Only in 10: 12.5(1)SU4', 'Only in 11: 12.5(1)SU4']],
    ['100% _s', ['100% _sure_']],
    ['door', ['Gate Controller']],
    ['%', []],
    ["' | !x:*", []],
    ['', []],
  ])('%s', async (typed, expected) => {
    expect(await texts(typed)).toEqual(expected);
  });
});

describe('scope', () => {
  test.each([
    ['a product', { products: ['lock'] }, ['BGP', 'bgp on locks']],
    ['a version', { versions: ['9'] }, ['Configure BGP neighbors']],
    ['a kind', { kinds: ['RELEASE_NOTES'] }, ['BGP', 'bgp on locks']],
    ['a version that nobody has', { versions: ['77'] }, []],
  ])('%s', async (_name, scope, expected) => {
    expect(await texts('bgp', { scope })).toEqual(expected);
  });

  test('leads to its own version', async () => {
    expect(await suggest('configure', { scope: { versions: ['9'] } })).toMatchObject([
      { permalink: '/c/gate%3A%3A9%3A%3Aadmin%3A%3Aguide%3A%3A0' },
    ]);
    expect(await texts('gate', { scope: { products: ['lock'] } })).toEqual([]);
  });
});

test('commands and error codes that begin as typed come as a passage of the scope writes them', async () => {
  expect(await suggest('e_gate')).toMatchObject([
    { kind: 'IDENTIFIER', text: 'E_GATE_17', permalink: '/c/gate%3A%3A10%3A%3Aadmin%3A%3Aguide%3A%3A1' },
  ]);
  expect(await suggest('Show Gate s')).toMatchObject([{ text: 'show gate status', target: { __typename: 'Chunk' } }]);
  expect(await suggest('e_gate', { scope: { versions: ['9'] } })).toMatchObject([
    { permalink: '/c/gate%3A%3A9%3A%3Aadmin%3A%3Aguide%3A%3A1' },
  ]);
  expect(await texts('e_gate', { scope: { products: ['lock'] } })).toEqual([]);
  expect(await texts('e_gate', { scope: { kinds: ['RELEASE_NOTES'] } })).toEqual([]);
});

test('what only a hidden version holds, or none any more, is not suggested', async () => {
  expect(await texts('e_hidden')).toEqual([]);
  expect(await texts('e_gone')).toEqual([]);
});

test('every kind gets its share of few places', async () => {
  expect((await suggest('l', { first: 2 })).map(({ kind }) => kind)).toEqual(['PRODUCT', 'DOCUMENT']);
  expect(await texts('bgp', { first: 2 })).toEqual(['BGP', 'bgp on locks']);
});

test('more suggestions cost no more statements', async () => {
  expect(await suggest('only', { first: 1 })).toHaveLength(1);
  const one = statements.length;
  expect(await suggest('only', { first: 20 })).toHaveLength(3);
  expect(statements).toHaveLength(one);
});

test.each([
  ['a long prefix', 'x'.repeat(201), {}],
  ['none wanted', 'x', { first: 0 }],
  ['too many wanted', 'x', { first: 21 }],
])('refused: %s', async (_name, prefix, more) => {
  await expect(suggest(prefix, more)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
