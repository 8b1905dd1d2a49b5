/** SHA-256 of files, read as a stream so that a large model does not stop the event loop. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ModelInvalidError } from '../errors.js';

/** Lower-case hexadecimal. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @throws ModelInvalidError if the file's SHA-256 is not `expected`. */
export async function verifyFile(file: string, expected: string): Promise<void> {
  const actual = await sha256OfFile(file);
  if (actual === expected) return;
  throw new ModelInvalidError(
    `The model file ${file} is damaged or was changed: its SHA-256 is ${actual}, published is ${expected}. ` +
      'Delete node_modules and run npm ci, or set EMBEDDING_MODEL to another model.',
    { file, sha256: actual, expected },
  );
}
