/** `doctor` finds files that nothing refers to, removes them, and says which originals are gone. */
import { access, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { examineFiles } from '../src/doctor/examine-files.js';
import type { Finding } from '../src/doctor/finding.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let dataDir: string;

beforeAll(async () => {
  library = await openTestLibrary();
  dataDir = join(library.folder, 'data');
  await send('sent.md');
});

afterAll(() => library.close());

async function send(name: string): Promise<void> {
  const { ingest } = library.app;
  const content = Readable.from([Buffer.from('# Sent\n\nSent to the service.\n')]);
  await ingest.work(await ingest.startUpload(name, content, { product: 'sent', version: '1' }));
}

/** A file that has been there for longer than any ingest takes to begin. */
async function oldFile(...path: string[]): Promise<string> {
  const file = join(dataDir, ...path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, 'left over');
  const before = new Date(Date.now() - 48 * 3_600_000);
  await utimes(file, before, before);
  await utimes(dirname(file), before, before);
  return file;
}

function examine(repair = false, workerGroup = hostname()): Promise<Finding[]> {
  return examineFiles(library.app.store.dataSource, { dataDir, workerGroup }, repair);
}

async function warnings(): Promise<string[]> {
  const rows = await library.app.store.dataSource.query<{ warning: string }[]>(
    'SELECT unnest(warnings) AS warning FROM document_file',
  );
  return rows.map(({ warning }) => warning);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

it('finds nothing wrong where every file belongs to something', async () => {
  expect(await examine()).toMatchObject([{ state: 'OK' }, { state: 'OK' }]);
});

it('finds what belongs to nothing, leaves what is young or waits for its job, and removes the rest when asked', async () => {
  const [waiting] = await library.app.store.dataSource.query<{ id: string }[]>(
    `INSERT INTO upload (name, token_hash, state, expires_at)
     VALUES ('later.md', 'x', 'RECEIVED', now() + interval '1 day') RETURNING id`,
  );
  const kept = [await oldFile('uploads', `.${waiting!.id}`), join(dataDir, 'uploads', 'sent.md')];
  const stray = [
    await oldFile('uploads', 'nobody.md'),
    await oldFile('uploads', '.5f0c1f0e-0000-4000-8000-000000000000.part'),
    dirname(await oldFile('sources', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'page.md')),
  ];
  kept.push(join(dataDir, 'uploads', 'young.md'));
  await writeFile(kept[2]!, 'just arrived');
  // The file of the source is old as well.
  await utimes(kept[1]!, new Date(0), new Date(0));

  const [found] = await examine();
  expect(found).toMatchObject({ check: 'files', state: 'WARNING' });
  expect([...(found?.figures?.['stray'] as string[])].sort()).toEqual([...stray].sort());
  expect(await Promise.all(stray.map(isThere))).toEqual([true, true, true]);

  expect((await examine(true))[0]).toMatchObject({ check: 'files', state: 'REPAIRED' });
  expect(await Promise.all(stray.map(isThere))).toEqual([false, false, false]);
  expect(await Promise.all(kept.map(isThere))).toEqual([true, true, true]);
  expect((await examine())[0]).toMatchObject({ state: 'OK' });
});

it('says which originals are gone, marks their files, and takes the mark back when they are sent again', async () => {
  await rm(join(dataDir, 'uploads', 'sent.md'));
  const lost = { check: 'originals', state: 'WARNING', figures: { documents: 1, lost: ['sent.md'] } };
  expect((await examine())[1]).toMatchObject(lost);
  expect(await warnings()).toEqual([]);
  // On another machine are other files.
  expect((await examine(false, 'elsewhere'))[1]).toMatchObject({ state: 'OK' });

  expect((await examine(true))[1]).toMatchObject(lost);
  await examine(true);
  expect(await warnings()).toEqual([expect.stringContaining('original is gone')]);

  await send('sent.md');
  expect((await examine(true))[1]).toMatchObject({ state: 'OK' });
  expect(await warnings()).toEqual([]);
});
