/** Elasticsearch fails single items of bulks: none is dropped in silence. */
import { afterEach, expect, test } from '@jest/globals';
import { openElasticsearch } from '../src/search/lexical/elasticsearch/open-elasticsearch.js';
import { heldPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { ask } from './testkit/graphql.js';
import { startPickyElasticsearch } from './testkit/picky-elasticsearch.js';
import { openTestStore, silent } from './testkit/store.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('every tenth item fails: what was refused is a dead letter, what was too much comes later, all else is there', async () => {
  const prefix = scratchPrefix();
  const library = await openTestStore();
  closing.push(() => library.close());
  closing.push(() => removeIndexes(elasticsearchUrl(), prefix));
  const asked = new Map<number, number>();
  let mending = false;
  const picky = await startPickyElasticsearch(elasticsearchUrl(), (passageId) => {
    const times = (asked.get(passageId) ?? 0) + 1;
    asked.set(passageId, times);
    if (mending) return null;
    if (passageId % 20 === 0) return 400;
    return passageId % 20 === 10 && times <= 2 ? 429 : null;
  });
  const elasticsearch = await openElasticsearch(library.dataSource, { url: picky.url, prefix }, silent);
  closing.push(() => picky.close());
  closing.push(() => elasticsearch.close());
  const place = await addVersion(library.dataSource, await addProduct(library.dataSource, 'press'), '1');
  const passageIds = await addPassages(
    library.dataSource,
    [place],
    Array.from({ length: 600 }, (_, at) => `Pressure of valve ${String(at)}.`),
  );
  const refused = passageIds.filter((id) => id % 20 === 0);
  const busy = passageIds.filter((id) => id % 20 === 10);

  expect((await elasticsearch.sync.drain(60_000)).waiting).toBe(0);
  const held = (await heldPassages(elasticsearchUrl(), prefix)).map(({ passageId }) => passageId);
  expect(held).toEqual(passageIds.filter((id) => !refused.includes(id)));
  expect(held).toEqual(expect.arrayContaining(busy));
  const letters: { passageId: number; status: number; reason: string }[] = await library.dataSource.query(
    'SELECT passage_id AS "passageId", status, reason FROM dead_letter ORDER BY passage_id',
  );
  expect(letters.map(({ passageId }) => passageId)).toEqual(refused);
  expect(letters[0]).toMatchObject({ status: 400, reason: 'document_parsing_exception: as the test says' });
  expect(
    await ask(library.dataSource)(
      '{ deadLetters(first: 100) { totalCount nodes { status reason index passage { text } } } }',
    ),
  ).toMatchObject({
    deadLetters: {
      totalCount: refused.length,
      nodes: expect.arrayContaining([
        {
          status: 400,
          reason: 'document_parsing_exception: as the test says',
          index: await elasticsearch.admin.served(),
          passage: { text: `Pressure of valve ${String(passageIds.indexOf(refused[0]!))}.` },
        },
      ]) as unknown,
    },
  });

  mending = true;
  await library.dataSource.query('INSERT INTO outbox (passage_id) SELECT passage_id FROM dead_letter');
  expect(await elasticsearch.sync.drain(60_000)).toMatchObject({ waiting: 0, deadLetters: 0 });
  expect(await heldPassages(elasticsearchUrl(), prefix)).toHaveLength(passageIds.length);
});
