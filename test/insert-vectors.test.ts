/** Vectors reach Postgres as they are, each at its passage. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertVectors } from '../src/store/writes/vectors.js';
import { aPassage, aProduct } from './testkit/factories.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let modelId: number;
let ids: number[];

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  const product = await aProduct(dataSource);
  const passages = [];
  for (const text of ['first', 'second', 'third']) passages.push(await aPassage(dataSource, product, text));
  ids = passages.map(({ id }) => id);
  const [model] = await dataSource.query<{ id: number }[]>(
    `INSERT INTO embedding_model (name, dimensions) VALUES ('test', 4) RETURNING id`,
  );
  modelId = model?.id ?? 0;
});

afterAll(() => store.close());

const stored = (): Promise<unknown[]> =>
  store.dataSource.query(
    `SELECT passage_id AS id, embedding::real[] AS vector, signs::text FROM passage_vector ORDER BY passage_id`,
  );

test('each passage gets its own, whatever the order; one that is gone gets none', async () => {
  const [first = 0, second = 0, third = 0] = ids;
  await insertVectors(store.dataSource, modelId, [
    { passageId: third, vector: Float32Array.of(0.5, -0.25, 0, 1) },
    { passageId: 2_000_000_000, vector: Float32Array.of(1, 1, 1, 1) },
    { passageId: first, vector: Float32Array.of(-1, 0.0009765625, -0.125, 0.75) },
  ]);
  // One that is there already stays.
  await insertVectors(store.dataSource, modelId, [
    { passageId: first, vector: Float32Array.of(1, 1, 1, 1) },
    { passageId: second, vector: Float32Array.of(1, 0, -1, 0) },
  ]);
  expect(await stored()).toEqual([
    { id: first, vector: [-1, 0.0009765625, -0.125, 0.75], signs: '0101' },
    { id: second, vector: [1, 0, -1, 0], signs: '1000' },
    { id: third, vector: [0.5, -0.25, 0, 1], signs: '1001' },
  ]);
});

test('vectors of different lengths are refused: they would be cut at the wrong places', async () => {
  const [first = 0, second = 0] = ids;
  const rows = [
    { passageId: first, vector: Float32Array.of(1, 0, 0, 0) },
    { passageId: second, vector: Float32Array.of(1, 0, 0) },
  ];
  await expect(insertVectors(store.dataSource, modelId, rows)).rejects.toThrow('length');
});
