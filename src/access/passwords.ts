/** Passwords: argon2id with the parameters that OWASP recommends, a few at a time so that sign-ins can't fill the machine. */
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { BadInputError, ForbiddenError, ThrottledError } from '../errors.js';

/** 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. Argon2id is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const atOnce = 2;
/** Hashes that may wait. More are refused: each takes some 30 ms of a processor. */
const mostWaiting = 50;
const shortest = 12;
const longest = 256;
const retryAfter = 2;

export interface Passwords {
  /** @throws ForbiddenError when nobody signs in with a password here. */
  checkAllowed(): void;
  /** @throws BadInputError when it is too short or too long, ForbiddenError. */
  hash(password: string): Promise<string>;
  /**
   * Takes as long when there is no hash, so that nobody learns whether an account exists.
   * @throws ForbiddenError
   */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** In characters, as people count them. */
function lengthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}

/** @throws BadInputError */
export function checkPassword(password: string): void {
  const length = lengthOf(password);
  if (length >= shortest && length <= longest) return;
  throw new BadInputError(
    `The password has ${String(length)} characters; it must have ${String(shortest)} to ${String(longest)}.`,
    { field: 'password', least: shortest, limit: longest },
  );
}

/** @param allowed whether accounts may sign in with a password. */
export function createPasswords(allowed: boolean): Passwords {
  const lane = pLimit(atOnce);
  let standIn: Promise<string> | undefined;

  function inLane<Result>(work: () => Promise<Result>): Promise<Result> {
    if (lane.pendingCount >= mostWaiting) {
      throw new ThrottledError('Too many people sign in at this moment. Try again in a few seconds.', { retryAfter });
    }
    return lane(work);
  }

  function checkAllowed(): void {
    if (allowed) return;
    throw new ForbiddenError('Nobody signs in with a password here; use the identity provider.', {});
  }

  return {
    checkAllowed,
    async hash(password) {
      checkAllowed();
      checkPassword(password);
      return inLane(() => hash(password, parameters));
    },
    async verify(password, stored) {
      checkAllowed();
      if (lengthOf(password) > longest) return false;
      standIn ??= hash('nobody has this password', parameters);
      const expected = stored ?? (await standIn);
      const isRight = await inLane(() => verify(expected, password));
      return isRight && stored !== null;
    },
  };
}
