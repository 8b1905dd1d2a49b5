/** An archive as a source: unpacked into the data folder, once for each content. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { PlanProblem } from '../plan.js';
import { treeOf } from '../source-home.js';
import { extractArchive, type ExtractOptions } from './extract-archive.js';

export interface OpenedArchive {
  /** Folder with its files. */
  readonly folder: string;
  /** Entries that were left out. */
  readonly problems: readonly PlanProblem[];
}

const problemsSchema = z.array(z.object({ path: z.string(), code: z.literal('FILE_UNSUPPORTED'), reason: z.string() }));

/**
 * @param home the source's folder in the data folder.
 * @param unwraps a single folder at the top is what the archive holds, as in release archives.
 */
export async function openArchive(
  archive: string,
  home: string,
  options: ExtractOptions & { readonly unwraps: boolean },
): Promise<OpenedArchive> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const state = hash.digest('hex').slice(0, 24);
  const notes = join(home, `left-out-${state}.json`);
  const tree = await treeOf(home, state, async (target) => {
    const problems = await extractArchive(archive, target, options);
    await writeFile(notes, JSON.stringify(problems));
  });
  const problems = problemsSchema.parse(JSON.parse(await readFile(notes, 'utf8').catch(() => '[]')));
  return { folder: options.unwraps ? await unwrapped(tree) : tree, problems };
}

async function unwrapped(tree: string): Promise<string> {
  const entries = await readdir(tree, { withFileTypes: true });
  const [only] = entries;
  return entries.length === 1 && only?.isDirectory() === true ? join(tree, only.name) : tree;
}
