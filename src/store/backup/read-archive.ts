/** Reads a backup entry by entry, in bounded memory, and refuses one that is not whole. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import { BackupInvalidError, codeOf, messageOf } from '../../errors.js';
import {
  CHECKSUMS,
  checksumsSchema,
  FORMAT_VERSION,
  MANIFEST,
  manifestSchema,
  tableOfPage,
  type Manifest,
} from './archive.js';

/** Largest entry that is read; pages are a few megabytes. */
const mostBytes = 256 * 1_024 * 1_024;

export interface ArchiveReader {
  /** The first thing that is read. */
  begin(manifest: Manifest): Promise<void>;
  /** A page of rows, each a JSON object. */
  page(table: string, rows: readonly string[]): Promise<void>;
}

function parsed<Schema extends z.ZodType>(schema: Schema, content: Buffer, path: string, name: string) {
  const result = schema.safeParse(JSON.parse(content.toString('utf8')));
  if (!result.success) throw new BackupInvalidError(`${path} is no backup of McDewey: its ${name} is not as expected.`);
  return result.data;
}

function checkedManifest(path: string, content: Buffer): Manifest {
  const manifest = parsed(manifestSchema, content, path, MANIFEST);
  if (manifest.formatVersion > FORMAT_VERSION) {
    throw new BackupInvalidError(
      `${path} was written by McDewey ${manifest.program} in format ${String(manifest.formatVersion)}; this program reads up to ${String(FORMAT_VERSION)}. Restore it with that version or a newer one.`,
      { path, program: manifest.program },
    );
  }
  return manifest;
}

/** Compares what was read with what the archive says that it holds. */
function check(path: string, sums: ReadonlyMap<string, string>, rows: ReadonlyMap<string, number>, content: Buffer) {
  const told = parsed(checksumsSchema, content, path, CHECKSUMS);
  const wrong = [
    ...Object.entries(told.entries).filter(([name, sum]) => sums.get(name) !== sum),
    ...[...sums].filter(([name]) => !(name in told.entries)),
    ...Object.entries(told.rows).filter(([table, count]) => (rows.get(table) ?? 0) !== count),
  ].map(([name]) => name);
  if (wrong.length > 0) {
    throw new BackupInvalidError(
      `${path} is damaged: ${wrong.slice(0, 3).join(', ')} differ from their checksums. Use another copy of the backup.`,
      { path, entries: wrong.slice(0, 20) },
    );
  }
}

async function contentOf(entry: AsyncIterable<Buffer>, path: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of entry) {
    bytes += part.length;
    if (bytes > mostBytes) throw new BackupInvalidError(`${path} holds an entry that is too large to be of a backup.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * What the reader was given is to be kept only when this resolves.
 * @throws BackupInvalidError when the file is no backup, damaged, cut off, or of a newer format.
 */
export async function readArchive(path: string, reader: ArchiveReader, signal?: AbortSignal): Promise<void> {
  const tar = extract();
  // A PassThrough between, since the tar's own stream is not one of Node's.
  const unpacked = pipeline(createReadStream(path), createGunzip(), new PassThrough(), tar);
  let failure: unknown;
  unpacked.catch((error: unknown) => {
    failure = error;
  });
  const sums = new Map<string, string>();
  const rows = new Map<string, number>();
  let isWhole = false;
  try {
    for await (const entry of tar) {
      signal?.throwIfAborted();
      const { name } = entry.header;
      const content = await contentOf(entry as AsyncIterable<Buffer>, path);
      if (sums.size === 0 && name !== MANIFEST) throw new BackupInvalidError(`${path} is no backup of McDewey.`);
      if (name === CHECKSUMS) {
        check(path, sums, rows, content);
        isWhole = true;
        continue;
      }
      sums.set(name, createHash('sha256').update(content).digest('hex'));
      const table = tableOfPage(name);
      if (name === MANIFEST) await reader.begin(checkedManifest(path, content));
      if (table === null) continue;
      const lines = content
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '');
      rows.set(table, (rows.get(table) ?? 0) + lines.length);
      await reader.page(table, lines);
    }
    await unpacked;
  } catch (error) {
    throw translated(failure ?? error, path);
  }
  if (!isWhole) throw new BackupInvalidError(`${path} is cut off: its end is missing. Use another copy of the backup.`);
}

/**
 * Reads the whole file and keeps nothing of it.
 * @throws BackupInvalidError as `readArchive`.
 */
export async function verifyArchive(path: string, signal?: AbortSignal): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const begin = (read: Manifest): Promise<void> => {
    manifest = read;
    return Promise.resolve();
  };
  await readArchive(path, { begin, page: () => Promise.resolve() }, signal);
  if (manifest === undefined) throw new BackupInvalidError(`${path} is empty.`, { path });
  return manifest;
}

/** What streams say of a file that is no gzipped tar, in this program's words. */
function translated(error: unknown, path: string): unknown {
  const ofStreams =
    /^Z_|^ERR_STREAM_PREMATURE_CLOSE/.test(codeOf(error)) || /tar|Unexpected end of data/i.test(messageOf(error));
  if (error instanceof BackupInvalidError || !(ofStreams || (error as Error).name === 'SyntaxError')) return error;
  return new BackupInvalidError(
    `${path} is no backup of McDewey, or it is damaged: ${messageOf(error)}. Use another copy of the backup.`,
    { path },
    { cause: error },
  );
}
