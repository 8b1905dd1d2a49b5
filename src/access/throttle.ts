/** Slows down who guesses passwords: tries count per account and address, and per address over all accounts. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ThrottledError } from '../errors.js';

const windowSeconds = 15 * 60;
const failuresOfAccount = 5;
const failuresOfAddress = 30;

export interface Throttle {
  /**
   * Counts a try before its password is looked at, so that many at the same moment are no way around it.
   * @throws ThrottledError with `retryAfter` in seconds when there were too many that failed.
   */
  attempt(email: string, address: string): Promise<void>;
  /** Takes the try back: the password was right. */
  succeeded(email: string, address: string): Promise<void>;
}

/** Counts in this process: several processes of one library allow as many times more. */
export function createThrottle(): Throttle {
  const ofAccount = new RateLimiterMemory({ points: failuresOfAccount, duration: windowSeconds });
  const ofAddress = new RateLimiterMemory({ points: failuresOfAddress, duration: windowSeconds });
  const pair = (email: string, address: string): string => `${email} ${address}`;

  async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      const retryAfter = Math.max(1, Math.ceil(spent.msBeforeNext / 1_000));
      throw new ThrottledError(
        `There were too many wrong passwords. Try again in ${String(Math.ceil(retryAfter / 60))} minutes.`,
        { retryAfter },
      );
    }
  }

  return {
    async attempt(email, address) {
      await consume(ofAddress, address);
      await consume(ofAccount, pair(email, address));
    },
    async succeeded(email, address) {
      await ofAccount.delete(pair(email, address));
      await ofAddress.reward(address);
    },
  };
}
