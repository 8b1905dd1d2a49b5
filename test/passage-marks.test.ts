/** Passages and pages that curators hide or mark as wrong: nobody finds or reads the first, everybody is told of the second. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anonymous } from '../src/caller.js';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { pdfOf } from './pdf-files.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind } from './testkit/store-kind.js';

let library: TestLibrary;
let root: string;

/** Words that stand nowhere else, so that each paragraph can be told from the others. */
const paragraph = (at: number): string =>
  Array.from({ length: 15 }, (_, word) => `w${String(at)}x${String(word)}`).join(' ') + `. Paragraph ${String(at)}.`;
const long = (first: number): string =>
  `# Long\n\n## All\n\n${Array.from({ length: 80 }, (_, at) => paragraph(first + at)).join('\n\n')}\n`;

async function ingest(): Promise<void> {
  await library.ingest(root, { vendor: 'Acme' });
}

beforeAll(async () => {
  library = await openTestLibrary();
  root = await library.write('acme', {
    'pump/1/guide/guide.md': '# Guide\n\n## Valves\n\nOpen the valve.\n\n## Motor\n\nThe motor hums.\n',
    'pump/2/guide/guide.md': '# Guide\n\n## Valves\n\nOpen the valve.\n\n## Motor\n\nThe motor sings.\n',
    'pump/1/long/long.md': long(0),
    'pump/1/book/book.pdf': await pdfOf(
      (pdf) => {
        for (const word of ['alpha', 'bravo', 'charlie', 'delta']) {
          pdf.addPage();
          pdf.text(`${word} ${Array.from({ length: 120 }, (_, at) => `${word}${String(at)}`).join(' ')}.`);
        }
      },
      { autoFirstPage: false },
    ),
  });
  await ingest();
});

afterAll(() => library.close());

interface Mark {
  readonly id: string;
  readonly revision: number;
  readonly chunkCount: number;
  readonly version: string | null;
  readonly reason: string | null;
}

const fields = 'id effect version reason revision chunkCount';
const markPassage = async (input: Record<string, unknown>): Promise<Mark> =>
  (
    await library.ask<{ markPassage: { mark: Mark } }>(
      `mutation Mark($input: MarkPassageInput!) { markPassage(input: $input) { mark { ${fields} } } }`,
      { input },
    )
  ).markPassage.mark;
const markPages = async (input: Record<string, unknown>): Promise<Mark> =>
  (
    await library.ask<{ markPages: { mark: Mark } }>(
      `mutation Mark($input: MarkPagesInput!) { markPages(input: $input) { mark { ${fields} } } }`,
      { input: { product: 'pump', version: '1', document: 'book', ...input } },
    )
  ).markPages.mark;
const unmark = ({ id, revision }: Mark): Promise<unknown> =>
  library.ask('mutation Unmark($input: DeleteSettingInput!) { unmark(input: $input) { id } }', {
    input: { id, expectedRevision: revision },
  });
const marks = async (of: TestLibrary = library, given = ''): Promise<readonly Mark[]> =>
  (
    await of.ask<{ passageMarks: { nodes: Mark[] } }>(
      `query Marks { passageMarks(first: 100${given}) { nodes { ${fields} } } }`,
    )
  ).passageMarks.nodes;

interface Found {
  readonly key: string;
  readonly text: string;
  readonly flags: readonly string[];
}

async function find(query: string, version = '1', of: TestLibrary = library): Promise<readonly Found[]> {
  const answers = await Promise.all(
    ['LEXICAL', 'HYBRID'].map((mode) =>
      of.ask<{ search: { hits: { nodes: { chunk: Found }[] } } }>(
        `query Find($query: String!, $version: String!, $mode: SearchMode) {
          search(query: $query, mode: $mode, scope: { products: ["pump"], versions: [$version] }) { hits { nodes { chunk { key text flags } } } } }`,
        { query, version, mode },
      ),
    ),
  );
  return answers.flatMap(({ search }) => search.hits.nodes.map(({ chunk }) => chunk));
}

/** Whether a search gives a text with these words. */
const finds = async (words: string, version = '1', of: TestLibrary = library): Promise<boolean> =>
  (await find(words, version, of)).some(({ text }) => text.includes(words));

async function keyOf(words: string, version = '1'): Promise<string> {
  const hit = (await find(words, version)).find(({ text }) => text.includes(words));
  if (hit === undefined) throw new Error(`nothing says "${words}"`);
  return hit.key;
}

const read = (key: string): Promise<{ chunk: Found | null }> =>
  library.ask('query Read($key: String!) { chunk(key: $key) { key text flags } }', { key });

test('a hidden passage is neither found nor read, in its version alone; shown again it is as it was', async () => {
  const key = await keyOf('Open the valve');
  const mark = await markPassage({ effect: 'HIDE', chunk: key });
  expect(mark).toMatchObject({ chunkCount: 1, version: '1' });
  expect(await finds('Open the valve')).toBe(false);
  expect(await read(key)).toEqual({ chunk: null });
  expect(await finds('Open the valve', '2')).toBe(true);
  const { document } = await library.ask<{ document: { chunks: { totalCount: number; nodes: Found[] } } }>(
    'query Chunks { document(product: "pump", version: "1", slug: "guide") { chunks { totalCount nodes { key text flags } } } }',
  );
  expect(document.chunks.nodes.map(({ text }) => text)).toEqual(['The motor hums.']);
  expect(document.chunks.totalCount).toBe(1);
  const { chunk } = await library.ask<{ chunk: { neighbours: { before: unknown[] } } }>(
    'query Around($key: String!) { chunk(key: $key) { neighbours { before { key } } } }',
    { key: await keyOf('motor hums') },
  );
  expect(chunk.neighbours.before).toEqual([]);
  await expect(unmark({ ...mark, revision: 7 })).rejects.toMatchObject({ code: 'CONFLICT' });
  await unmark(mark);
  expect(await finds('Open the valve')).toBe(true);
  expect((await read(key)).chunk?.key).toBe(key);
});

test('in all versions, and in those to come', async () => {
  const mark = await markPassage({ effect: 'HIDE', chunk: await keyOf('Open the valve'), allVersions: true });
  expect(mark).toMatchObject({ chunkCount: 2, version: null });
  expect(await finds('Open the valve', '2')).toBe(false);
  await library.write('acme', { 'pump/3/guide/guide.md': '# Guide\n\n## Valves\n\nOpen the valve.\n\nThen wait.\n' });
  await ingest();
  expect(await finds('Open the valve', '3')).toBe(false);
  await unmark(mark);
  expect(await finds('Open the valve', '3')).toBe(true);
});

test('a passage that is marked as wrong is found, with what is wrong about it', async () => {
  const key = await keyOf('motor hums');
  await expect(markPassage({ effect: 'FLAG', chunk: key })).rejects.toMatchObject({ details: { field: 'reason' } });
  const mark = await markPassage({ effect: 'FLAG', chunk: key, reason: 'It is silent.' });
  expect((await find('motor hums')).find((one) => one.key === key)?.flags).toEqual(['It is silent.']);
  expect((await read(key)).chunk?.flags).toEqual(['It is silent.']);
  await unmark(mark);
  expect((await read(key)).chunk?.flags).toEqual([]);
});

test('what was hidden stays hidden however the document is cut anew, and nothing else is', async () => {
  const key = await keyOf('w20x7');
  const { chunk } = await read(key);
  const hidden = [...new Set((chunk?.text ?? '').match(/w\d+x7\b/gu))];
  expect(hidden.length).toBeGreaterThan(1);
  const mark = await markPassage({ effect: 'HIDE', chunk: key });
  await writeFile(join(root, 'pump/1/long/long.md'), long(-1).replaceAll('w-', 'n').replace('-1', 'minus'));
  await ingest();
  const [placed] = await marks();
  expect(placed?.chunkCount).toBeGreaterThan(0);
  // Half of a hidden passage may stand in a chunk that is mostly something else; its middle does not.
  const middle = hidden[Math.floor(hidden.length / 2)] ?? '';
  expect(await finds(middle)).toBe(false);
  expect(await finds('w1x7')).toBe(true);
  expect(await finds('w37x7')).toBe(true);
  await library.app.store.dataSource.query(`DELETE FROM document WHERE slug = 'long'`);
  expect((await marks(library, ', onlyDead: true')).map(({ id }) => id)).toEqual([mark.id]);
  await ingest();
  expect(await finds(middle)).toBe(false);
  await unmark(mark);
  expect(await finds(middle)).toBe(true);
});

test('pages are hidden with every chunk that stands on them, before and after the next ingest', async () => {
  const mark = await markPages({ effect: 'HIDE', firstPage: 2, lastPage: 3 });
  expect(await finds('bravo')).toBe(false);
  expect(await finds('charlie')).toBe(false);
  expect(await finds('alpha')).toBe(true);
  expect(await finds('delta')).toBe(true);
  await library.app.store.dataSource.query(`DELETE FROM document WHERE slug = 'book'`);
  await ingest();
  expect([await finds('bravo'), await finds('delta')]).toEqual([false, true]);
  await unmark(mark);
  expect(await finds('bravo')).toBe(true);
  for (const wrong of [
    { firstPage: 0, lastPage: 1 },
    { firstPage: 3, lastPage: 2 },
    { firstPage: 1, lastPage: 1, document: 'none' },
  ]) {
    await expect(markPages({ effect: 'HIDE', ...wrong })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});

test('each change is in the history and is taken back from there, unless it is no longer as it left it', async () => {
  const mark = await markPassage({ effect: 'HIDE', chunk: await keyOf('motor hums') });
  await unmark(mark);
  const history = async () =>
    (
      await library.ask<{ searchSettingChanges: { nodes: { id: string; after: unknown }[] } }>(
        'query History($id: ID!) { searchSettingChanges(kind: PASSAGE_MARK, id: $id) { nodes { id after } } }',
        { id: mark.id },
      )
    ).searchSettingChanges.nodes;
  const undo = async (id: string | undefined): Promise<Mark | null> =>
    (
      await library.ask<{ undoMarkChange: { mark: Mark | null } }>(
        `mutation Undo($change: Int!) { undoMarkChange(input: { change: $change }) { mark { ${fields} } } }`,
        { change: Number(id) },
      )
    ).undoMarkChange.mark;
  const [gone] = await history();
  expect(gone?.after).toBeNull();
  expect(await undo(gone?.id)).toMatchObject({ id: mark.id, chunkCount: 1 });
  expect(await finds('motor hums')).toBe(false);
  await expect(undo(gone?.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  const [again] = await history();
  expect(await undo(again?.id)).toBeNull();
  expect(await finds('motor hums')).toBe(true);
});

test('readers may not', async () => {
  const key = await keyOf('motor hums');
  for (const source of [
    'query Marks { passageMarks { totalCount } }',
    `mutation Mark { markPassage(input: { effect: HIDE, chunk: "${key}" }) { mark { id } } }`,
    'mutation Mark { markPages(input: { effect: HIDE, product: "pump", document: "book", firstPage: 1, lastPage: 1 }) { mark { id } } }',
    'mutation Undo { undoMarkChange(input: { change: 1 }) { mark { id } } }',
  ]) {
    await expect(library.ask(source, {}, anonymous('GRAPHQL'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await finds('motor hums')).toBe(true);
});

test('they are in the file of all curation, and in force when it is applied; they move to another database', async () => {
  const mark = await markPassage({ effect: 'HIDE', chunk: await keyOf('motor hums') });
  await markPages({ effect: 'FLAG', firstPage: 1, lastPage: 1, reason: 'Old.' });
  const exported = async (of: TestLibrary): Promise<string> =>
    (await of.ask<{ curationFile: string }>('query File { curationFile }')).curationFile;
  const apply = (yaml: string): Promise<unknown> =>
    library.ask(
      'mutation Apply($yaml: String!) { applyCurationFile(input: { yaml: $yaml }) { settings { kind } errors { message } } }',
      { yaml },
    );
  const file = await exported(library);
  expect(await apply(file)).toEqual({ applyCurationFile: { settings: [], errors: [] } });
  await unmark(mark);
  expect(await finds('motor hums')).toBe(true);
  expect(await apply(file)).toEqual({ applyCurationFile: { settings: [{ kind: 'PASSAGE_MARK' }], errors: [] } });
  expect(await finds('motor hums')).toBe(false);
  expect(await exported(library)).toBe(file);

  const other = await openTestLibrary({}, storeKind === 'server' ? 'embedded' : storeKind);
  try {
    const path = join(library.folder, 'marked.backup');
    await writeBackup(library.app.store.dataSource, { path, program: 'test' });
    await restoreBackup(other.app.store.dataSource, { path, replace: false });
    expect(await marks(other)).toEqual(await marks());
    expect(await finds('motor hums', '1', other)).toBe(false);
    expect((await find('alpha', '1', other)).some(({ flags }) => flags.includes('Old.'))).toBe(true);
  } finally {
    await other.close();
  }
});
