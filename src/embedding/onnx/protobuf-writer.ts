/** Writes the protocol-buffer wire format; weights are copied once, when the finished message is joined. */

/** An encoded piece of a message: bytes in order, not yet joined. */
export type Piece = readonly Uint8Array[];

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
const MINUS_ONE = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 1);

/** `value`: a non-negative safe integer, or -1 (two's complement in 64 bits, as protobuf's int64 wants it). */
export function integerField(field: number, value: number): Piece {
  return [tag(field, VARINT), value === -1 ? MINUS_ONE : varint(value)];
}

export function floatField(field: number, value: number): Piece {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(field, FIXED_32), bytes];
}

export function bytesField(field: number, bytes: Uint8Array): Piece {
  return [tag(field, LENGTH_DELIMITED), varint(bytes.length), bytes];
}

export function stringField(field: number, text: string): Piece {
  return bytesField(field, new TextEncoder().encode(text));
}

export function messageField(field: number, parts: readonly Piece[]): Piece {
  const pieces = parts.flat();
  return [tag(field, LENGTH_DELIMITED), varint(lengthOf(pieces)), ...pieces];
}

/** The bytes of a whole message. */
export function joinPieces(parts: readonly Piece[]): Uint8Array {
  const pieces = parts.flat();
  const joined = new Uint8Array(lengthOf(pieces));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function tag(field: number, wireType: number): Uint8Array {
  return varint(field * 8 + wireType);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function lengthOf(pieces: Piece): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}
