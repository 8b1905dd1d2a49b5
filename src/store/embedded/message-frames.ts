/** Cuts the byte stream of a Postgres client into units that must not be torn apart. */

/** What precedes typed messages: the codes of the length-prefixed requests that open a connection. */
const sslRequest = 80_877_103;
const gssEncryptionRequest = 80_877_104;
const cancelRequest = 80_877_102;

/** Message types of the extended protocol that leave the exchange open until a Sync. */
const extended = new Set(['P', 'B', 'D', 'E', 'C', 'H']);

export type ClientUnit =
  /** The client offers encryption; the answer is one byte. */
  | { readonly kind: 'encryption' }
  /** Asks to stop another connection's statement. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' }
  /**
   * Whole messages to run without another connection's in between. `open` when more of the same exchange follows, so
   * that the unnamed statement and portal must stay as they are.
   */
  | { readonly kind: 'run'; readonly bytes: Uint8Array<ArrayBuffer>; readonly open: boolean };

export interface MessageFrames {
  /** @returns the units that the bytes complete; the rest is kept for the next call. */
  push(bytes: Uint8Array): ClientUnit[];
}

/**
 * Frames one connection (PostgreSQL documentation, "Frontend/Backend Protocol", "Message Formats"). Parse, Bind,
 * Execute … Sync travel as one unit: PGlite has a single session, in which the next Parse of anybody replaces the
 * unnamed statement.
 */
export function createMessageFrames(): MessageFrames {
  let pending: Buffer = Buffer.alloc(0);
  let started = false;

  function opening(): { unit: ClientUnit; length: number } | null {
    if (pending.length < 8) return null;
    const length = pending.readInt32BE(0);
    if (pending.length < length) return null;
    const code = pending.readInt32BE(4);
    if (code === sslRequest || code === gssEncryptionRequest) return { unit: { kind: 'encryption' }, length };
    if (code === cancelRequest) return { unit: { kind: 'cancel' }, length };
    started = true;
    return { unit: { kind: 'run', bytes: new Uint8Array(pending.subarray(0, length)), open: false }, length };
  }

  function exchange(): { unit: ClientUnit; length: number } | null {
    let end = 0;
    let flushed = 0;
    while (pending.length >= end + 5) {
      const type = String.fromCharCode(pending.readUInt8(end));
      const next = end + 1 + pending.readInt32BE(end + 1);
      if (pending.length < next) break;
      if (type === 'X') {
        if (end === 0) return { unit: { kind: 'terminate' }, length: next };
        break;
      }
      end = next;
      if (type === 'H') flushed = end;
      if (!extended.has(type)) {
        return { unit: { kind: 'run', bytes: new Uint8Array(pending.subarray(0, end)), open: false }, length: end };
      }
    }
    if (flushed === 0) return null;
    return { unit: { kind: 'run', bytes: new Uint8Array(pending.subarray(0, flushed)), open: true }, length: flushed };
  }

  return {
    push(bytes) {
      pending = pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([pending, bytes]);
      const units: ClientUnit[] = [];
      for (;;) {
        const next = started ? exchange() : opening();
        if (next === null) return units;
        units.push(next.unit);
        pending = pending.subarray(next.length);
      }
    },
  };
}
