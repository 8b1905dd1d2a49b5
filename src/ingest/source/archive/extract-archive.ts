/** Unpacks a zip, tar or tar.gz below a folder of its own: files only, within limits, all of them or none. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArchiveRefusedError, DomainError, messageOf } from '../../../errors.js';
import type { PlanProblem } from '../plan.js';
import { archiveLimits, createMeter, type ArchiveLimits } from './archive-limits.js';
import type { EntrySink } from './entry-sink.js';
import { readTar } from './read-tar.js';
import { readZip } from './read-zip.js';

export interface ExtractOptions {
  readonly limits?: ArchiveLimits;
  readonly signal?: AbortSignal;
}

type Reader = (archive: string, sink: EntrySink) => Promise<void>;

/**
 * @param target must not exist; it appears whole, when everything is unpacked.
 * @returns entries that were left out: links, devices, encrypted files, names that are taken or too long.
 * @throws ArchiveRefusedError when the archive is damaged, breaks a limit or would write outside of the target.
 */
export async function extractArchive(
  archive: string,
  target: string,
  { limits = archiveLimits, signal }: ExtractOptions = {},
): Promise<PlanProblem[]> {
  const read = await readerOf(archive);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}.`);
  const problems: PlanProblem[] = [];
  const meter = createMeter(archive, (await stat(archive)).size, limits);
  const leaveOut = (name: string, reason: string): void => {
    problems.push({ path: name.slice(0, 500), code: 'FILE_UNSUPPORTED', reason });
  };
  try {
    await read(archive, {
      meter,
      signal,
      leaveOut,
      async file(name, openEntry) {
        const path = join(draft, name);
        try {
          await mkdir(dirname(path), { recursive: true });
          meter.file(name);
          const counted = new Transform({
            transform(part: Buffer, _encoding, done) {
              try {
                meter.unpacked(part.length);
                done(null, part);
              } catch (error) {
                done(error as Error);
              }
            },
          });
          await pipeline(await openEntry(), counted, createWriteStream(path, { flags: 'wx' }), {
            ...(signal !== undefined && { signal }),
          });
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? error.code : undefined;
          if (code === 'EEXIST' || code === 'ENOTDIR') leaveOut(name, 'Another entry of the archive has this name.');
          else if (code === 'ENAMETOOLONG') leaveOut(name, 'Its name is too long.');
          else throw error;
        }
      },
    });
    await rename(draft, target);
    return problems;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (error instanceof DomainError || signal?.aborted === true) throw error;
    throw new ArchiveRefusedError(`${archive} can't be unpacked: ${messageOf(error)}.`, { archive }, { cause: error });
  }
}

async function readerOf(archive: string): Promise<Reader> {
  const file = await open(archive);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.subarray(0, 2).toString('latin1') === 'PK') return readZip;
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    if (isGzip || head.subarray(257, 262).toString('latin1') === 'ustar') {
      return (path, sink) => readTar(path, isGzip, sink);
    }
    throw new ArchiveRefusedError(`${archive} is neither a zip nor a tar file, packed with gzip or not.`, { archive });
  } finally {
    await file.close();
  }
}
