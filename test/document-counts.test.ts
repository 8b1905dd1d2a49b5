/** Counts that documents keep are those of what stands below them, whatever an ingest does; `doctor` says when not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examinePostgres } from '../src/doctor/examine-postgres.js';
import { miscountedDocuments } from '../src/store/writes/document-counts.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
});

afterAll(() => library.close());

interface Counts {
  readonly files: number;
  readonly chunks: number;
  readonly passages: number;
  readonly tokens: number;
  readonly unembedded: number;
}

async function countsOf(slug: string): Promise<Counts> {
  const [row] = await library.app.store.dataSource.query<Counts[]>(
    `SELECT file_count AS files, chunk_count AS chunks, passage_count AS passages, token_count AS tokens,
            unembedded_count AS unembedded FROM document WHERE slug = $1`,
    [slug],
  );
  if (row === undefined) throw new Error(`no document ${slug}`);
  return row;
}

const section = (at: number): string => `## Part ${String(at)}\n\n${`Words of part ${String(at)}. `.repeat(30)}\n`;
const page = (parts: number): string => `# Page\n\n${Array.from({ length: parts }, (_, at) => section(at)).join('\n')}`;

test('they follow every ingest: new files, changed ones, files that go', async () => {
  const path = await library.write('counted', {
    'router/1.0/guide/one.md': page(3),
    'router/1.0/guide/two.md': page(3),
  });
  await library.ingest(path);
  const first = await countsOf('guide');
  // Both files say the same: each passage is there once.
  expect(first).toMatchObject({ files: 2, chunks: 2 * first.passages, unembedded: 0 });
  expect(first.tokens).toBeGreaterThan(0);
  await library.write('counted', { 'router/1.0/guide/two.md': page(6) });
  await library.ingest(path);
  const second = await countsOf('guide');
  expect(second.chunks).toBeGreaterThan(first.chunks);
  await library.remove('counted', 'router/1.0/guide/two.md');
  await library.ingest(path);
  expect(await countsOf('guide')).toMatchObject({ files: 1, chunks: first.chunks / 2, tokens: first.tokens / 2 });
  expect(await miscountedDocuments(library.app.store.dataSource)).toEqual([]);
});

test('doctor finds a wrong count and puts it right', async () => {
  const { dataSource } = library.app.store;
  const right = await countsOf('guide');
  await dataSource.query(
    `UPDATE document SET chunk_count = chunk_count + 1, unembedded_count = 7 WHERE slug = 'guide'`,
  );
  const stateOf = async (repair: boolean) =>
    (await examinePostgres(dataSource, repair)).find(({ check }) => check === 'counts')?.state;
  expect(await stateOf(false)).toBe('WARNING');
  expect(await stateOf(true)).toBe('REPAIRED');
  expect(await stateOf(false)).toBe('OK');
  expect(await countsOf('guide')).toEqual(right);
});
