/** Rules and synonyms are kept in memory: a search that none is about asks the database for nothing more than before. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
  const files = { 'pump/1/guide/guide.md': '# Pump\n\n## Valves\n\nOpen the valve before the pump starts.\n' };
  await library.ingest(await library.write('acme', files), { vendor: 'Acme' });
});

afterAll(() => library.close());

/** What a search asks of the database, once it is warm. The clock stands still: what is asked every few seconds is not due. */
async function statementsOf(query: string, rules = true): Promise<string[]> {
  const search = async (): Promise<void> => {
    await library.app.dependencies.search.search({ query, rules, scope: { products: ['pump'] } });
  };
  const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  await search();
  const asked = jest.spyOn(library.app.store.dataSource, 'query');
  await search();
  const statements = asked.mock.calls.map(([sql]) => sql);
  asked.mockRestore();
  clock.mockRestore();
  return statements.sort();
}

test('settings cost no statement where none is about the question, and one where rules are', async () => {
  const before = await statementsOf('open the valve');
  expect(before.length).toBeGreaterThan(2);
  const createRule =
    'mutation Rule($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id } } }';
  const createSynonym =
    'mutation Synonym($input: CreateSynonymInput!) { createSynonym(input: $input) { synonym { id } } }';
  for (let nth = 0; nth < 20; nth += 1) {
    const words = `word${String(nth)}`;
    await library.ask(createSynonym, { input: { synonym: { terms: [words, `other${String(nth)}`] } } });
    const rule = { name: words, match: 'CONTAINS', words, pins: [{ target: 'pump/guide', position: 1 }] };
    await library.ask(createRule, { input: { rule } });
  }
  expect(await statementsOf('open the valve')).toEqual(before);
  const without = await statementsOf('open the valve word3', false);
  expect(await statementsOf('open the valve word3')).toHaveLength(without.length + 1);
});

test('what is read of the settings is read once, however many searches begin at once', async () => {
  library.app.dependencies.searchSettings.forget();
  const asked = jest.spyOn(library.app.store.dataSource, 'query');
  const search = () => library.app.dependencies.search.search({ query: 'valve' });
  await Promise.all([search(), search(), search()]);
  const settings = asked.mock.calls.filter(([sql]) => /FROM (search_setting_change|search_rule|synonym)\b/.test(sql));
  asked.mockRestore();
  expect(settings).toHaveLength(3);
});
