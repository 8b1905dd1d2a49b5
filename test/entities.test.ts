/** Entities describe the tables that migrations make. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(() => store.close());

test('nothing would have to change for the database to be as the entities say', async () => {
  const { upQueries } = await store.dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});
