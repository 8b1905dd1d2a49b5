/** Files that were sent to the service: each has a folder of its own in the data folder and appears there whole. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadInputError, codeOf } from '../../../errors.js';
import { formatOf } from '../../files/file-format.js';

/** Where files are sent to that are uploaded in two steps; a secret follows. */
export const UPLOAD_PLACES = '/ingest/uploads/';

export function placeOfUpload(token: string): string {
  return UPLOAD_PLACES + token;
}

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

export function uploadsFolder(dataDir: string): string {
  return join(dataDir, 'uploads');
}

/** @param location of the ingest source, as `saveUpload` gave it. */
export function uploadPath(dataDir: string, location: string): string {
  if (!/^[^/\\]+$/.test(location)) throw new BadInputError(`${location} is no upload.`, { location });
  return join(uploadsFolder(dataDir), location);
}

/** Where a file waits until its job begins. */
function waitingPath(dataDir: string, id: string): string {
  return join(uploadsFolder(dataDir), `.${id}`);
}

/**
 * Stores what comes, whole or not at all, where it waits for its job.
 * @returns its size.
 */
export async function receiveUpload(dataDir: string, id: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  const waiting = waitingPath(dataDir, id);
  const draft = `${waiting}.part`;
  await mkdir(uploadsFolder(dataDir), { recursive: true });
  try {
    await pipeline(content, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    const { size } = await stat(draft);
    await rename(draft, waiting);
    return size;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Lets somebody look at a waiting file under its name, in a folder that goes afterwards; the file itself goes on waiting.
 * @throws BadInputError if the file is not on this machine.
 */
export async function withWaitingUpload<Result>(
  dataDir: string,
  { id, name }: { readonly id: string; readonly name: string },
  look: (folder: string) => Promise<Result>,
): Promise<Result> {
  const waiting = waitingPath(dataDir, id);
  await mkdir(uploadsFolder(dataDir), { recursive: true });
  const folder = await mkdtemp(`${waiting}.look-`);
  try {
    await link(waiting, join(folder, name)).catch((cause: unknown) => {
      if (codeOf(cause) !== 'ENOENT') return copyFile(waiting, join(folder, name));
      throw new BadInputError(`${name} lies on another machine, or is ingested already.`, { name }, { cause });
    });
    return await look(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes a file that nobody will ingest any more, if it lies here. */
export async function dropUpload(dataDir: string, id: string): Promise<void> {
  await rm(waitingPath(dataDir, id), { force: true });
}

/**
 * Gives a waiting file its name: an upload of the same name replaces the one before, so that it is the same source
 * again. Nothing waits any more when a job that has done this goes on after a crash, or is run again.
 */
export async function adoptUpload(dataDir: string, id: string, name: string): Promise<void> {
  try {
    await rename(waitingPath(dataDir, id), uploadPath(dataDir, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/**
 * Stores what comes under its name at once.
 * @returns the location of the ingest source.
 */
export async function saveUpload(dataDir: string, sent: string, content: Readable): Promise<string> {
  const name = uploadName(sent);
  const id = randomUUID();
  await receiveUpload(dataDir, id, content);
  await adoptUpload(dataDir, id, name);
  return name;
}
