/** How much an archive may hold, and what its entries may be called. */
import { ArchiveRefusedError } from '../../../errors.js';

export interface ArchiveLimits {
  /** Entries, folders among them. */
  readonly entries: number;
  /** Bytes of all files together, unpacked. */
  readonly totalBytes: number;
  /** Bytes of one file, unpacked. */
  readonly fileBytes: number;
  /** Unpacked bytes for each packed one, once `ratioFrom` bytes are unpacked. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 50_000,
  totalBytes: 2 * 1024 ** 3,
  fileBytes: 512 * 1024 ** 2,
  ratio: 200,
  ratioFrom: 16 * 1024 ** 2,
};

export interface ArchiveMeter {
  /** @throws ArchiveRefusedError */
  entry(): void;
  /** Begins a file anew. */
  file(path: string): void;
  /** Counts unpacked bytes as they come, whatever the archive says of itself. @throws ArchiveRefusedError */
  unpacked(bytes: number): void;
}

/** @param packedBytes size of the archive. */
export function createMeter(archive: string, packedBytes: number, limits: ArchiveLimits): ArchiveMeter {
  let entries = 0;
  let total = 0;
  let inFile = 0;
  let path = '';
  const refuse = (what: string, limit: number): ArchiveRefusedError =>
    new ArchiveRefusedError(
      `${archive} was refused: ${what}. Unpack it yourself if you trust it, and ingest the folder.`,
      {
        archive,
        limit,
      },
    );
  return {
    entry() {
      entries += 1;
      if (entries > limits.entries) throw refuse(`it has more than ${String(limits.entries)} entries`, limits.entries);
    },
    file(next) {
      path = next;
      inFile = 0;
    },
    unpacked(bytes) {
      total += bytes;
      inFile += bytes;
      if (inFile > limits.fileBytes) {
        throw refuse(`${path} unpacks to more than ${String(limits.fileBytes)} bytes`, limits.fileBytes);
      }
      if (total > limits.totalBytes) {
        throw refuse(`it unpacks to more than ${String(limits.totalBytes)} bytes`, limits.totalBytes);
      }
      if (total > limits.ratioFrom && total > packedBytes * limits.ratio) {
        throw refuse(`it unpacks to more than ${String(limits.ratio)} times its size`, limits.ratio);
      }
    },
  };
}

/**
 * The entry's path with `/`, relative and below the archive's folder.
 * @throws ArchiveRefusedError for a path that leads out of it: such an archive was made to do harm.
 */
export function entryPath(archive: string, name: string): string {
  const parts = name.replaceAll('\\', '/').split('/');
  if (name.includes('\0') || parts[0] === '' || /^[A-Za-z]:/.test(name) || parts.includes('..')) {
    throw new ArchiveRefusedError(
      `${archive} was refused: its entry ${JSON.stringify(name)} leads out of the archive.`,
      {
        archive,
        entry: name,
      },
    );
  }
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}
