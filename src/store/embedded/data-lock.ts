/** The lock file of a data folder: one process owns it, and another is told at once who. */
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataInUseError } from '../../errors.js';
import { folderProblem } from './folder-problem.js';
import { processStart } from './process-start.js';

const lockName = 'mcdewey.lock';
/** Rounds against other starters before giving up; each lost round means that another one won. */
const attempts = 20;

/** What the owner says about itself. */
export interface DataLockInfo {
  /** What runs, for example `mcdewey serve`. */
  readonly command: string;
  /** Where it answers, once it does. */
  readonly url?: string;
  /** Socket where it works for other commands of the same user, once it does. */
  readonly door?: string;
}

export interface DataLockOwner extends DataLockInfo {
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface DataLock {
  /** Adds to what the owner says about itself, or replaces it. */
  update(info: Partial<DataLockInfo>): Promise<void>;
  /** Frees the folder. Harmless when repeated. */
  release(): Promise<void>;
}

const lockSchema = z.object({
  token: z.string(),
  pid: z.number().int().positive(),
  processStart: z.string(),
  startedAt: z.string(),
  command: z.string(),
  url: z.string().optional(),
  door: z.string().optional(),
});
type LockContent = z.infer<typeof lockSchema>;

interface FoundLock {
  /** Names this very lock, readable or not. */
  readonly token: string;
  /** `null` for a file that no lock was ever written as: a power failure leaves such. */
  readonly content: LockContent | null;
}

async function readLock(path: string): Promise<FoundLock | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const content = lockSchema.parse(JSON.parse(text));
    return { token: content.token, content };
  } catch {
    return { token: createHash('sha256').update(text).digest('hex'), content: null };
  }
}

function isHeld({ content }: FoundLock): boolean {
  return content !== null && processStart(content.pid) === content.processStart;
}

function ownerOf(content: LockContent): DataLockOwner {
  const { pid, startedAt, command, url, door } = content;
  return { pid, startedAt, command, ...(url !== undefined && { url }), ...(door !== undefined && { door }) };
}

/** @returns whether the file was created; its content is whole from the first moment. */
async function createWhole(path: string, content: LockContent): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replace(path: string, content: LockContent): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  await rename(draft, path);
}

/**
 * Takes over from a dead owner. Of several that try, one creates the successor file of this very lock; it then looks
 * again, since a slower one may hold a lock's name that is long gone.
 */
async function takeOver(path: string, stale: FoundLock, content: LockContent): Promise<boolean> {
  const successor = `${path}.after-${stale.token}`;
  if (!(await createWhole(successor, content))) {
    const rival = await readLock(successor);
    if (rival !== null && !isHeld(rival)) await rm(successor, { force: true });
    return false;
  }
  try {
    if ((await readLock(path))?.token !== stale.token) return false;
    await replace(path, content);
    return true;
  } finally {
    await rm(successor, { force: true });
  }
}

export function inUse(dataDir: string, owner: DataLockOwner): DataInUseError {
  const where = owner.url === undefined ? '' : ` at ${owner.url}`;
  return new DataInUseError(
    `The data folder ${dataDir} is in use by process ${String(owner.pid)} (${owner.command}${where}), started ` +
      `${owner.startedAt}. Stop that process, or set MCDEWEY_DATA to another folder.`,
    { dataDir, ...owner },
  );
}

/** @returns the live owner of the folder; null when it is free or its owner died. */
export async function readDataLock(dataDir: string): Promise<DataLockOwner | null> {
  const found = await readLock(join(dataDir, lockName)).catch((error: unknown) => {
    throw folderProblem(error, dataDir);
  });
  return found?.content && isHeld(found) ? ownerOf(found.content) : null;
}

/**
 * Makes this process the owner of the folder, which is created when missing. A lock of a dead process, or of one whose
 * process id has been given to another since, is taken over.
 * @throws DataInUseError with the owner's `pid`, `command`, `startedAt` and, when known, `url`.
 */
export async function acquireDataLock(dataDir: string, info: DataLockInfo): Promise<DataLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, lockName);
  let content: LockContent = {
    ...info,
    token: randomUUID(),
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    startedAt: new Date().toISOString(),
  };
  const isOurs = async (): Promise<boolean> => (await readLock(path))?.token === content.token;

  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await createWhole(path, content)) break;
    const found = await readLock(path);
    if (found === null) continue;
    if (found.content !== null && isHeld(found)) throw inUse(dataDir, ownerOf(found.content));
    if (await takeOver(path, found, content)) break;
  }
  if (!(await isOurs())) {
    throw new DataInUseError(`The data folder ${dataDir} is being taken by another process. Try again.`, { dataDir });
  }

  return {
    async update(next) {
      if (!(await isOurs())) return;
      content = { ...content, ...next };
      await replace(path, content);
    },
    async release() {
      if (await isOurs()) await rm(path, { force: true });
    },
  };
}
