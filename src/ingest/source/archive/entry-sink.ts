/** What readers of archives hand their entries to. */
import type { Readable } from 'node:stream';
import type { ArchiveMeter } from './archive-limits.js';

/** Takes the entries of an archive one after the other. */
export interface EntrySink {
  readonly meter: ArchiveMeter;
  readonly signal: AbortSignal | undefined;
  /** @param name as the archive has it. @param open gives the unpacked bytes; not called for what is left out. */
  file(name: string, open: () => Promise<Readable>): Promise<void>;
  /** An entry that is neither file nor folder, or can't be unpacked. */
  leaveOut(name: string, reason: string): void;
}
