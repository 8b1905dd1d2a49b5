/** Reads the protocol-buffer wire format as a flat stream of fields; bytes are views, nothing is copied. */

/** One field: `bytes` if it has a length (string, bytes, message, packed numbers), else `integer`. */
export interface ProtobufField {
  readonly number: number;
  readonly integer: number;
  readonly bytes: Uint8Array | undefined;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/**
 * Fields of one message in the order of the file. Fixed-width values are skipped over (`integer` is 0).
 * @throws RangeError when the bytes end inside a field or are not protocol buffers.
 */
export function* readFields(message: Uint8Array): Generator<ProtobufField, void, undefined> {
  const cursor = { bytes: message, at: 0 };
  while (cursor.at < message.length) {
    const key = readVarint(cursor);
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case VARINT:
        yield { number, integer: readVarint(cursor), bytes: undefined };
        break;
      case LENGTH_DELIMITED:
        yield { number, integer: 0, bytes: take(cursor, readVarint(cursor)) };
        break;
      case FIXED_32:
        take(cursor, 4);
        yield { number, integer: 0, bytes: undefined };
        break;
      case FIXED_64:
        take(cursor, 8);
        yield { number, integer: 0, bytes: undefined };
        break;
      default:
        throw new RangeError(`not protocol buffers: wire type ${String(key % 8)} at byte ${String(cursor.at)}`);
    }
  }
}

/** Numbers of a packed repeated integer field. */
export function readPackedIntegers(bytes: Uint8Array): number[] {
  const cursor = { bytes, at: 0 };
  const integers: number[] = [];
  while (cursor.at < bytes.length) integers.push(readVarint(cursor));
  return integers;
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function take(cursor: Cursor, length: number): Uint8Array {
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError(`ends inside a field at byte ${String(cursor.at)}`);
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  let place = 1;
  for (;;) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw new RangeError(`ends inside a number at byte ${String(cursor.at - 1)}`);
    value += (byte & 127) * place;
    if (byte < 128) return value;
    place *= 128;
  }
}
