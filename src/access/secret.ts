/** Secrets that let somebody in. Only their hashes are stored: 256 random bits need no slow hash. */
import { createHash, randomBytes } from 'node:crypto';

/** Beginnings of secrets say what they are for, so that scanners of leaked secrets know them. */
export const KEY_PREFIX = 'mcdewey_key_';
export const SESSION_PREFIX = 'mcdewey_session_';
export const ATTEMPT_PREFIX = 'mcdewey_attempt_';
export const LINK_PREFIX = 'mcdewey_link_';

/** @returns the prefix and 256 random bits in base64url. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** SHA-256. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
