/** Rules of the house that no compiler knows. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = new URL('..', import.meta.url).pathname;

async function sourcesIn(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  const paths = entries.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
}

test('only the modules of visibility and effective values read a row’s state and overrides', async () => {
  const sources = [...(await sourcesIn('src/store/queries')), ...(await sourcesIn('src/search'))];
  const rawColumn = /\b[a-z]\.state\b|\bstate\s*(?:=|IN|<>)\s*\(?'|\boverrides\b/;
  const allowed = [
    'src/store/queries/effective.ts',
    'src/store/queries/visibility.ts',
    // What curators edit is the overrides themselves.
    'src/store/queries/curation.ts',
    'src/store/queries/curation-review.ts',
    // These read states of other things: jobs, indexes, proposals, questions, and what the library keeps in its folder.
    'src/store/queries/demand-gaps.ts',
    'src/store/queries/jobs.ts',
    'src/store/queries/kept-files.ts',
    'src/store/queries/proposals.ts',
  ];
  const found = sources.filter(({ path, text }) => rawColumn.test(text) && !allowed.includes(path));
  expect(found.map(({ path }) => path)).toEqual([]);
});
