/** Removes what was sent and will never be ingested: transfers that a killed process left, files that no job waits for. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../errors.js';
import { waitingUploads } from '../../../store/queries/kept-files.js';
import type { Queryable } from '../../../store/queryable.js';
import { forgetExpired } from '../../../store/writes/uploads.js';
import { dropUpload, uploadsFolder } from './upload-store.js';

/** A transfer that goes on writes all the time, and the service ends one that takes longer than an hour. Milliseconds. */
const stalledAfterMs = 3_600_000;
/** As long as a file may wait for its job. Milliseconds. */
const forgottenAfterMs = 86_400_000;

const waiting = /^\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.part|\.look-\w+)?$/;

async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Files that have got their names belong to ingest sources and stay; `doctor` sees to those that don't. */
export async function removeAbandonedUploads(db: Queryable, dataDir: string): Promise<void> {
  for (const id of await forgetExpired(db)) await dropUpload(dataDir, id);
  const folder = uploadsFolder(dataDir);
  // In this order: what arrives in between is not looked at.
  const names = await namesIn(folder);
  if (!names.some((name) => waiting.test(name))) return;
  const claimed = new Set(await waitingUploads(db));
  for (const name of names) {
    const [, id = '', passing] = waiting.exec(name) ?? [];
    if (id === '') continue;
    const age = await ageOf(join(folder, name));
    const isAbandoned = passing === undefined ? !claimed.has(id) && age > forgottenAfterMs : age > stalledAfterMs;
    if (isAbandoned) await rm(join(folder, name), { recursive: true, force: true });
  }
}
