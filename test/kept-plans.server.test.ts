/** Statements that a server's connection keeps planned. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { outsideOperations } from '../src/ongoing-operation.js';
import { keepPlan } from '../src/store/kept-plans.js';
import { occurrencesOf } from '../src/store/queries/occurrences.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(() => store.close());

test('a statement of the search is planned once for a connection and an audience, others each time', async () => {
  const runner = store.dataSource.createQueryRunner();
  try {
    await occurrencesOf(runner, [1]);
    await occurrencesOf(runner, [2, 3]);
    await outsideOperations(() => occurrencesOf(runner, [4]), 'CURATORS');
    await runner.query('SELECT id FROM passage WHERE id = $1', [1]);
    const kept: unknown = await runner.query(
      'SELECT name, (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements ORDER BY name DESC',
    );
    expect(kept).toEqual([
      { name: 'occurrences_public', runs: 2 },
      { name: 'occurrences_curators', runs: 1 },
    ]);
  } finally {
    await runner.release();
  }
});

test('no two statements have one name', () => {
  expect(() => keepPlan('occurrences', 'SELECT 1')).toThrow(/Two statements are called occurrences/);
});
