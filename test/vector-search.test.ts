/** Search by meaning in Postgres, against distances computed here. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createVectorMaintenance } from '../src/search/vector/centre.js';
import { createVectorSearch, type VectorSearch } from '../src/search/vector/vector-search.js';
import { ensureActiveModel } from '../src/store/writes/embedding-models.js';
import { insertVectors } from '../src/store/writes/vectors.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';
import { storeKind } from './testkit/store-kind.js';

const dimensions = 64;
const count = 1_200;
let library: TestStore;
let search: VectorSearch;
let modelId: number;
let hidden: string;
let shownVersion: string;
let small: string;
const vectors = new Map<number, Float32Array>();

/** Numerical Recipes' generator: the same vectors in every run. */
let state = 7;
function noise(): number {
  state = (state * 1_664_525 + 1_013_904_223) >>> 0;
  return state / 2 ** 31 - 1;
}

const offset = Float32Array.from({ length: dimensions }, () => 1.5 * noise());
const topics = Array.from({ length: 25 }, () => Float32Array.from({ length: dimensions }, noise));

/** A unit vector near one of the topics; all lean the same way, as those of language models do. */
function embedding(): Float32Array {
  const topic = topics[Math.floor(((noise() + 1) / 2) * topics.length)] ?? topics[0]!;
  const raw = topic.map((value, at) => value + offset[at]! + 0.7 * noise());
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

function nearest(query: Float32Array, among: readonly number[], limit: number): number[] {
  const score = (id: number): number => dot(query, vectors.get(id)!);
  return [...among].sort((a, b) => score(b) - score(a)).slice(0, limit);
}

beforeAll(async () => {
  library = await openTestStore();
  const { dataSource } = library;
  modelId = await ensureActiveModel(dataSource, { id: 'test-model', dimensions });
  search = createVectorSearch(library, modelId);
  const large = await addProduct(dataSource, 'large');
  small = await addProduct(dataSource, 'small');
  const [shown, draft] = [
    await addVersion(dataSource, large, '1'),
    await addVersion(dataSource, large, '2', { state: 'DRAFT' }),
  ];
  const other = await addVersion(dataSource, small, '1');
  hidden = draft.versionId;
  shownVersion = shown.versionId;
  for (const [place, many] of [
    [shown, count - 60],
    [draft, 30],
    [other, 30],
  ] as const) {
    const texts = Array.from({ length: many }, (_, at) => `${place.documentId} ${String(at)}`);
    const ids = await addPassages(dataSource, [place], texts);
    const rows = ids.map((passageId) => ({ passageId, vector: embedding() }));
    if (place !== draft) for (const row of rows) vectors.set(row.passageId, row.vector);
    await insertVectors(dataSource, modelId, rows);
  }
}, 900_000);

afterAll(async () => {
  await library.close();
});

async function recall(): Promise<number> {
  let found = 0;
  for (let at = 0; at < 20; at += 1) {
    const query = embedding();
    const hits = await search.search({ vector: query, scope: {}, limit: 10 });
    const ids = new Set(hits.map((hit) => hit.passageId));
    found += nearest(query, [...vectors.keys()], 10).filter((id) => ids.has(id)).length;
  }
  return found / 200;
}

test('finds at least .98 of the true ten nearest, with cosine similarities, once the signs are centred', async () => {
  const { dataSource } = library;
  await createVectorMaintenance({ dataSource, mode: storeKind }, modelId, { indexFrom: 1_000 }).run();
  expect(await recall()).toBeGreaterThanOrEqual(0.98);
  const query = embedding();
  const [hit] = await search.search({ vector: query, scope: {}, limit: 1 });
  expect(hit?.score).toBeCloseTo(dot(query, vectors.get(hit!.passageId)!), 2);
});

test('a graph over the signs is built on a server only', async () => {
  const signs = `passage_vector_signs_${String(modelId)}`;
  const [row] = await library.dataSource.query<{ index: string | null }[]>(`SELECT to_regclass($1)::text AS index`, [
    signs,
  ]);
  expect(row?.index ?? null).toBe(storeKind === 'server' ? signs : null);
});

test('signs are centred: each splits the library about in half', async () => {
  const [row]: { ones: number }[] = await library.dataSource.query(
    'SELECT avg(bit_count(signs::bit(64)))::float AS ones FROM passage_vector',
  );
  expect(Math.abs(row!.ones - dimensions / 2)).toBeLessThan(4);
});

test('vectors that come after the centre refer to it', async () => {
  const { dataSource } = library;
  const [before]: { passageId: number; productId: string; embedding: string; signs: string }[] = await dataSource
    .query(
      `DELETE FROM passage_vector WHERE passage_id = (SELECT min(passage_id) FROM passage_vector)
     RETURNING passage_id AS "passageId", product_id AS "productId", embedding::text, signs::text`,
    )
    .then((result: [unknown[]]) => result[0] as never);
  const vector = vectors.get(before!.passageId)!;
  await insertVectors(dataSource, modelId, [{ passageId: before!.passageId, vector }]);
  const [after]: { signs: string }[] = await dataSource.query(
    'SELECT signs::text FROM passage_vector WHERE passage_id = $1',
    [before!.passageId],
  );
  expect(after?.signs).toBe(before?.signs);
});

test('a small scope is searched exactly and gives all that it holds', async () => {
  const query = embedding();
  const hits = await search.search({ vector: query, scope: { productIds: [small] }, limit: 50 });
  expect(hits).toHaveLength(30);
  const ids = hits.map((hit) => hit.passageId);
  expect(ids.slice(0, 5)).toEqual(nearest(query, ids, 5));
});

test('what is not published is not found, nor anything in an empty scope', async () => {
  const query = embedding();
  expect(await search.search({ vector: query, scope: { versionIds: [hidden] }, limit: 10 })).toEqual([]);
  expect(await search.search({ vector: query, scope: { kinds: [] }, limit: 10 })).toEqual([]);
  const all = await search.search({ vector: query, scope: {}, limit: count });
  expect(all).toHaveLength(count - 30);
});

test('a scope that is most of the library is searched at once, and nothing outside of it is found', async () => {
  const inside = [...vectors.keys()].slice(0, count - 60);
  const query = jest.spyOn(library.dataSource, 'query');
  let found = 0;
  for (let at = 0; at < 20; at += 1) {
    const vector = embedding();
    const hits = await search.search({ vector, scope: { versionIds: [shownVersion] }, limit: 100 });
    const ids = hits.map((hit) => hit.passageId);
    expect(ids.filter((id) => !inside.includes(id))).toEqual([]);
    found += nearest(vector, inside, 10).filter((id) => ids.includes(id)).length;
  }
  const searches = query.mock.calls.filter(([statement]) => statement.includes('FROM passage_vector pv'));
  query.mockRestore();
  expect(searches).toHaveLength(20);
  expect(found / 200).toBeGreaterThanOrEqual(0.98);
});

test('a few passages that are not published do not cost a second search', async () => {
  const query = jest.spyOn(library.dataSource, 'query');
  const hits = await search.search({ vector: embedding(), scope: {}, limit: 100 });
  const searches = query.mock.calls.filter(([statement]) => statement.includes('near AS MATERIALIZED'));
  query.mockRestore();
  expect([hits.length, searches.length]).toEqual([100, 1]);
});

test('another model is refused, naming both; the same one is found again', async () => {
  await expect(ensureActiveModel(library.dataSource, { id: 'other-model', dimensions: 8 })).rejects.toMatchObject({
    code: 'MODEL_MISMATCH',
    details: { stored: 'test-model', configured: 'other-model' },
  });
  expect(await ensureActiveModel(library.dataSource, { id: 'test-model', dimensions })).toBe(modelId);
});
