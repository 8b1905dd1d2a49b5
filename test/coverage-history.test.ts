/** How coverage changed: noted after each ingest, told to curators. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { recordCoverage } from '../src/store/writes/coverage-history.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
});

afterAll(() => library.close());

interface Change {
  readonly version: string;
  readonly kind: string;
  readonly documentCount: number;
  readonly documentsBefore: number;
  readonly chunkCount: number;
  readonly chunksBefore: number;
}

async function changes(days = 30): Promise<readonly Change[]> {
  const source = `query Changes($days: Int!) { coverageChanges(product: "heron", days: $days) { nodes {
    version kind documentCount documentsBefore chunkCount chunksBefore } } }`;
  return (await library.ask<{ coverageChanges: { nodes: Change[] } }>(source, { days })).coverageChanges.nodes;
}

test('each ingest is noted by what it changed, with the numbers before', async () => {
  const page = (words: string): string => `# ${words}\n\nAll about ${words}.\n`;
  const path = await library.write('docs', {
    'heron/1/guide/a.md': page('gates'),
    'heron/1/admin-guide/a.md': page('operations'),
  });
  await library.ingest(path);
  const first = await changes();
  expect(first).toMatchObject([
    { version: '1', kind: 'ADMIN_GUIDE', documentCount: 1, documentsBefore: 0 },
    { version: '1', kind: 'GUIDE', documentCount: 1, documentsBefore: 0 },
  ]);
  await library.ingest(path);
  await recordCoverage(library.app.store.dataSource);
  expect(await changes()).toEqual(first);
  await library.write('docs', { 'heron/1/guide/b.md': page('hinges') });
  await library.remove('docs', 'heron/1/admin-guide/a.md');
  await library.app.ingest.run({ kind: 'FOLDER', location: path, options: {}, allowArchive: true });
  const later = await changes();
  expect(later).toHaveLength(4);
  expect(later.slice(0, 2)).toEqual([
    expect.objectContaining({ kind: 'ADMIN_GUIDE', documentCount: 0, documentsBefore: 1, chunkCount: 0 }),
    expect.objectContaining({ kind: 'GUIDE', documentCount: 1, documentsBefore: 1, chunkCount: 2, chunksBefore: 1 }),
  ]);
});

test('how much was there at the end of a day is told, from the last change before the time on', async () => {
  const { dataSource } = library.app.store;
  await dataSource.query(
    `UPDATE coverage_history SET at = at - interval '3 days'
     WHERE product = 'heron' AND at = (SELECT min(at) FROM coverage_history WHERE product = 'heron')`,
  );
  const trend = async (days: number, product = 'heron') => {
    const source = `query Trend($days: Int!, $product: String) { coverageTrend(days: $days, product: $product) { day documents chunks } }`;
    return (await library.ask<{ coverageTrend: { documents: number; chunks: number }[] }>(source, { days, product }))
      .coverageTrend;
  };
  const both = [
    { documents: 2, chunks: 2 },
    { documents: 1, chunks: 2 },
  ];
  expect(await trend(30)).toMatchObject(both);
  expect(await trend(1)).toMatchObject(both);
  expect(await trend(30, 'nobody')).toEqual([]);
});

test('what is older than two years goes, but for what was there since', async () => {
  const { dataSource } = library.app.store;
  await dataSource.query(`UPDATE coverage_history SET at = at - interval '3 years'`);
  await recordCoverage(dataSource);
  const rows = await dataSource.query<{ kind: string; documents: number }[]>(
    `SELECT kind, documents FROM coverage_history WHERE product = 'heron' ORDER BY kind`,
  );
  expect(rows).toEqual([
    { kind: 'ADMIN_GUIDE', documents: 0 },
    { kind: 'GUIDE', documents: 1 },
  ]);
  expect(await changes()).toEqual([]);
});

test('readers do not see it', async () => {
  const peek = library.ask('query Peek { coverageChanges { totalCount } }', {}, anonymous('GRAPHQL'));
  await expect(peek).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
