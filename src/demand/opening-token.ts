/** Tells which hit of which search somebody opened, in a link that nobody else can make. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Opening } from '../store/writes/query-log.js';

const macBytes = 9;
const idBytes = 16;

export interface OpeningTokens {
  make(opening: Opening): string;
  /** Null for a token that this process did not make. */
  read(token: string): Opening | null;
}

export function createOpeningTokens(key: Buffer = randomBytes(32)): OpeningTokens {
  const macOf = (body: Buffer): Buffer => createHmac('sha256', key).update(body).digest().subarray(0, macBytes);
  return {
    make({ id, rank }) {
      const body = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), Buffer.from([Math.min(255, rank)])]);
      return Buffer.concat([body, macOf(body)]).toString('base64url');
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== idBytes + 1 + macBytes) return null;
      const body = bytes.subarray(0, idBytes + 1);
      if (!timingSafeEqual(macOf(body), bytes.subarray(idBytes + 1))) return null;
      const hex = body.subarray(0, idBytes).toString('hex');
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { id, rank: body[idBytes] ?? 0 };
    },
  };
}
