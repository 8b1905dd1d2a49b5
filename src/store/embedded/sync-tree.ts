/** Makes files and folders outlast a power failure, whoever wrote them. */
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../errors.js';

/** What systems answer that do not sync folders, or not for this user. */
const folderRefusals = ['EISDIR', 'EACCES', 'EPERM', 'EINVAL', 'EBADF'];

function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes the names in a folder durable: what was created, renamed or removed there. */
export function syncFolder(path: string): void {
  try {
    syncPath(path);
  } catch (error) {
    if (!folderRefusals.includes(codeOf(error))) throw error;
  }
}

/** Every file and every name below the folder. About 2 ms a file on a disk, whether or not it had changed. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncFolder(folder);
}
