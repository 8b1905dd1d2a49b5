/** Decides what is synced when Postgres asks for it, and remembers what is not on the disk yet. */
import { closeSync, fdatasyncSync, fstatSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-tree.js';

/** How long a commit may be without its sync where durability is relaxed. Milliseconds. */
const relaxedWithinMs = 1_000;

export type Durability =
  /** A commit is acknowledged once it is on the disk. */
  | 'full'
  /** A power failure takes the changes of about the last second; it never damages the library. */
  | 'relaxed'
  /** Nothing is ever synced: for copies that are thrown away. */
  | 'none';

export interface DiskSyncs {
  /** A file or folder was made, or was renamed to this path: the name is durable once its folder is. */
  created(path: string): void;
  /** Called before anything but the log changes: a change may reach the disk at any time, and the log must be there first. */
  beforeChange(): void;
  /** Postgres wants the open file on the disk before it goes on. */
  sync(fd: number, path: string): void;
}

/** Files of the write-ahead log. */
export function isLog(path: string): boolean {
  return path.includes('/pg_wal/');
}

export function createDiskSyncs(durability: Durability): DiskSyncs {
  const folders = new Set<string>();
  const logs = new Set<string>();
  let oldest = 0;
  let timer: NodeJS.Timeout | undefined;

  /** The folders above whose names are new; a file that is on the disk without its name is lost. */
  function syncNames(path: string): void {
    for (let folder = dirname(path); folders.delete(folder); folder = dirname(folder)) syncFolder(folder);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const path of logs) {
      const fd = openSync(path, 'r+');
      try {
        fdatasyncSync(fd);
      } finally {
        closeSync(fd);
      }
      syncNames(path);
    }
    logs.clear();
  }

  function putOff(path: string): void {
    if (logs.size === 0) oldest = performance.now();
    logs.add(path);
    timer ??= setTimeout(flush, relaxedWithinMs);
    // Statements run without a pause keep the timer from its turn.
    if (performance.now() - oldest > relaxedWithinMs) flush();
  }

  return {
    created(path) {
      folders.add(dirname(path));
    },
    beforeChange: flush,
    sync(fd, path) {
      // When it recovers, Postgres syncs folders too.
      if (durability === 'relaxed' && isLog(path) && fstatSync(fd).isFile()) {
        putOff(path);
        return;
      }
      // The log's size is settled when a segment is made, and a commit waits for this.
      if (isLog(path)) fdatasyncSync(fd);
      else fsyncSync(fd);
      folders.delete(path);
      syncNames(path);
    },
  };
}
