/** The embedded library: its owner is killed in the middle of an edit of many documents, and nothing of it is there. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createApp, type App } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';
import { countCuration, prepareBulk, uncurated } from './testkit/bulk-by-file.js';
import { start } from './testkit/command.js';
import { openTestLibrary } from './testkit/library.js';

const documents = 100;

/** Resolves when there is a file of that name anywhere in the folder. */
async function appears(folder: string, name: string): Promise<void> {
  while (!(await readdir(folder, { recursive: true })).some((path) => path.endsWith(name))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a process that is killed in the middle leaves nothing of the edit; the next one makes all of it', async () => {
  const library = await openTestLibrary({}, 'embedded');
  const settings = { MCDEWEY_DATA: join(library.folder, 'data') };
  let app: App | undefined;
  try {
    const file = await prepareBulk(library, documents);
    // Says that it is there by a file beside the tables, and stays.
    await library.app.store.dataSource.query(
      `CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/reached-the-middle');
         LOOP END LOOP;
       END $$`,
    );
    await library.app.store.dataSource.query(
      `CREATE TRIGGER stay AFTER INSERT ON curation_change FOR EACH ROW
       WHEN (NEW.subject_path LIKE '%part-050') EXECUTE FUNCTION stay()`,
    );
    await library.app.close();
    const killed = start(['curation', 'apply', file], settings);
    const end = killed.finished.then(({ stderr }) => {
      throw new Error(`it ended by itself: ${stderr}`);
    });
    await Promise.race([appears(settings.MCDEWEY_DATA, 'reached-the-middle'), end]);
    end.catch(() => undefined);
    killed.child.kill('SIGKILL');
    expect(await killed.finished).toMatchObject({ signal: 'SIGKILL' });

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
