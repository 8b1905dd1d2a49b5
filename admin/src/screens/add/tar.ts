/**
 * Packs a folder for the way to the service: a tar whose parts are the files themselves, which are read when they are sent. The
 * format is POSIX.1 ustar with pax headers; the service unpacks it as any other archive.
 */

export interface PackedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly blob: Blob;
}

export interface Tar {
  readonly blob: Blob;
  /** Where each file ends in it, in bytes, in the order of the files. */
  readonly ends: readonly number[];
}

const block = 512;
const encoder = new TextEncoder();
const padded = (size: number): number => Math.ceil(size / block) * block;
const filler = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(padded(size) - size);

/** Fields by their place: of names as many bytes as fit, of numbers octal digits. */
function header(name: Uint8Array, size: number, type: '0' | 'x'): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(block);
  const write = (at: number, text: string): void => {
    bytes.set(encoder.encode(text), at);
  };
  const octal = (at: number, value: number, digits: number): void => {
    write(at, value.toString(8).padStart(digits, '0'));
  };
  bytes.set(name.subarray(0, 100), 0);
  octal(100, 0o644, 7);
  octal(108, 0, 7);
  octal(116, 0, 7);
  octal(124, size, 11);
  // The same folder is the same archive, whenever it is sent.
  octal(136, 0, 11);
  write(156, type);
  write(257, 'ustar\u000000');
  // The sum is taken with blanks in its own place.
  write(148, ' '.repeat(8));
  octal(
    148,
    bytes.reduce((sum, byte) => sum + byte, 0),
    6,
  );
  write(154, '\u0000 ');
  return bytes;
}

/** "LENGTH path=NAME\n", whose length counts its own digits. */
function paxRecord(path: string): Uint8Array<ArrayBuffer> {
  const rest = ` path=${path}\n`;
  const size = encoder.encode(rest).length;
  let length = size + String(size).length;
  length = size + String(length).length;
  return encoder.encode(`${String(length)}${rest}`);
}

/** A name that does not fit, or is not plain, is said before its file. */
function headersOf(path: string, size: number): BlobPart[] {
  const name = encoder.encode(path);
  if (name.length <= 100 && name.length === path.length) return [header(name, size, '0')];
  const record = paxRecord(path);
  return [
    header(encoder.encode('pax'), record.length, 'x'),
    record,
    filler(record.length),
    header(encoder.encode('file'), size, '0'),
  ];
}

/** In the order of their paths, so that the same files are the same archive. */
export function packTar(files: readonly PackedFile[]): Tar {
  const parts: BlobPart[] = [];
  const ends: number[] = [];
  let size = 0;
  for (const { path, blob } of files) {
    const headers = headersOf(path, blob.size);
    const pax = headers.length === 1 ? 0 : block + padded((headers[1] as Uint8Array).length);
    parts.push(...headers, blob, filler(blob.size));
    size += pax + block + padded(blob.size);
    ends.push(size);
  }
  parts.push(new Uint8Array(2 * block));
  return { blob: new Blob(parts, { type: 'application/x-tar' }), ends };
}

/** How many of the files have been sent when so many bytes were. */
export function filesSent({ ends }: Tar, bytes: number): number {
  const next = ends.findIndex((end) => end > bytes);
  return next < 0 ? ends.length : next;
}
