/** Who may say that something is wrong with a passage, and how often. Addresses are counted in memory and never kept. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../caller.js';
import type { FeedbackSetting } from '../config.js';
import { ForbiddenError, ThrottledError } from '../errors.js';
import { authorize, may } from './may.js';

const windowSeconds = 60 * 60;
const ofKnown = 60;
/** Several people can share an address. */
const ofAddress = 10;

export interface FeedbackGate {
  /** Whether this caller may, as far as the setting and the permissions say. */
  isOpenTo(caller: Caller): boolean;
  /**
   * Counts one more.
   * @param address where an unknown caller asks from; those without one are counted together.
   * @throws ForbiddenError, UnauthenticatedError when the caller may not; ThrottledError with `retryAfter` in seconds after too many.
   */
  enter(caller: Caller, address: string): Promise<void>;
}

/** Counts in this process: several processes of one library allow as many times more. */
export function createFeedbackGate(setting: FeedbackSetting): FeedbackGate {
  const known = new RateLimiterMemory({ points: ofKnown, duration: windowSeconds });
  const unknown = new RateLimiterMemory({ points: ofAddress, duration: windowSeconds });

  const isTaken = ({ kind }: Caller): boolean =>
    setting === 'everybody' || (setting === 'accounts' && kind !== 'ANONYMOUS');

  return {
    isOpenTo: (caller) => isTaken(caller) && may(caller, 'feedback.give'),
    async enter(caller, address) {
      authorize(caller, 'feedback.give');
      if (!isTaken(caller)) {
        const remedy = setting === 'off' ? '' : ' without an account or a key';
        throw new ForbiddenError(`This library takes no feedback${remedy}.`, { action: 'feedback.give' });
      }
      const isUnknown = caller.kind === 'ANONYMOUS';
      try {
        await (isUnknown ? unknown.consume(address) : known.consume(`${caller.kind} ${caller.id ?? ''}`));
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        const retryAfter = Math.max(1, Math.ceil(spent.msBeforeNext / 1_000));
        const minutes = String(Math.ceil(retryAfter / 60));
        throw new ThrottledError(`That is much feedback in one hour. Go on in ${minutes} minutes.`, { retryAfter });
      }
    },
  };
}
