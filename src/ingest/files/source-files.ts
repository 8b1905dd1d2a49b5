/** Reads files below the root of a source, and nothing else, for readers whose files are made of other files. */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, posix, relative, sep } from 'node:path';
import { LRUCache } from 'lru-cache';

/** A larger file is no partial. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Partials are included by many files, one after the other. */
const CACHE_BYTES = 16 * 1024 * 1024;

export interface SourceFile {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
}

/** The files of one source during one run: hashes that were computed once hold until the run ends. */
export interface SourceFiles {
  /** A folder, or the only file of the source. */
  readonly folder: string;
  /** Names the source; see `SourcePlan`. */
  readonly root: string;
  /** Tells this run from others. */
  readonly run: string;
  /** Path below the source's root, with `/`, of one of its files. */
  pathOf(absolutePath: string): string;
  /**
   * Undefined for what is not there: paths that lead out of the root (also over a link), names that begin with a dot
   * (but GitBook's `.gitbook`, where its partials are), `node_modules`, folders and files above 4 MB among them. A source that is one file has no others.
   */
  read(path: string): Promise<SourceFile | undefined>;
  /** SHA-256 of what `read` would give; null for what is not there. */
  hash(path: string): Promise<string | null>;
  /** Names in a folder, sorted; none if there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** @param folder a folder, or the only file of the source. */
export function createSourceFiles(folder: string, root = folder): SourceFiles {
  const realRoot = realpath(folder).catch(() => folder);
  const contents = new LRUCache<string, SourceFile>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  const hashes = new Map<string, Promise<string | null>>();
  const listings = new Map<string, Promise<readonly string[]>>();

  /** Links are followed only to places below the root. */
  async function locate(path: string): Promise<string | undefined> {
    const below = await realRoot;
    const target = await realpath(join(below, path)).catch(() => undefined);
    return target === below || target?.startsWith(below + sep) === true ? target : undefined;
  }

  async function load(path: string): Promise<SourceFile | undefined> {
    const target = await locate(path);
    if (target === undefined || target === (await realRoot)) return undefined;
    const facts = await stat(target).catch(() => undefined);
    if (facts?.isFile() !== true || facts.size > MAX_FILE_BYTES) return undefined;
    const bytes = await readFile(target).catch(() => undefined);
    if (bytes === undefined) return undefined;
    return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async function read(given: string): Promise<SourceFile | undefined> {
    const path = pathBelow(given);
    if (path === undefined) return undefined;
    const known = contents.get(path);
    if (known !== undefined) return known;
    // What is known to be missing is not looked for again.
    if (hashes.has(path) && (await hashes.get(path)) === null) return undefined;
    const found = await load(path);
    if (found !== undefined) contents.set(path, found);
    hashes.set(path, Promise.resolve(found?.sha256 ?? null));
    return found;
  }

  return {
    folder,
    root,
    run: randomUUID(),
    pathOf: (absolutePath) => relative(folder, absolutePath).split(sep).join('/') || basename(absolutePath),
    read,
    hash(given) {
      const path = pathBelow(given);
      if (path === undefined) return Promise.resolve(null);
      const known = hashes.get(path) ?? read(path).then((file) => file?.sha256 ?? null);
      hashes.set(path, known);
      return known;
    },
    list(given) {
      const path = pathBelow(given);
      if (path === undefined) return Promise.resolve([]);
      const known = listings.get(path) ?? locate(path).then(async (target) => namesIn(target));
      listings.set(path, known);
      return known;
    },
  };
}

async function namesIn(folder: string | undefined): Promise<readonly string[]> {
  if (folder === undefined) return [];
  return (await readdir(folder).catch(() => [])).sort();
}

/** The path without `.` and `..`; undefined when it leads out of the root or to what no source holds. */
export function pathBelow(path: string): string | undefined {
  if (path.includes('\0') || posix.isAbsolute(path)) return undefined;
  const normal = posix.normalize(path).replace(/\/$/, '');
  if (normal === '.') return '';
  const isForbidden = normal
    .split('/')
    .some((name) => (name.startsWith('.') && name !== '.gitbook') || name === 'node_modules');
  return isForbidden ? undefined : normal;
}
