/** Who may say that something is wrong with a passage, and how often. Addresses are counted in memory and never kept. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Caller } from '../caller.js';
import type { FeedbackSetting } from '../config.js';
import { ForbiddenError } from '../errors.js';
import { networkOf } from '../network-of.js';
import { authorize, may } from './may.js';
import { countOne } from './throttle.js';

const windowSeconds = 60 * 60;
const ofKnown = 60;
/** Several people can share a network. */
const ofNetwork = 10;

export interface FeedbackGate {
  /** Whether this caller may, as far as the setting and the permissions say. */
  isOpenTo(caller: Caller): boolean;
  /**
   * Counts one more: for the account or key, or for the network of somebody unknown.
   * @throws ForbiddenError, UnauthenticatedError when the caller may not; ThrottledError with `retryAfter` in seconds after too many.
   */
  enter(caller: Caller): Promise<void>;
}

/** Counts in this process: several processes of one library allow as many times more. */
export function createFeedbackGate(setting: FeedbackSetting): FeedbackGate {
  const known = new RateLimiterMemory({ points: ofKnown, duration: windowSeconds });
  const unknown = new RateLimiterMemory({ points: ofNetwork, duration: windowSeconds });

  const isTaken = ({ kind }: Caller): boolean =>
    setting === 'everybody' || (setting === 'accounts' && kind !== 'ANONYMOUS');

  return {
    isOpenTo: (caller) => isTaken(caller) && may(caller, 'feedback.give'),
    async enter(caller) {
      authorize(caller, 'feedback.give');
      if (!isTaken(caller)) {
        const remedy = setting === 'off' ? '' : ' without an account or a key';
        throw new ForbiddenError(`This library takes no feedback${remedy}.`, { action: 'feedback.give' });
      }
      const { kind, id, address } = caller;
      const isUnknown = kind === 'ANONYMOUS';
      const key = isUnknown ? networkOf(address) : `${kind} ${id ?? ''}`;
      await countOne(isUnknown ? unknown : known, key, (retryAfter) => {
        const minutes = String(Math.ceil(retryAfter / 60));
        return `That is much feedback in one hour. Go on in ${minutes} minutes.`;
      });
    },
  };
}
