/** Where the names that files include others by may lead to, in the order in which they are tried. */
import { posix } from 'node:path';

/** Folders above a file that are searched. */
const MAX_ABOVE = 16;

/** `name` in the folder of `path` and in every folder above it, up to the source's root. */
export function upwards(path: string, name: string): string[] {
  const candidates: string[] = [];
  let folder = posix.dirname(path);
  for (let count = 0; count < MAX_ABOVE; count += 1) {
    candidates.push(posix.join(folder, name));
    if (folder === '.') break;
    folder = posix.dirname(folder);
  }
  return candidates;
}

/** A name beside the file; one that begins with `/` below the nearest folder above that has it. */
export function besideOrAbove(name: string, path: string): string[] {
  return name.startsWith('/') ? upwards(path, name.slice(1)) : [posix.join(posix.dirname(path), name)];
}
