/** The words that keyword search works with, and the migration that makes them of what is in a library. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SearchWords1764005000000 } from '../migrations/1764005000000-search-words.js';
import { indexedWords, searchWords } from '../src/search/search-words.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { openTestStore, type TestStore } from './testkit/store.js';

test.each([
  ['Settings live in /etc/crane/crane.conf.', 'settings live in etc crane crane conf'],
  ['max_conn, --max-age=3 and v3.2.1', 'max conn max age 3 and v3 2 1'],
  ['React.useState', 'react usestate'],
  ['Straße, Café und Gerät', 'strasse cafe und gerat'],
  ['ﬁle Ｗｉｄｅ ²', 'file wide 2'],
  ['20 µs', '20 μs'],
  ['Лебёдка', 'лебедка'],
  ['网络配置', '网络 络配 配置'],
  ['網', '網'],
  ['IPアドレスを設定', 'ip アド ドレ レス スを を設 設定'],
  ['한국어 문서', '한국어 문서'],
  ['C#, C++ and F# on .NET; C## is none', 'csharp cplusplus and fsharp on dotnet c is none'],
  ['example.net', 'example net'],
  ['', ''],
  ['***', ''],
])('%j has the words %j', (text, words) => {
  expect(searchWords(text)).toBe(words);
});

test('words are made of words again', () => {
  const words = searchWords('C# on .NET: 网络配置 /etc/crane.conf Straße');
  expect(searchWords(words).split(' ')).toEqual(expect.arrayContaining(['csharp', 'dotnet', 'etc', 'strasse']));
});

test('where links lead counts once, and makes no phrases', () => {
  const text =
    'See [the flow](/pump/set-flow#flow) or https://example.com/flow. `run <pump.run>`\n\n## Flow {#flow-id}';
  expect(indexedWords(text, ['Flow {#flow-id}'])).toBe(
    'see the flow or run flow \n flow \n pump \n set \n https \n example \n com \n id',
  );
});

test('headings count once more, and parts of names do; neither stands between words of the text', () => {
  expect(indexedWords('pump > Valve\n\nCall useState or HTTPServer now, useState.', ['Valve'])).toBe(
    'pump valve call usestate or httpserver now usestate \n valve \n use \n state \n http \n server',
  );
  expect(indexedWords('plain', [])).toBe('plain');
});

describe('the migration', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await openTestStore();
  });

  afterAll(() => store.close());

  test('gives passages that are there their words and names, and tells the outbox', async () => {
    const { dataSource } = store;
    const place = await addVersion(dataSource, await addProduct(dataSource, 'crane'), '1');
    const texts = ['See /etc/crane/crane.conf.', 'Call React.useState now.'];
    const ids = await addPassages(dataSource, [place], texts);
    const runner = dataSource.createQueryRunner();
    const migration = new SearchWords1764005000000();
    try {
      await migration.down(runner);
      await runner.query(`UPDATE passage SET identifiers = '{kept}'`);
      await runner.query(`INSERT INTO search_index (name, state, definition) VALUES ('test', 'ACTIVE', '')`);
      await runner.query('DELETE FROM outbox');
      await migration.up(runner);
    } finally {
      await runner.release();
    }
    const rows = await dataSource.query<{ words: string; identifiers: string[] }[]>(
      'SELECT search_words AS words, identifiers FROM passage ORDER BY id',
    );
    expect(rows.map(({ words }) => words)).toEqual(texts.map((text) => indexedWords(text, [])));
    expect(rows[0]?.identifiers).toEqual(expect.arrayContaining(['kept', 'crane.conf']));
    expect(rows[1]?.identifiers).toEqual(expect.arrayContaining(['kept', 'react.usestate', 'usestate']));
    const told = await dataSource.query<{ id: number }[]>(
      'SELECT DISTINCT passage_id AS id FROM outbox ORDER BY passage_id',
    );
    expect(told.map(({ id }) => id)).toEqual(ids);
    const terms = await dataSource.query<{ text: string }[]>(`SELECT text FROM term WHERE text = 'usestate'`);
    expect(terms).toHaveLength(1);
  });
});
