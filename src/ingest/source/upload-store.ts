/** Files that were sent to the service: each has a folder of its own in the data folder and appears there whole. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadInputError } from '../../errors.js';
import { formatOf } from './file-format.js';

/** Bytes of one upload. */
export const mostUploadBytes = 1024 ** 3;

/**
 * The name that an upload is kept under: what was sent, without folders.
 * @throws BadInputError for a name that no reader and no unpacker knows.
 */
export function uploadName(sent: string): string {
  const name = (sent.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._ ()+-]+/gu, '-')
    .replace(/^[.\s]+/, '')
    .slice(-150);
  if (name === '' || (formatOf(name) === undefined && !/\.(zip|tar|tgz|tar\.gz)$/i.test(name))) {
    throw new BadInputError(`${sent} can't be read: send a document, a zip or a tar file.`, { name: sent });
  }
  return name;
}

/** @param location of the ingest source, as `saveUpload` gave it. */
export function uploadPath(dataDir: string, location: string): string {
  if (!/^[^/\\]+$/.test(location)) throw new BadInputError(`${location} is no upload.`, { location });
  return join(dataDir, 'uploads', location);
}

/**
 * Stores what comes; an upload of the same name replaces the one before, so that it is the same source again.
 * @returns the location of the ingest source.
 */
export async function saveUpload(dataDir: string, sent: string, content: Readable): Promise<string> {
  const name = uploadName(sent);
  const folder = join(dataDir, 'uploads');
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}`);
  try {
    await pipeline(content, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, join(folder, name));
    return name;
  } finally {
    await rm(draft, { force: true });
  }
}
