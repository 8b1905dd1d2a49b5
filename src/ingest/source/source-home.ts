/** Where a source's files are kept that are not on disk by themselves: unpacked archives, uploads, pages, checkouts. */
import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceKind } from '../../store/entities/source-kind.js';

/** One folder for each source, below the data folder. */
export function sourceHome(dataDir: string, kind: SourceKind, location: string): string {
  const name = createHash('sha256').update(`${kind}\0${location}`).digest('hex').slice(0, 24);
  return join(dataDir, 'sources', name);
}

/**
 * The folder `tree-<state>` of a home, made if it is not there; a tree appears whole. The tree of the state before stays
 * too, for a job that still reads it; older ones go.
 */
export async function treeOf(home: string, state: string, make: (target: string) => Promise<void>): Promise<string> {
  const tree = join(home, `tree-${state}`);
  const isThere = (await stat(tree).catch(() => undefined))?.isDirectory() === true;
  if (!isThere) {
    try {
      await make(tree);
    } catch (error) {
      // Another run made the same tree at the same moment.
      const isMade = (await stat(tree).catch(() => undefined))?.isDirectory() === true;
      if (!isMade) throw error;
    }
    await removeOldTrees(home, tree);
  }
  return tree;
}

async function removeOldTrees(home: string, current: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => /^tree-[0-9a-f]+$/.test(name)).map((name) => join(home, name));
  const others = names.filter((name) => name !== current);
  const dated = await Promise.all(others.map(async (path) => ({ path, made: (await stat(path)).mtimeMs })));
  const old = dated.sort((a, b) => b.made - a.made).slice(1);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
