/** The embedded library: its owner is killed in the middle of a move of many documents, and nothing of it is there. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createApp, type App } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { start } from './testkit/command.js';
import { killWhereItStops, stopAt } from './testkit/kill-in-transaction.js';
import { openTestLibrary } from './testkit/library.js';

const documents = 60;

async function standing({ store }: App): Promise<unknown> {
  const [row] = await store.dataSource.query<unknown[]>(
    `SELECT (SELECT json_agg(slug ORDER BY slug) FROM product) AS products,
            (SELECT count(*)::int FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
             WHERE p.slug = 'gate') AS documents,
            (SELECT count(*)::int FROM chunk WHERE key LIKE 'gate::%') AS chunks,
            (SELECT count(*)::int FROM former_path) + (SELECT count(*)::int FROM placement)
              + (SELECT count(*)::int FROM curation_change) AS traces`,
  );
  return row;
}

test('a process that is killed in the middle leaves nothing of the move; the next one makes all of it', async () => {
  const library = await openTestLibrary({}, 'embedded');
  const settings = { MCDEWEY_DATA: join(library.folder, 'data') };
  let app: App | undefined;
  try {
    const names = Array.from({ length: documents }, (_, at) => `part-${String(at).padStart(3, '0')}`);
    const files = names.map((name) => [`gate/1.0/${name}/guide.md`, `# ${name}\n\nWords of ${name}.\n`] as const);
    const folder = await library.write('manuals', {
      ...Object.fromEntries(files),
      'portal/1.0/guide/guide.md': '# Portal\n\nA wicket.\n',
    });
    await library.ingest(folder, { vendor: 'Acme' });
    const file = join(library.folder, 'curation.yaml');
    await writeFile(
      file,
      'format: mcdewey-curation/1\nmoves:\n  - { kind: PRODUCT, things: [gate], into: portal, merge: true }\n',
    );
    // Keys are rewritten by then, rows that go are still there.
    await stopAt(library.app.store.dataSource, 'former_path', "NEW.path = 'gate/1.0/part-030'");
    const before = await standing(library.app);
    await library.app.close();
    await killWhereItStops(settings, file);

    const open = async (): Promise<App> => {
      app = await createApp(loadConfig({ ...settings, EMBEDDING_MODEL: 'hashing' }), 'test', createLogger('silent'));
      return app;
    };
    const after = await open();
    expect(await standing(after)).toEqual(before);
    await after.store.dataSource.query('DROP TRIGGER stay ON former_path');
    await after.close();

    expect(await start(['curation', 'apply', file], settings).finished).toMatchObject({ code: 0 });
    expect(await standing(await open())).toMatchObject({ products: ['portal'], documents: 0, chunks: 0 });
  } finally {
    await app?.close();
    await rm(library.folder, { recursive: true, force: true });
  }
});
