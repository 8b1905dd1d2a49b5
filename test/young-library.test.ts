/** What it costs to look texts up in a library that Postgres has no figures of yet: no more than the texts are. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { createVocabularyWriter } from '../src/ingest/write/vocabulary.js';
import type { Queryable } from '../src/store/queryable.js';
import { embeddedPassages, ensurePassages } from '../src/store/writes/passages.js';
import { rememberTerms } from '../src/store/writes/terms.js';
import { aProduct } from './testkit/factories.js';
import { openTestStore, type TestStore } from './testkit/store.js';

const held = 3_000;
const wanted = 10;

let store: TestStore;
let productId: string;
let modelId: number;

const hashOf = (number: number): string => number.toString(16).padStart(64, '0');

beforeAll(async () => {
  store = await openTestStore();
  const { dataSource } = store;
  ({ id: productId } = await aProduct(dataSource));
  const [model] = await dataSource.query<{ id: number }[]>(
    `INSERT INTO embedding_model (name, dimensions) VALUES ('test', 2) RETURNING id`,
  );
  modelId = model?.id ?? 0;
  await dataSource.query(
    `INSERT INTO passage (product_id, hash, heading_path, text, search_text, search_words, identifiers, tokens)
     SELECT $1, decode(lpad(to_hex(n), 64, '0'), 'hex'), '{}', 'text', 'text', 'text', '{}', 1 FROM generate_series(1, $2::int) n`,
    [productId, held],
  );
  await dataSource.query(
    `INSERT INTO passage_vector (passage_id, product_id, model_id, embedding, signs)
     SELECT id, product_id, $1, '[1,0]', B'10' FROM passage`,
    [modelId],
  );
  await dataSource.query(
    `INSERT INTO term (product_id, text, identifier) SELECT $1, 'word' || n, false FROM generate_series(1, $2::int) n`,
    [productId, held],
  );
});

afterAll(() => store.close());

/** Rows of the tables that this session has read and that Postgres has not booked yet. */
async function readSoFar(manager: EntityManager): Promise<number> {
  const [read] = await manager.query<{ rows: string }[]>(
    `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) AS rows FROM pg_stat_xact_user_tables
     WHERE relname IN ('passage', 'passage_vector', 'term')`,
  );
  return Number(read?.rows);
}

function rowsRead(work: (manager: EntityManager) => Promise<unknown>): Promise<number> {
  return store.dataSource.transaction(async (manager) => {
    const before = await readSoFar(manager);
    await work(manager);
    return (await readSoFar(manager)) - before;
  });
}

const hashes = Array.from({ length: wanted }, (_, at) => hashOf(100 * at + 1));

test('passages that are embedded already are found by themselves', async () => {
  let found = new Map<string, number>();
  const rows = await rowsRead(async (manager) => {
    found = await embeddedPassages(manager, modelId, productId, [...hashes, hashOf(held + 1)]);
  });
  expect([...found.keys()].sort()).toEqual(hashes);
  expect(rows).toBeLessThan(5 * wanted);
});

test('passages that are written again are found by themselves', async () => {
  const passages = hashes.map((hash) => ({
    ...{
      hash,
      headingPath: [],
      text: 'text',
      searchText: 'text',
      searchWords: 'text',
      identifiers: [],
      defines: [],
      tokens: 1,
    },
  }));
  const rows = await rowsRead(async (manager) => {
    const { ids, inserted } = await ensurePassages(manager, productId, passages);
    expect([...ids.keys()].sort()).toEqual(hashes);
    expect(inserted).toBe(0);
  });
  expect(rows).toBeLessThan(10 * wanted);
});

test('words that are known are found by themselves', async () => {
  const words = new Set(Array.from({ length: wanted }, (_, at) => `word${String(at + 1)}`));
  const rows = await rowsRead((manager) =>
    rememberTerms(manager, productId, { words, identifiers: new Set(['word1', 'new-one']) }),
  );
  expect(rows).toBeLessThan(5 * wanted);
  const known = await store.dataSource.query<unknown[]>(
    `SELECT text, identifier FROM term WHERE text IN ('word1', 'word2', 'new-one') ORDER BY text`,
  );
  expect(known).toEqual([
    { text: 'new-one', identifier: true },
    { text: 'word1', identifier: true },
    { text: 'word2', identifier: false },
  ]);
});

test('words are sent once in a run, and again as identifiers once they turn out to be ones', async () => {
  const sent: unknown[] = [];
  const db: Queryable = {
    query(sql: string, parameters?: unknown[]) {
      sent.push(parameters?.slice(1));
      return store.dataSource.query(sql, parameters);
    },
  };
  const vocabulary = createVocabularyWriter();
  const add = (words: string[], identifiers: string[] = []): Promise<void> =>
    vocabulary.add(db, productId, { words: new Set(words), identifiers: new Set(identifiers) });
  await add(['relay', 'lamp']);
  await add(['relay', 'contact']);
  await add(['lamp', 'relay', 'contact']);
  await add(['relay'], ['relay']);
  await add([], ['relay']);
  expect(sent).toEqual([
    [
      ['lamp', 'relay'],
      [false, false],
    ],
    [['contact'], [false]],
    [['relay'], [true]],
  ]);
});
