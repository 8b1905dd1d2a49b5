/** Which failures are over in a moment, and what HTTP says of them. */
import type { PresentedError } from '../graphql/errors.js';

/** When a client should ask again, in seconds, where the error does not say. */
export const USUAL_RETRY = '5';

const statuses: Readonly<Record<string, number>> = {
  STORE_UNAVAILABLE: 503,
  OVERLOADED: 503,
  TIMEOUT: 503,
  THROTTLED: 429,
};

export interface Retry {
  readonly status: number;
  /** The header `Retry-After`. */
  readonly after: string;
}

/** Undefined for what will fail again. */
export function retryOf({ extensions: { code, details } }: Pick<PresentedError, 'extensions'>): Retry | undefined {
  const status = statuses[code];
  if (status === undefined) return undefined;
  const seconds = details?.['retryAfter'];
  return { status, after: typeof seconds === 'number' ? String(seconds) : USUAL_RETRY };
}
