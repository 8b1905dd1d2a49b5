/** What has a name with the words that somebody types to go there: vendors, products, versions and documents. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { createExecutor } from '../src/graphql/executor.js';
import { aDocument, aProduct, aVendor, aVersion } from './testkit/factories.js';
import { dependenciesOf, operations, schema, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

interface Found {
  readonly __typename: string;
  readonly name?: string;
  readonly label?: string;
  readonly title?: string;
  readonly product?: { readonly slug: string };
  readonly version?: { readonly label: string; readonly product: { readonly slug: string } };
}

let store: TestStore;
const visitor = anonymous('GRAPHQL', 'Sign in.');

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  const vendor = await aVendor(dataSource, { columns: { slug: 'acme', name: 'Acme Works', aliases: ['roadrunner'] } });
  const gate = await aProduct(dataSource, {
    vendor,
    columns: { slug: 'gate', name: 'Gate Controller', aliases: ['door'] },
  });
  for (const label of ['9.0', '10.0', '19.0']) {
    const version = await aVersion(dataSource, { product: gate, columns: { slug: label, label } });
    const columns = { slug: 'admin', title: 'Extracted', overrides: { title: `Administration of ${label}` } };
    await aDocument(dataSource, { version, columns });
    await aDocument(dataSource, { version, columns: { slug: 'install', title: 'Installation' } });
  }
  const lock = await aProduct(dataSource, { vendor, columns: { slug: 'lock', name: 'Lock' } });
  const airlock = await aProduct(dataSource, { vendor, columns: { slug: 'airlock', name: 'Airlock' } });
  await aVersion(dataSource, { product: airlock, columns: { slug: '9.0', label: '9.0' } });
  const first = await aVersion(dataSource, { product: lock, columns: { slug: '9.0', label: '9.0', aliases: ['lts'] } });
  await aDocument(dataSource, { version: first, columns: { slug: 'notes', title: 'Installation notes' } });
  await aDocument(dataSource, { version: first, columns: { slug: 'ja', title: '錠前の設定' } });
  await aDocument(dataSource, { version: first, columns: { slug: 'old', title: 'Old keys', state: 'ARCHIVED' } });
  await aDocument(dataSource, {
    version: first,
    columns: { slug: 'master', title: 'Master keys', overrides: { visibility: 'HIDDEN' } },
  });
});

afterAll(() => store.close());

async function ask(words: string, more: Readonly<Record<string, unknown>>, caller: Caller): Promise<string[]> {
  const source = `query Named($words: String!, $states: [LifecycleState!], $first: Int) {
    catalogueNamed(words: $words, states: $states, first: $first) {
      __typename
      ... on Vendor { name }
      ... on Product { name }
      ... on Version { label product { slug } }
      ... on Document { title version { label product { slug } } }
    } }`;
  const execute = createExecutor(schema, dependenciesOf(store.dataSource, searchThatAnswers({})), operations);
  const answer = await execute<{ catalogueNamed: Found[] }>({ name: 'Named', source }, { words, ...more }, { caller });
  return answer.catalogueNamed.map(({ __typename, name, label, title, product, version }) =>
    [__typename, product?.slug, version?.product.slug, version?.label, label, title, name]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

const named = (words: string, more: Readonly<Record<string, unknown>> = {}, caller: Caller = visitor) =>
  ask(words, more, caller);

test('the name of a product finds it, and not all that stands below it', async () => {
  expect(await named('acme')).toEqual(['Vendor Acme Works']);
  expect(await named('GATE')).toEqual(['Product Gate Controller']);
  expect(await named('works lock')).toEqual(['Product Lock', 'Product Airlock']);
});

test('a version by its label with the product, a document by its title with both, in any order', async () => {
  expect(await named('gate 10')).toEqual(['Version gate 10.0', 'Document gate 10.0 Administration of 10.0']);
  expect(await named('install 10.0 controller')).toEqual(['Document gate 10.0 Installation']);
  expect(await named('install acme lock')).toEqual(['Document lock 9.0 Installation notes']);
  expect(await named('gate notes')).toEqual([]);
});

test('aliases and slugs are names too', async () => {
  expect(await named('roadrunner')).toEqual(['Vendor Acme Works']);
  expect(await named('door')).toEqual(['Product Gate Controller']);
  expect(await named('lts')).toEqual(['Version lock 9.0']);
  expect(await named('door admin 19')).toEqual(['Document gate 19.0 Administration of 19.0']);
});

test('values that curators set count, and those that they replaced do not', async () => {
  expect(await named('extracted')).toEqual([]);
  expect(await named('administration 9.0')).toEqual([
    'Document gate 9.0 Administration of 9.0',
    'Document gate 19.0 Administration of 19.0',
  ]);
});

test('words that begin a word come first, then the name that is the word; then each document as its newest version has it', async () => {
  expect(await named('9.0 lock')).toEqual(['Version lock 9.0', 'Version airlock 9.0']);
  expect(await named('9.0')).toEqual([
    ...['Version airlock 9.0', 'Version gate 9.0', 'Version lock 9.0', 'Version gate 19.0'],
    ...['Document gate 9.0 Administration of 9.0', 'Document gate 19.0 Administration of 19.0'],
  ]);
  expect(await named('9.0 installation')).toEqual([
    ...['Document gate 9.0 Installation', 'Document lock 9.0 Installation notes', 'Document gate 19.0 Installation'],
  ]);
  expect(await named('installation')).toEqual([
    ...['Document gate 19.0 Installation', 'Document lock 9.0 Installation notes'],
    ...['Document gate 10.0 Installation', 'Document gate 9.0 Installation'],
  ]);
});

test('a word within a script that parts no words is found', async () => {
  expect(await named('設定')).toEqual(['Document lock 9.0 錠前の設定']);
});

test('what is not published comes for those who ask for it and may see it', async () => {
  expect(await named('keys')).toEqual([]);
  expect(await named('keys', { states: ['ARCHIVED'] })).toEqual(['Document lock 9.0 Old keys']);
  const states = ['PUBLISHED', 'ARCHIVED', 'HIDDEN'];
  await expect(named('keys', { states })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await named('keys', { states }, thisMachine('COMMAND_LINE'))).toEqual([
    'Document lock 9.0 Old keys',
    'Document lock 9.0 Master keys',
  ]);
});

test('of each kind as many as are asked for; nothing for no words; signs are only signs', async () => {
  expect(await named('a', { first: 1 })).toEqual([
    ...['Vendor Acme Works', 'Product Airlock', 'Document gate 19.0 Administration of 19.0'],
  ]);
  expect(await named(' \t ')).toEqual([]);
  expect(await named('%')).toEqual([]);
  expect(await named(`' OR ''='`)).toEqual([]);
});

test('too long words and impossible amounts are refused with what is possible', async () => {
  await expect(named('x'.repeat(201))).rejects.toMatchObject({ code: 'BAD_INPUT', details: { limit: 200 } });
  for (const first of [0, 21]) {
    await expect(named('x', { first })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { field: 'first' } });
  }
});
