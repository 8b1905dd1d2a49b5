/** A data folder with an empty, migrated library, ready to be opened. */
import { cp } from 'node:fs/promises';

/** @param path must not exist yet. */
export async function emptyDataFolder(path: string): Promise<string> {
  const template = process.env['MCDEWEY_TEST_TEMPLATE'];
  if (template === undefined) throw new Error('the template is missing: run the tests with `npm test`');
  await cp(template, path, { recursive: true });
  return path;
}
