/** Slows down who guesses passwords, keys and sessions, in this process: several processes of one library allow as many times more. */
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ThrottledError, UnauthenticatedError } from '../errors.js';
import { networkOf } from '../network-of.js';
import { hashSecret } from './secret.js';

/** For passwords. Seconds. */
const passwordWindow = 15 * 60;
const failuresOfAccount = 5;
const failuresOfNetwork = 30;

/** For keys, tokens and sessions: nobody guesses one, but each that is looked up is work. Seconds. */
const secretWindow = 60;
const wrongSecretsOfNetwork = 60;
/** Secrets of which it is remembered that they were looked up. */
const mostSeen = 10_000;
const rightIsSeenMs = 3_600_000;

/**
 * Counts one for the key.
 * @param message of the refusal, by the seconds until the next counts.
 * @throws ThrottledError with `retryAfter` in seconds when there are none left.
 */
export async function countOne(
  limiter: RateLimiterMemory,
  key: string,
  message: (retryAfter: number) => string,
): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    const retryAfter = Math.max(1, Math.ceil(spent.msBeforeNext / 1_000));
    throw new ThrottledError(message(retryAfter), { retryAfter });
  }
}

export interface Throttle {
  /**
   * Counts a try before its password is looked at, so that many at the same moment are no way around it.
   * @throws ThrottledError with `retryAfter` in seconds when there were too many that failed.
   */
  attempt(email: string, address: string): Promise<void>;
  /** Takes the try back: the password was right. */
  succeeded(email: string, address: string): Promise<void>;
}

/** Of passwords: tries count per account and network, and per network over all accounts. */
export function createThrottle(): Throttle {
  const ofAccount = new RateLimiterMemory({ points: failuresOfAccount, duration: passwordWindow });
  const ofNetwork = new RateLimiterMemory({ points: failuresOfNetwork, duration: passwordWindow });
  const pair = (email: string, address: string): string => `${email} ${networkOf(address)}`;
  const message = (retryAfter: number): string =>
    `There were too many wrong passwords. Try again in ${String(Math.ceil(retryAfter / 60))} minutes.`;

  return {
    async attempt(email, address) {
      await countOne(ofNetwork, networkOf(address), message);
      await countOne(ofAccount, pair(email, address), message);
    },
    async succeeded(email, address) {
      await ofAccount.delete(pair(email, address));
      await ofNetwork.reward(networkOf(address));
    },
  };
}

export interface SecretThrottle {
  /**
   * Looks a key, token or session up unless its network has sent too many that were wrong. One that was right lately is
   * looked up whatever others of its network send; one that was wrong counts once.
   * @param isRight of what was found.
   * @throws ThrottledError with `retryAfter` in seconds; whatever `look` throws.
   */
  guard<Found>(
    sent: { readonly secret: string; readonly address: string | undefined },
    look: () => Promise<Found>,
    isRight: (found: Found) => boolean,
  ): Promise<Found>;
}

export function createSecretThrottle(): SecretThrottle {
  const wrong = new RateLimiterMemory({ points: wrongSecretsOfNetwork, duration: secretWindow });
  const seen = new LRUCache<string, true>({ max: mostSeen, ttl: secretWindow * 1_000 });
  const message = (retryAfter: number): string =>
    `There were too many wrong keys or sessions from your network. Try again in ${String(retryAfter)} seconds.`;

  return {
    async guard({ secret, address }, look, isRight) {
      const network = networkOf(address);
      const name = hashSecret(secret).toString('base64');
      const isNew = !seen.has(name);
      // Before it is looked up: many at the same moment are no way around it.
      if (isNew) {
        await countOne(wrong, network, message);
        seen.set(name, true);
      }
      const found = await look().catch(async (error: unknown) => {
        // It is not known to be wrong: what it is looked up in is away.
        if (isNew && !(error instanceof UnauthenticatedError)) {
          seen.delete(name);
          await wrong.reward(network);
        }
        throw error;
      });
      if (!isRight(found)) return found;
      if (isNew) await wrong.reward(network);
      seen.set(name, true, { ttl: rightIsSeenMs });
      return found;
    },
  };
}
