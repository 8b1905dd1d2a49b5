/** The number of SQL statements of a query depends on the query, not on the rows. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aChunk, aDocument, aProduct, aSection, aVendor, aVersion } from './testkit/factories.js';
import { ask, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(() => store.close());

const source = `query ($slug: String!, $first: Int!) { vendor(slug: $slug) { products(first: $first) { totalCount nodes {
  vendor { slug } latestVersion { label }
  versions(first: 1) { totalCount nodes { isLatest documentCount chunkCount pagesWithoutText product { slug }
    documents(first: 2) { totalCount nodes { permalink version { label } files { nodes { name } } pages(first: 1) { totalCount nodes { file { name } } }
      sections { nodes { heading file { name } parent { heading } firstChunk { key } } }
      chunks(first: 2) { totalCount nodes { key text document { slug } file { path } section { heading }
        passage { versions { nodes { label } } } neighbours { before { key } after { key } }
        alsoIn { nodes { version { label } chunk { key } } } } } } } } } } } } }`;

/** The store's data source, which writes down what it is asked. */
function counting(statements: string[]): TestStore['dataSource'] {
  return new Proxy(store.dataSource, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name, target) as unknown;
      return (sql: string, parameters?: unknown[]) => {
        statements.push(sql);
        return target.query<unknown>(sql, parameters);
      };
    },
  });
}

async function statementsOf(slug: string, first: number): Promise<{ statements: string[]; products: number }> {
  const statements: string[] = [];
  const answer = (await ask(counting(statements))(source, { slug, first })) as {
    vendor: { products: { nodes: unknown[] } };
  };
  return { statements, products: answer.vendor.products.nodes.length };
}

test('20 products cost as many statements as 1', async () => {
  const vendor = await aVendor(store.dataSource);
  for (let at = 0; at < 20; at += 1) {
    const version = await aVersion(store.dataSource, { product: await aProduct(store.dataSource, { vendor }) });
    const document = await aDocument(store.dataSource, { version });
    const top = await aSection(store.dataSource, document, {});
    const below = await aSection(store.dataSource, document, { parent_id: top.id, position: 1, depth: 2 });
    for (const ordinal of [0, 1]) {
      await aChunk(store.dataSource, { document, ordinal, columns: { section_id: below.id } });
    }
  }
  const one = await statementsOf(vendor.slug, 1);
  const twenty = await statementsOf(vendor.slug, 20);
  expect([one.products, twenty.products]).toEqual([1, 20]);
  expect(twenty.statements.toSorted()).toEqual(one.statements.toSorted());
});

test('a hit is read with all that is cited with it in one statement', async () => {
  const vendor = await aVendor(store.dataSource);
  const product = await aProduct(store.dataSource, { vendor });
  const document = await aDocument(store.dataSource, { version: await aVersion(store.dataSource, { product }) });
  const chunks = [
    await aChunk(store.dataSource, { document, ordinal: 0 }),
    await aChunk(store.dataSource, { document, ordinal: 1 }),
  ];
  const hits = chunks.map(({ id, passageId }, at) => ({
    rank: at + 1,
    score: 1,
    passageId,
    chunkId: id,
    alsoAt: [],
    alsoIn: [],
    changedIn: [],
    explain: { lexical: null, vector: null, exact: null, fusion: 'WEIGHTED' as const },
  }));
  const statements: string[] = [];
  const cited =
    'key document { title permalink releasedOn statedVersions } version { label releasedOn } product { slug name } vendor { slug }';
  const [fromHit, byKey] = [ask(counting(statements), searchThatAnswers({ hits })), ask(store.dataSource)];
  const answer = (await fromHit(`{ search(query: "x") { hits { nodes { chunk { ${cited} } } } } }`)) as {
    search: { hits: { nodes: { chunk: { key: string; vendor: { slug: string } } }[] } };
  };
  expect(statements).toHaveLength(1);
  expect(answer.search.hits.nodes).toHaveLength(2);
  for (const { chunk } of answer.search.hits.nodes) {
    const { chunk: alone } = (await byKey(`query ($key: String!) { chunk(key: $key) { ${cited} } }`, {
      key: chunk.key,
    })) as { chunk: unknown };
    expect(chunk).toEqual(alone);
    expect(chunk.vendor.slug).toBe(vendor.slug);
  }
});
