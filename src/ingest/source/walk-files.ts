/** The files below a folder, in one fixed order, without what is never documentation. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import pLimit from 'p-limit';
import { BadInputError } from '../../errors.js';
import { formatByContent } from '../files/content-format.js';
import type { FileFormat } from '../files/file-format.js';
import { createGlobList } from '../files/glob.js';

/** Files below one folder. */
const mostFiles = 200_000;

export interface FoundFile {
  readonly absolutePath: string;
  /** Relative to the walked folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Where the content says it and the name does not. */
  readonly format?: FileFormat;
}

export interface WalkOptions {
  /** Names of the folders right below that are entered; without it, all are. */
  readonly topFolders?: RegExp;
}

/**
 * Sorted by path (code units). Skips names that begin with a dot, `node_modules`, links that lead out of the folder or
 * back into a folder above them, and whatever is neither file nor folder.
 * @throws BadInputError when there are too many.
 */
export async function walkFiles(folder: string, options: WalkOptions = {}): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const root = await realpath(folder);
  await visit(root, '', { root, above: [root], ...(options.topFolders && { enter: options.topFolders }) }, found);
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return withFormats(found);
}

export interface Globs {
  /** Relative to the walked folder; absent means everything. A list that begins with `!` begins with everything. */
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** Those of the files that are meant. */
export function chosenFiles(files: readonly FoundFile[], { include, exclude = [] }: Globs): readonly FoundFile[] {
  if (include === undefined && exclude.length === 0) return files;
  const isIncluded = createGlobList(
    include === undefined || include[0]?.startsWith('!') ? ['**', ...(include ?? [])] : include,
  );
  const isExcluded = createGlobList(exclude);
  return files.filter(({ path }) => isIncluded(path) && !isExcluded(path));
}

async function withFormats(files: readonly FoundFile[]): Promise<FoundFile[]> {
  const limit = pLimit(8);
  return Promise.all(
    files.map((file) =>
      limit(async () => {
        const format = await formatByContent(file.absolutePath);
        return format === undefined ? file : { ...file, format };
      }),
    ),
  );
}

interface Walk {
  readonly root: string;
  /** Real paths of the folders that lead here. */
  readonly above: readonly string[];
  readonly enter?: RegExp;
}

async function visit(folder: string, prefix: string, walk: Walk, found: FoundFile[]): Promise<void> {
  if (found.length > mostFiles) {
    throw new BadInputError(
      `${walk.root} holds more than ${String(mostFiles)} files. Ingest its folders one by one, or name those that hold documentation in a library.yaml.`,
      { path: walk.root, limit: mostFiles },
    );
  }
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return;
      const absolutePath = join(folder, entry.name);
      const path = prefix + entry.name;
      if (entry.isFile()) found.push({ absolutePath, path, bytes: (await stat(absolutePath)).size });
      else if (entry.isDirectory()) await enter(absolutePath, entry.name, path, walk, found);
      else if (entry.isSymbolicLink()) await follow(absolutePath, entry.name, path, walk, found);
    }),
  );
}

async function enter(folder: string, name: string, path: string, walk: Walk, found: FoundFile[]): Promise<void> {
  if (walk.enter?.test(name) === false) return;
  await visit(folder, `${path}/`, { root: walk.root, above: [...walk.above, folder] }, found);
}

async function follow(link: string, name: string, path: string, walk: Walk, found: FoundFile[]): Promise<void> {
  const target = await realpath(link).catch(() => undefined);
  if (target === undefined || !target.startsWith(walk.root + sep) || walk.above.includes(target)) return;
  const facts = await stat(target);
  if (facts.isFile()) found.push({ absolutePath: link, path, bytes: facts.size });
  else if (facts.isDirectory()) await enter(target, name, path, walk, found);
}
