/** Runs a leg of the search; a leg that fails is left out of the answer, which then says so. */
import { CancelledError, messageOf } from '../errors.js';
import type { Logger } from '../logger.js';
import type { LegHit } from './lexical/lexical-index.js';
import type { Degradation, Leg } from './request.js';

export type LegOutcome = { readonly hits: readonly LegHit[] } | { readonly degradation: Degradation };

export interface LegHealth {
  run(search: () => Promise<readonly LegHit[]>, signal?: AbortSignal): Promise<LegOutcome>;
}

/** Remembers since when a leg has been failing. */
export function createLegHealth(leg: Leg, logger: Logger): LegHealth {
  let failingSince: Date | null = null;
  return {
    async run(search, signal) {
      try {
        const hits = await search();
        failingSince = null;
        return { hits };
      } catch (error) {
        if (signal?.aborted === true) throw new CancelledError('The search was cancelled.', {}, { cause: error });
        if (failingSince === null) logger.error({ err: error, leg }, 'a leg of the search fails');
        failingSince ??= new Date();
        return { degradation: { leg, reason: messageOf(error), since: failingSince } };
      }
    },
  };
}
