/** Backups that a service writes by itself: one when it is due, the newest kept. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Logger } from '../../logger.js';
import type { Store } from '../open-store.js';
import { backUpStore } from './back-up-store.js';

/** After a failure it is tried again so soon, at the latest. Milliseconds. */
const retryMs = 10 * 60_000;
/** Longest wait of a timer of Node. */
const longestWaitMs = 2 ** 31 - 1;

export interface BackupPlan {
  readonly everyMs: number;
  readonly keep: number;
  readonly folder: string;
  /** Version of this program. */
  readonly program: string;
}

export interface ScheduledBackups {
  /** Gives up the one that is being written. */
  close(): Promise<void>;
}

/** Names sort by time. Others' files in the folder are left alone. */
function nameAt(time: Date): string {
  return `library-${time.toISOString().replaceAll(':', '-')}.backup`;
}

function timeOf(name: string): number | null {
  const parts = /^library-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.backup$/.exec(name);
  return parts === null ? null : Date.parse(parts.slice(1).join(':'));
}

/** Own backups of the folder, oldest first. */
async function backupsIn(folder: string): Promise<{ readonly path: string; readonly time: number }[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .sort()
    .flatMap((name) => [{ path: join(folder, name), time: timeOf(name) }])
    .flatMap(({ path, time }) => (time === null ? [] : [{ path, time }]));
}

export interface StoredBackup {
  readonly name: string;
  /** The moment that it shows. */
  readonly at: Date;
  readonly bytes: number;
}

/** Those that are there, newest first. */
export async function storedBackups(folder: string): Promise<StoredBackup[]> {
  const found = await Promise.all(
    (await backupsIn(folder)).reverse().map(async ({ path, time }) => {
      const file = await stat(path).catch(() => null);
      return file === null ? [] : [{ name: basename(path), at: new Date(time), bytes: file.size }];
    }),
  );
  return found.flat();
}

/** When the next one is due; the past when there is none. Milliseconds since 1970. */
export async function nextBackupAt({ folder, everyMs }: BackupPlan): Promise<number> {
  const last = (await backupsIn(folder)).at(-1);
  return last === undefined ? 0 : last.time + everyMs;
}

/**
 * Writes one if it is due, and removes the oldest beyond those that are kept, once the new one was found whole.
 * @returns its path; null when none is due.
 */
export async function writeDueBackup(
  store: Store,
  plan: BackupPlan,
  now: Date,
  signal?: AbortSignal,
): Promise<string | null> {
  if ((await nextBackupAt(plan)) > now.getTime()) return null;
  await mkdir(plan.folder, { recursive: true, mode: 0o700 });
  const path = join(plan.folder, nameAt(now));
  await backUpStore(store, { path, program: plan.program, ...(signal && { signal }) });
  for (const old of (await backupsIn(plan.folder)).slice(0, -plan.keep)) await rm(old.path, { force: true });
  return path;
}

export function scheduleBackups(store: Store, plan: BackupPlan, logger: Logger): ScheduledBackups {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    let wait = Math.min(retryMs, plan.everyMs);
    try {
      const path = await writeDueBackup(store, plan, new Date(), end.signal);
      if (path !== null) logger.info({ path }, 'wrote a backup and read it back');
      wait = (await nextBackupAt(plan)) - Date.now();
    } catch (error) {
      if (end.signal.aborted) return;
      logger.error({ err: error, folder: plan.folder }, 'a backup could not be written; it is tried again');
    }
    if (!end.signal.aborted) later(Math.max(0, wait));
  }
  function later(wait: number): void {
    timer = setTimeout(
      () => {
        running = look();
      },
      Math.min(wait, longestWaitMs),
    );
  }

  later(0);
  return {
    async close() {
      end.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
