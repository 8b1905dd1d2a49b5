/** The files in a zip, each unpacked within a limit that holds whatever the zip says of itself. */
import { inflateRawSync } from 'node:zlib';
import { FileUnreadableError } from '../../../errors.js';

export interface ZipEntry {
  readonly name: string;
  /** @throws FileUnreadableError when it is larger than `limit` bytes or damaged. */
  unpack(limit: number): Buffer;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** A zip's comment may stand behind its end record. */
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 20_000;

/** @throws FileUnreadableError for bytes that are no zip, are encrypted or use zip64. */
export function zipEntries(bytes: Uint8Array, name: string): ZipEntry[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unreadable = (why: string): FileUnreadableError => new FileUnreadableError(`${name} ${why}`, { name });
  const end = endOf(zip);
  if (end === undefined) throw unreadable('is no zip archive');
  const count = zip.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw unreadable('holds more files than a document has');
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) throw unreadable('is a damaged zip archive');
    const nameLength = zip.readUInt16LE(at + 28);
    const header = { flags: zip.readUInt16LE(at + 8), method: zip.readUInt16LE(at + 10) };
    const [packed, start] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const entryName = zip.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({
      name: entryName,
      unpack(limit) {
        if ((header.flags & 1) === 1) throw unreadable('is encrypted');
        if (start + 30 > zip.length || zip.readUInt32LE(start) !== LOCAL) throw unreadable('is a damaged zip archive');
        const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
        const data = zip.subarray(from, from + packed);
        if (header.method === 0 && data.length <= limit) return data;
        try {
          return inflateRawSync(data, { maxOutputLength: Math.max(1, limit) });
        } catch (cause) {
          const why = isTooLarge(cause) ? 'unpacks to more than a document can hold' : 'is a damaged zip archive';
          throw new FileUnreadableError(`${name} ${why}: ${entryName}`, { name }, { cause });
        }
      },
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function isTooLarge(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
}

function endOf(zip: Buffer): number | undefined {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - MAX_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  return undefined;
}
