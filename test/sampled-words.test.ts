/** The sample that says how common words are: as large as it should be, whatever was deleted before. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampledWords } from '../src/store/queries/sampled-words.js';
import { addPassages, addProduct, addVersion, type DocumentPlace } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let place: DocumentPlace;

beforeAll(async () => {
  store = await openTestStore();
  place = await addVersion(store.dataSource, await addProduct(store.dataSource, 'kite'), '1');
});

afterAll(() => store.close());

const texts = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}${String(at)}`);

test('an empty library has none', async () => {
  expect(await sampledWords(store.dataSource, 50)).toEqual([]);
});

test('a small library is its own sample', async () => {
  await addPassages(store.dataSource, [place], texts('early', 40));
  const sample = await sampledWords(store.dataSource, 50);
  expect(sample.map(({ words }) => words).toSorted()).toEqual(texts('early', 40).toSorted());
  expect(new Set(sample.map(({ productId }) => productId))).toEqual(new Set([place.productId]));
});

test('ids far apart do not make it smaller, and it is spread evenly', async () => {
  await store.dataSource.query(`ALTER TABLE passage ALTER COLUMN id RESTART WITH 50000000`);
  await addPassages(store.dataSource, [place], texts('late', 160));
  const sample = (await sampledWords(store.dataSource, 50)).map(({ words }) => words);
  expect(new Set(sample).size).toBe(50);
  expect(sample.filter((text) => text.startsWith('early'))).toHaveLength(10);
});
