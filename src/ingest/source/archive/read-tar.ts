/** The entries of a tar file. */
import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { entryPath } from './archive-limits.js';
import type { EntrySink } from './entry-sink.js';

/** Header entries that tell of the next one; tar-stream has understood them already. */
const isSilent = new Set(['directory', 'pax-header', 'pax-global-header', 'gnu-long-path', 'gnu-long-link-path']);

export async function readTar(archive: string, isGzip: boolean, sink: EntrySink): Promise<void> {
  const entries = extract();
  const unpacking = pipeline(createReadStream(archive), isGzip ? createGunzip() : new PassThrough(), entries);
  // Awaited below; until then a failure must not count as unhandled.
  unpacking.catch(() => undefined);
  try {
    for await (const entry of entries) {
      const { name: given, type } = entry.header;
      sink.signal?.throwIfAborted();
      sink.meter.entry();
      const name = entryPath(archive, given);
      if (type === 'file' || type === 'contiguous-file') {
        await sink.file(name, () => Promise.resolve(Readable.from(entry)));
      } else {
        if (!isSilent.has(type)) sink.leaveOut(name, 'It is a link or a device.');
        for await (const part of entry) sink.meter.unpacked((part as Buffer).length);
      }
    }
  } catch (error) {
    entries.destroy();
    throw error;
  }
  await unpacking;
}
