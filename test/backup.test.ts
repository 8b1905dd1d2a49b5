/** Backup and restore: everything moves, between the kinds of Postgres too, whole or not at all. */
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { tablesOf } from '../src/store/backup/tables.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind, type StoreKind } from './testkit/store-kind.js';

/** A run with a server moves a library there and back; one without can only move between folders. */
const other: StoreKind = storeKind === 'server' ? 'embedded' : storeKind;
const manual = (version: string): string =>
  [
    '# Gate guide',
    '',
    '## Sessions',
    '',
    `A session of release ${version} ends after an idle timeout; error \`E_GATE_17\` says so.`,
    '',
    '## Doors',
    '',
    'A door opens when its latch receives a pulse, and the buzzer sounds “Grüß Gott” in a café.',
    '',
    '## Alarms',
    '',
    'The alarm is raised by a broken sensor and is cleared by hand on the panel.',
    '',
  ].join('\n');

const opened: TestLibrary[] = [];
let original: TestLibrary;
let file: string;

async function emptyLibrary(kind: StoreKind): Promise<TestLibrary> {
  const library = await openTestLibrary({}, kind);
  opened.push(library);
  return library;
}

async function rowsOf({ app }: TestLibrary): Promise<Record<string, unknown>> {
  const { dataSource } = app.store;
  const rows: Record<string, unknown> = {};
  for (const { name, columns, key } of await tablesOf(dataSource)) {
    rows[name] = await dataSource.query(
      `SELECT ${columns.map((column) => `"${column}"::text`).join(', ')} FROM "${name}" ORDER BY ${key.map((column) => `"${column}"`).join(', ')}`,
    );
  }
  return rows;
}

interface Found {
  readonly search: { readonly hits: { readonly nodes: readonly { readonly chunk: { readonly key: string } }[] } };
}

function found(library: TestLibrary, query: string, mode: string): Promise<Found> {
  return library.ask<Found>(
    `query Found($query: String!, $mode: SearchMode) {
      search(query: $query, mode: $mode) { hits { nodes { rank chunk { key text permalink } alsoIn { nodes { version { label } } } } } }
    }`,
    { query, mode },
  );
}

const backUp = ({ app }: TestLibrary, path: string) => writeBackup(app.store.dataSource, { path, program: 'test' });
const restore = ({ app }: TestLibrary, path: string, replace = false) =>
  restoreBackup(app.store.dataSource, { path, replace });

beforeAll(async () => {
  original = await emptyLibrary(storeKind);
  const source = await original.write('manuals', {
    'gate/1.0/guide/guide.md': manual('1.0'),
    'gate/2.0/guide/guide.md': manual('2.0'),
    'gate/2.0/notes/notes.md': '# Notes\n\nThe hinge was oiled.\n',
  });
  await original.ingest(source, { vendor: 'Acme' });
  await original.write('manuals', {
    'gate/2.0/notes/notes.md':
      '# Notes\n\nPainted by hand in two coats of enamel, dried under cover for two days, rubbed down with fine paper and waxed until no mark of a brush was left on any bar.\n\n## Hinge\n\nThe hinge was oiled.\n',
  });
  await original.ingest(source, { vendor: 'Acme' });
  await original.app.store.dataSource.query(
    `INSERT INTO saved_view (list, name, filters, columns, density, is_shared, owner_kind, owner_name, caller_name)
     VALUES ('DOCUMENTS', 'Guides', '[{"name": "kind", "value": "GUIDE"}]', '{title,kind}', 'COMPACT', true, 'MACHINE', 'Me', 'Me')`,
  );
  await original.app.store.dataSource.query(`UPDATE product SET overrides = '{"name": "The Gate"}'`);
  file = join(original.folder, 'library.backup');
  await backUp(original, file);
});

afterAll(async () => {
  for (const library of opened) await library.close();
});

describe('a move there and back', () => {
  let there: TestLibrary;
  let back: TestLibrary;

  beforeAll(async () => {
    there = await emptyLibrary(other);
    await restore(there, file);
    back = await emptyLibrary(storeKind);
    const second = join(there.folder, 'second.backup');
    await backUp(there, second);
    await restore(back, second);
  });

  test('keeps every row of every table', async () => {
    const before = await rowsOf(original);
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['chunk', 'chunk_redirect', 'job', 'job_file', 'passage', 'passage_vector', 'product']),
    );
    expect(before['passage']).not.toEqual([]);
    expect(before['saved_view']).toHaveLength(1);
    expect(await rowsOf(there)).toEqual(before);
    expect(await rowsOf(back)).toEqual(before);
  });

  const queries = ['E_GATE_17', 'idle timeout of a session', 'broken sensor', '"Grüß Gott"'];

  test.each(['SEMANTIC', 'LEXICAL', 'HYBRID'])('finds the same after both moves, by %s', async (mode) => {
    for (const query of queries) {
      const before = await found(original, query, mode);
      expect(before).toHaveProperty('search.hits.nodes.0');
      expect(await found(back, query, mode)).toEqual(before);
      if (mode === 'SEMANTIC') expect(await found(there, query, mode)).toEqual(before);
    }
  });

  // The two kinds of Postgres weigh words a little differently, so that the places of weak hits may change.
  test.each(['LEXICAL', 'HYBRID'])(
    'finds the same passages in the other kind, the best one first, by %s',
    async (mode) => {
      const keys = ({ search }: Found): string[] => search.hits.nodes.map(({ chunk }) => chunk.key);
      for (const query of queries) {
        const before = await found(original, query, mode);
        const moved = await found(there, query, mode);
        expect(keys(moved)[0]).toBe(keys(before)[0]);
        expect(keys(moved).sort()).toEqual(keys(before).sort());
      }
    },
  );

  test('goes on being a library: the next ingest changes what changed, with numbers of its own', async () => {
    const source = await there.write('more', { 'gate/3.0/guide/guide.md': manual('3.0') });
    const { counts } = await there.ingest(source, { vendor: 'Acme' });
    expect(counts).toMatchObject({ new: 1, failed: 0, passagesShared: 2 });
  });

  test('leaves the tables as the migrations make them', async () => {
    const { upQueries } = await there.app.store.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => /CONSTRAINT|REFERENCES/.test(query))).toEqual([]);
    const orphan = there.app.store.dataSource.query(
      `INSERT INTO version (product_id, slug, label) VALUES (gen_random_uuid(), 'x', 'x')`,
    );
    await expect(orphan).rejects.toMatchObject({ code: '23503' });
  });
});

test('a library that holds something is replaced only when told', async () => {
  const before = await rowsOf(original);
  await expect(restore(original, file)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
  await original.app.store.dataSource.query(`UPDATE vendor SET name = 'Somebody else'`);
  await restore(original, file, true);
  expect(await rowsOf(original)).toEqual(before);
});

describe('a file that is not whole', () => {
  let target: TestLibrary;
  const damage: Record<string, (whole: Buffer) => Buffer> = {
    'is cut off': (whole) => whole.subarray(0, Math.floor(whole.length * 0.8)),
    'ends between two entries': (whole) => {
      const tar = gunzipSync(whole);
      return gzipSync(tar.subarray(0, tar.indexOf('tables/version/')));
    },
    'has a changed word': (whole) => {
      const tar = gunzipSync(whole);
      tar.write('latch', tar.indexOf('hinge'));
      return gzipSync(tar);
    },
    'is something else': () => gzipSync(Buffer.from('hello')),
    'is no archive at all': () => Buffer.from('hello'),
  };

  beforeAll(async () => {
    target = await emptyLibrary(storeKind);
  });

  test.each(Object.keys(damage))('because it %s, changes nothing and says so', async (name) => {
    const before = await rowsOf(target);
    const broken = join(target.folder, `${name}.backup`);
    await writeFile(broken, damage[name]?.(await readFile(file)) ?? '');
    await expect(restore(target, broken)).rejects.toMatchObject({
      code: 'BACKUP_INVALID',
      message: expect.stringContaining(broken),
    });
    expect(await rowsOf(target)).toEqual(before);
  });
});

test('a backup of a newer program is refused', async () => {
  const target = await emptyLibrary(storeKind);
  const { dataSource } = target.app.store;
  const [first] = dataSource.migrations.splice(0, 1);
  await expect(restore(target, file)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
  if (first !== undefined) dataSource.migrations.unshift(first);
});

test('an existing file is left alone, and a backup is its owner’s', async () => {
  const copy = join(original.folder, 'copy.backup');
  await copyFile(file, copy);
  await expect(backUp(original, copy)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(await readFile(copy)).toEqual(await readFile(file));
  expect((await stat(file)).mode & 0o077).toBe(0);
});
