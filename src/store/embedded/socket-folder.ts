/** The private folder that the embedded Postgres puts its socket into. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStart } from './process-start.js';

/** Longest path of a unix socket, in bytes: 108 on Linux, 104 on macOS, with the closing zero. */
const longestSocketPath = 103;
const prefix = 'mcdewey-';

/** File name that `pg` derives from a folder and port 5432. */
export const socketName = '.s.PGSQL.5432';

/** Folders of processes that were killed and could not tidy up; those of other users fail and stay. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^mcdewey-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || processStart(Number(pid)) !== null) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** Creates the folder, readable by this user only, where the path of the socket is short enough. */
export function createSocketFolder(): string {
  const name = `${prefix}${String(process.pid)}-`;
  const fits = Buffer.byteLength(join(tmpdir(), `${name}XXXXXX`, socketName)) <= longestSocketPath;
  const parent = fits ? tmpdir() : '/tmp';
  removeAbandoned(parent);
  return mkdtempSync(join(parent, name));
}
