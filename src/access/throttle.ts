/** Slows down who guesses passwords: failures count per account and address, and per address over all accounts. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ThrottledError } from '../errors.js';

const windowSeconds = 15 * 60;
const failuresOfAccount = 5;
const failuresOfAddress = 30;

export interface Throttle {
  /** @throws ThrottledError with `retryAfter` in seconds when there were too many failures. */
  check(email: string, address: string): Promise<void>;
  failed(email: string, address: string): Promise<void>;
  succeeded(email: string, address: string): Promise<void>;
}

/** Counts in this process: several processes of one library allow as many times more. */
export function createThrottle(): Throttle {
  const ofAccount = new RateLimiterMemory({ points: failuresOfAccount, duration: windowSeconds });
  const ofAddress = new RateLimiterMemory({ points: failuresOfAddress, duration: windowSeconds });
  const pair = (email: string, address: string): string => `${email} ${address}`;

  function refuseIfSpent(state: RateLimiterRes | null, points: number): void {
    if (state === null || state.consumedPoints < points) return;
    const retryAfter = Math.max(1, Math.ceil(state.msBeforeNext / 1_000));
    throw new ThrottledError(
      `There were too many wrong passwords. Try again in ${String(Math.ceil(retryAfter / 60))} minutes.`,
      { retryAfter },
    );
  }

  return {
    async check(email, address) {
      refuseIfSpent(await ofAccount.get(pair(email, address)), failuresOfAccount);
      refuseIfSpent(await ofAddress.get(address), failuresOfAddress);
    },
    async failed(email, address) {
      await ofAccount.penalty(pair(email, address));
      await ofAddress.penalty(address);
    },
    async succeeded(email, address) {
      await ofAccount.delete(pair(email, address));
    },
  };
}
