/** Formats that a name does not tell: the beginning of the file does. */
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import type { FileFormat } from './file-format.js';

const HEAD_BYTES = 64 * 1024;

const OPENAPI_YAML = /^(?:openapi|swagger)\s*:\s*["']?[23]\./m;
const OPENAPI_JSON = /"(?:openapi|swagger)"\s*:\s*"[23]\./;
const ROFF = /^\.\s*(?:TH|Dd)\s+\S|^\.so\s+\S+\s*$/m;
const MAN_NAME = /\.(?:[1-9][a-z]{0,6}|man|mdoc|[ln])(?:\.gz)?$/i;

/** Undefined: the name alone decides. Looks into specifications and man pages only. */
export async function formatByContent(absolutePath: string): Promise<FileFormat | undefined> {
  const mayBeSpec = /\.(?:ya?ml|json)$/i.test(absolutePath);
  if (!mayBeSpec && !MAN_NAME.test(absolutePath)) return undefined;
  const head = await headOf(absolutePath);
  if (mayBeSpec)
    return (head.trimStart().startsWith('{') ? OPENAPI_JSON : OPENAPI_YAML).test(head) ? 'openapi' : undefined;
  return ROFF.test(head) ? 'man' : undefined;
}

async function headOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const head = buffer.subarray(0, bytesRead);
      const isPacked = head[0] === 0x1f && head[1] === 0x8b;
      const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: HEAD_BYTES * 64 };
      return (isPacked ? gunzipSync(head, options) : head).toString('latin1');
    } finally {
      await file.close();
    }
  } catch {
    // What can't be read here can't be read later, and is reported then.
    return '';
  }
}
