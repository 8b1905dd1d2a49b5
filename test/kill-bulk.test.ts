/** The embedded library: its owner is killed in the middle of an edit of many documents, and nothing of it is there. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createApp, type App } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { countCuration, prepareBulk, uncurated } from './testkit/bulk-by-file.js';
import { start } from './testkit/command.js';
import { killWhereItStops, stopAt } from './testkit/kill-in-transaction.js';
import { openTestLibrary } from './testkit/library.js';

const documents = 100;

test('a process that is killed in the middle leaves nothing of the edit; the next one makes all of it', async () => {
  const library = await openTestLibrary({}, 'embedded');
  const settings = { MCDEWEY_DATA: join(library.folder, 'data') };
  let app: App | undefined;
  try {
    const file = await prepareBulk(library, documents);
    await stopAt(library.app.store.dataSource, 'curation_change', "NEW.subject_path LIKE '%part-050'");
    await library.app.close();
    await killWhereItStops(settings, file);

    const open = async (): Promise<App> => {
      app = await createApp(loadConfig({ ...settings, EMBEDDING_MODEL: 'hashing' }), 'test', createLogger('silent'));
      return app;
    };
    const after = await open();
    expect(await countCuration(after.store.dataSource)).toEqual(uncurated);
    await after.store.dataSource.query('DROP TRIGGER stay ON curation_change');
    await after.close();

    expect(await start(['curation', 'apply', file], settings).finished).toMatchObject({ code: 0 });
    const { store } = await open();
    const all = { ...uncurated, changes: 2 * documents, bulks: 1, overridden: documents };
    expect(await countCuration(store.dataSource)).toEqual(all);
  } finally {
    await app?.close();
    await rm(library.folder, { recursive: true, force: true });
  }
});
