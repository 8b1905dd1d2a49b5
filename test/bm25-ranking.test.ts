/** Ranking by the BM25 index inside the embedded Postgres: scores that its scan makes, and scopes that it has to go deep for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unconstrained } from '../src/search/lexical/constraints.js';
import { createBm25Ranking } from '../src/search/lexical/bm25-ranking.js';
import type { WordQuery, WordRanking } from '../src/search/lexical/word-ranking.js';
import { scopeMembers } from '../src/search/scope-members.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;
let ranking: WordRanking;
const few = { product: '', ids: [] as number[] };

beforeAll(async () => {
  store = await openTestStore();
  ranking = createBm25Ranking(store.dataSource);
  await ranking.prepare();
  few.product = await addProduct(store.dataSource, 'few');
  const texts = Array.from(
    { length: 30 },
    (_, n) => `The valve ${'of the pump '.repeat(n + 1)} is opened at noon ${String(n)}.`,
  );
  few.ids = await addPassages(store.dataSource, [await addVersion(store.dataSource, few.product, '1')], texts);
});

afterAll(() => store.close());

const inside = async (productId: string) => {
  const scope = { productIds: [productId] };
  const members = await scopeMembers(store, scope);
  if (members.size === 'nothing') throw new Error('the scope is empty');
  return { scope, members, words: 'valve', constraints: unconstrained };
};

/** The first hits of a scan, with the scores that the operator computes. */
async function expectExactScores(query: WordQuery): Promise<void> {
  const scanned = await ranking.rank(query, 25);
  const computed = await ranking.score(query, few.ids, 25);
  expect(scanned.map(({ passageId }) => passageId)).toEqual(computed.map(({ passageId }) => passageId));
  for (const [at, { score }] of scanned.entries()) expect(score).toBeCloseTo(computed[at]?.score ?? 0, 4);
  expect(new Set(scanned.map(({ score }) => score)).size).toBe(25);
}

test('a scan gives the scores that the operator computes', async () => {
  await expectExactScores(await inside(few.product));
});

test('a scope is found whole though thousands of passages outside of it are better', async () => {
  const many = await addProduct(store.dataSource, 'many');
  const better = Array.from({ length: 9_000 }, (_, n) => `Valve, valve ${String(n)}.`);
  await addPassages(store.dataSource, [await addVersion(store.dataSource, many, '1')], better);
  const hits = await ranking.rank(await inside(few.product), 100);
  expect(hits.map(({ passageId }) => passageId).sort((a, b) => a - b)).toEqual(few.ids);
  // So deep that the planner would rather sort the table, if it were let.
  await store.dataSource.query('ANALYZE passage');
  await expectExactScores(await inside(few.product));
  const wide = {
    scope: {},
    members: { size: 'wide' } as const,
    words: 'valve',
    constraints: {
      required: [],
      forbidden: [
        { words: 'noon', hint: '%noon%' },
        { words: '7', hint: '%7%' },
      ],
    },
  };
  const others = await ranking.rank(wide, 50);
  expect(others).toHaveLength(50);
  expect(others.map(({ passageId }) => few.ids.includes(passageId))).not.toContain(true);
});
