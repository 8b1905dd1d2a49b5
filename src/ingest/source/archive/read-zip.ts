/** The entries of a zip file. */
import { openPromise } from 'yauzl';
import { entryPath } from './archive-limits.js';
import type { EntrySink } from './entry-sink.js';

const isEncrypted = 0x1;
const typeMask = 0o170_000;
const regularFile = 0o100_000;

/** Sizes that the archive states are checked against what is unpacked. */
export async function readZip(archive: string, sink: EntrySink): Promise<void> {
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  try {
    for await (const entry of zip.eachEntry()) {
      sink.signal?.throwIfAborted();
      sink.meter.entry();
      const name = entryPath(archive, entry.fileName);
      if (entry.fileName.endsWith('/')) continue;
      // Unix systems keep the file's type there; others leave it empty.
      const type = (entry.externalFileAttributes >>> 16) & typeMask;
      if (type !== 0 && type !== regularFile) sink.leaveOut(name, 'It is a link or a device.');
      else if ((entry.generalPurposeBitFlag & isEncrypted) !== 0) sink.leaveOut(name, 'It is encrypted.');
      else await sink.file(name, () => zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
}
