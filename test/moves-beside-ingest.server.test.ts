/** A move while a document of what is moved is on its way in: the document comes to the new place, whole. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thisMachine } from '../src/caller.js';
import { makeMove } from '../src/curation/move.js';
import { planMove } from '../src/curation/plan-move.js';
import { lockStructure } from '../src/store/writes/structure-lock.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { paths } from './testkit/moving.js';

let library: TestLibrary;
let folder: string;

const page = (text: string): string => `# Guide\n\n## Tides\n\n${text}\n`;

beforeAll(async () => {
  library = await openTestLibrary({}, 'server');
  folder = await library.write('manuals', {
    'harbour/1/guide/guide.md': page('The tide rises.'),
    'port/1/notes/notes.md': page('The quay is long.'),
  });
  await library.ingest(folder, { vendor: 'Acme' });
});

afterAll(() => library.close());

/** Resolves when somebody waits for the structure to be free. */
async function awaited(): Promise<void> {
  for (;;) {
    const rows = await library.app.store.dataSource.query<unknown[]>(
      `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (rows.length > 0) return;
  }
}

test('is read again for where it goes now', async () => {
  await library.write('manuals', {
    'harbour/1/guide/guide.md': page('The tide falls.'),
    'harbour/1/extra/extra.md': page('The ebb is slow.'),
  });
  const runner = library.app.store.dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await lockStructure(runner);
    const running = library.ingest(folder, { vendor: 'Acme' });
    await awaited();
    const request = {
      ...({ kind: 'DOCUMENT', things: ['harbour/1/guide'], into: 'port/1', isMerge: false } as const),
      ...{ slug: null, making: null, note: null },
    };
    await makeMove(runner.manager, request, await planMove(runner, request), { caller: thisMachine('COMMAND_LINE') });
    await runner.commitTransaction();
    expect(await running).toMatchObject({ counts: { changed: 1, new: 1, failed: 0, archived: 0 }, problems: [] });
  } finally {
    await runner.release();
  }
  expect(await paths(library)).toEqual(['harbour/1/extra', 'port/1/guide', 'port/1/notes']);
  const rows = await library.app.store.dataSource.query<{ key: string }[]>('SELECT key FROM chunk ORDER BY key');
  expect(rows.map(({ key }) => key)).toEqual([
    ...['harbour::1::extra::extra::0', 'port::1::guide::guide::1', 'port::1::notes::notes::0'],
  ]);
  const strays = await library.app.store.dataSource.query<unknown[]>(
    `SELECT FROM passage p JOIN chunk c ON c.passage_id = p.id JOIN version v ON v.id = c.version_id
     WHERE p.product_id <> v.product_id`,
  );
  expect(strays).toEqual([]);
});
