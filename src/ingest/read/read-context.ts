/** Where a file stands in its source, and the other files that its reader may put into it. */
import { posix } from 'node:path';
import { pathBelow, type SourceFile, type SourceFiles } from '../files/source-files.js';

/** Files that one file may ask for, found or not. */
const MAX_ASKED = 4_000;
/** Bytes of other files that may go into one file. */
const MAX_BYTES = 16 * 1024 * 1024;

/** A file that another one was made with. */
export interface ReadInclude {
  /** Below the source's root, with `/`. */
  readonly path: string;
  /** SHA-256, hex; null for a file that was asked for and is missing, so that its appearance is a change. */
  readonly sha256: string | null;
}

export interface ReadContext {
  /** The file's path below the source's root, with `/`. */
  readonly path: string;
  /** Fires when the ingest is stopped; readers that take long listen to it. */
  readonly signal?: AbortSignal;
  /**
   * The first of the candidates (paths below the root) that the source holds. What was found is noted as part of the
   * file; if nothing was, all candidates are.
   */
  find(candidates: readonly string[]): Promise<SourceFile | undefined>;
  /**
   * Path of the nearest file above with one of these names. Only that it is there counts, so it is not noted.
   */
  nearest(names: readonly string[]): Promise<string | undefined>;
  /** Everything that was asked for, sorted by path. */
  asked(): readonly ReadInclude[];
}

export function createReadContext(files: SourceFiles, path: string, signal?: AbortSignal): ReadContext {
  const asked = new Map<string, string | null>();
  let bytes = 0;
  return {
    path,
    ...(signal !== undefined && { signal }),
    async find(candidates) {
      const wanted = new Set(candidates.map(pathBelow).filter((candidate) => candidate !== undefined));
      for (const candidate of wanted) {
        if (asked.size >= MAX_ASKED || bytes >= MAX_BYTES) return undefined;
        const found = await files.read(candidate);
        if (found === undefined) continue;
        bytes += found.bytes.length;
        asked.set(candidate, found.sha256);
        return found;
      }
      for (const candidate of wanted) if (!asked.has(candidate) && asked.size < MAX_ASKED) asked.set(candidate, null);
      return undefined;
    },
    async nearest(names) {
      for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
        const present = await files.list(folder);
        const name = names.find((wanted) => present.includes(wanted));
        if (name !== undefined) return posix.join(folder, name);
        if (folder === '.') return undefined;
      }
    },
    asked: () =>
      [...asked]
        .map(([includePath, sha256]) => ({ path: includePath, sha256 }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The context of bytes that stand alone: nothing can be included. */
export function loneContext(name: string): ReadContext {
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  return { path: name, find: nothing, nearest: nothing, asked: () => [] };
}
