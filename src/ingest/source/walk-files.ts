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
  await visit(root, '', { root, found, above: [root], ...(options.topFolders && { enter: options.topFolders }) });
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
  readonly found: FoundFile[];
  /** Real paths of the folders that lead here. */
  readonly above: readonly string[];
  /** Names of the folders that are entered; without it, all are. */
  readonly enter?: RegExp;
}

/** What a folder holds under a name. */
interface Entry {
  readonly name: string;
  readonly absolutePath: string;
  /** Relative to the walked folder, with `/`. */
  readonly path: string;
}

async function visit(folder: string, prefix: string, walk: Walk): Promise<void> {
  if (walk.found.length > mostFiles) {
    throw new BadInputError(
      `${walk.root} holds more than ${String(mostFiles)} files. Ingest its folders one by one, or name those that hold documentation in a library.yaml.`,
      { path: walk.root, limit: mostFiles },
    );
  }
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (dirent) => {
      const { name } = dirent;
      if (name.startsWith('.') || name === 'node_modules') return;
      const entry: Entry = { name, absolutePath: join(folder, name), path: prefix + name };
      if (dirent.isFile()) addFile(walk, entry, (await stat(entry.absolutePath)).size);
      else if (dirent.isDirectory()) await enter(walk, entry, entry.absolutePath);
      else if (dirent.isSymbolicLink()) await follow(walk, entry);
    }),
  );
}

function addFile({ found }: Walk, { absolutePath, path }: Entry, bytes: number): void {
  found.push({ absolutePath, path, bytes });
}

/** @param folder where the entry really is. */
async function enter(walk: Walk, { name, path }: Entry, folder: string): Promise<void> {
  if (walk.enter?.test(name) === false) return;
  await visit(folder, `${path}/`, { root: walk.root, found: walk.found, above: [...walk.above, folder] });
}

async function follow(walk: Walk, entry: Entry): Promise<void> {
  const target = await realpath(entry.absolutePath).catch(() => undefined);
  if (target === undefined || !target.startsWith(walk.root + sep) || walk.above.includes(target)) return;
  const facts = await stat(target);
  if (facts.isFile()) addFile(walk, entry, facts.size);
  else if (facts.isDirectory()) await enter(walk, entry, target);
}
