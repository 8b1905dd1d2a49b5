/** Kills the command that applies a file of curation in the middle of its transaction. */
import { readdir } from 'node:fs/promises';
import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { start } from './command.js';

const reached = 'reached-the-middle';

/** Resolves when there is a file of that name anywhere in the folder. */
async function appears(folder: string, name: string): Promise<void> {
  while (!(await readdir(folder, { recursive: true })).some((path) => path.endsWith(name))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whoever inserts such a row says that it is there by a file beside the tables, and stays. Both come from the test. */
export async function stopAt(dataSource: DataSource, table: string, condition: string): Promise<void> {
  await dataSource.query(
    `CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       EXECUTE format('COPY (SELECT 1) TO %L', current_setting('data_directory') || '/${reached}');
       LOOP END LOOP;
     END $$`,
  );
  await dataSource.query(
    `CREATE TRIGGER stay AFTER INSERT ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION stay()`,
  );
}

export async function killWhereItStops(settings: { readonly MCDEWEY_DATA: string }, file: string): Promise<void> {
  const killed = start(['curation', 'apply', file], settings);
  const end = killed.finished.then(({ stderr }) => {
    throw new Error(`it ended by itself: ${stderr}`);
  });
  await Promise.race([appears(settings.MCDEWEY_DATA, reached), end]);
  end.catch(() => undefined);
  killed.child.kill('SIGKILL');
  expect(await killed.finished).toMatchObject({ signal: 'SIGKILL' });
}
