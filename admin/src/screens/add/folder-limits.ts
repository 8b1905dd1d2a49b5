/** How much a folder may hold that is sent. The service refuses what is more; whoever drops it should hear of that before sending it. */
import { words } from '../../words/en.js';
import type { Folder } from './dropped.js';

/** Entries of an archive, and bytes of one of its files. */
export const mostFiles = 50_000;
export const mostFileBytes = 512 * 1024 ** 2;

const units = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** "4 B", "1.5 MiB". */
export function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : String(Math.round(value))} ${units[power] ?? 'B'}`;
}

export const sizeOf = ({ files }: Folder): number => files.reduce((sum, { blob }) => sum + blob.size, 0);

/** Why it can't be sent; null if it can. */
export function tooMuch({ files, archive }: Folder): string | null {
  // The service says how large it may be.
  if (archive !== undefined) return null;
  if (files.length === 0) return words.add.folderEmpty;
  if (files.length > mostFiles) return words.add.folderTooMany(files.length, mostFiles);
  const large = files.find(({ blob }) => blob.size > mostFileBytes);
  return large === undefined ? null : words.add.folderFileTooLarge(large.path, sizeText(mostFileBytes));
}
