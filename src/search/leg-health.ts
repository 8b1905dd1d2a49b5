/** Runs a leg of the search; a leg that fails is replaced or left out, and the answer says so. */
import { CancelledError, DomainError } from '../errors.js';
import type { Logger } from '../logger.js';
import { isConnectionLost } from '../store/connection-lost.js';
import type { LegHit } from './lexical/lexical-index.js';
import type { Degradation, Leg } from './request.js';

export interface LegOutcome<Hit = LegHit> {
  /** `null` when neither the leg nor its stand-in answered. */
  readonly hits: readonly Hit[] | null;
  /** `null` when the leg itself answered. */
  readonly degradation: Degradation | null;
}

export interface LegRun<Hit = LegHit> {
  readonly search: () => Promise<readonly Hit[]>;
  /** Answers when the leg does not; is given what that failed with. */
  readonly standIn?: (failure: unknown) => Promise<readonly Hit[]>;
  readonly signal?: AbortSignal;
}

export interface LegHealth {
  /** @throws CancelledError */
  run<Hit>(leg: LegRun<Hit>): Promise<LegOutcome<Hit>>;
}

/** In words for everybody: what a driver says names addresses of servers. The log has it. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return isConnectionLost(error) ? 'The database does not answer.' : 'It failed; the log has the reason.';
}

/** Remembers since when a leg has been failing. */
export function createLegHealth(leg: Leg, logger: Logger): LegHealth {
  let failingSince: Date | null = null;

  function failed(error: unknown, signal: AbortSignal | undefined): Degradation {
    if (signal?.aborted === true) throw new CancelledError('The search was cancelled.', {}, { cause: error });
    if (failingSince === null) logger.error({ err: error, leg }, 'a leg of the search fails');
    failingSince ??= new Date();
    return { leg, reason: reasonOf(error), since: failingSince };
  }

  return {
    async run({ search, standIn, signal }) {
      try {
        const hits = await search();
        if (failingSince !== null) logger.info({ leg, since: failingSince }, 'a leg of the search answers again');
        failingSince = null;
        return { hits, degradation: null };
      } catch (error) {
        const degradation = failed(error, signal);
        if (standIn === undefined) return { hits: null, degradation };
        try {
          return { hits: await standIn(error), degradation };
        } catch (second) {
          return { hits: null, degradation: { ...failed(second, signal), since: degradation.since } };
        }
      }
    },
  };
}
