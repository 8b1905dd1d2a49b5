/** How much each caller may ask for in a minute, at each door; answers say how much of it is left. */
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../caller.js';
import { OperationError } from '../executor.js';
import { UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import { networkOf } from '../network-of.js';
import type { RateLimit, RateLimitSettings } from '../rate-limits.js';
import { GRAPHQL_PATH } from './graphql.js';
import type { CallerOf } from './request-callers.js';
import { UPLOAD_PATH } from './upload.js';

const windowSeconds = 60;

type LimitedDoor = keyof RateLimitSettings;

export interface RateLimits {
  /** To be mounted after callers were recognised, before anything that answers them. */
  readonly count: RequestHandler;
  /** What is left after this request; undefined where nothing is counted. */
  leftAfter(request: Request): RateLimit | undefined;
}

/** The first pattern that a path fits; what is the same for everybody, and probes, is not counted. */
const doors: readonly (readonly [RegExp, LimitedDoor | null])[] = [
  [/^\/(?:healthz|readyz|metrics|(?:admin\/)?assets\/.*)$/i, null],
  [new RegExp(`^${GRAPHQL_PATH}(?:/|$)`, 'i'), 'graphql'],
  [/^\/mcp\/?$/i, 'mcp'],
  [new RegExp(`^(?:${UPLOAD_PATH}(?:/|$)|${UPLOAD_PLACES})`, 'i'), 'upload'],
  [/^\/(?:sign-in|sign-out|join)(?:\/|$)/i, 'signIn'],
];

/** Null for what is the same for everybody, and for probes. */
export function doorOf(path: string): LimitedDoor | null {
  const known = doors.find(([pattern]) => pattern.test(path));
  return known === undefined ? 'page' : known[1];
}

/** As policies of the header name it. */
const policyNames: Readonly<Record<LimitedDoor, string>> = {
  graphql: 'graphql',
  mcp: 'mcp',
  page: 'pages',
  upload: 'uploads',
  signIn: 'sign-in',
};

/** Null for this machine, which is not limited. Whoever has an account or a key is counted by it, wherever they are. */
function keyOf({ kind, id, address }: Caller): string | null {
  if (kind === 'MACHINE') return null;
  return kind === 'ANONYMOUS' ? networkOf(address) : `${kind} ${id ?? ''}`;
}

function setHeaders(response: Response, door: LimitedDoor, { limit, remaining, resetAfter }: RateLimit): void {
  const name = JSON.stringify(policyNames[door]);
  response.set({
    'RateLimit-Policy': `${name};q=${String(limit)};w=${String(windowSeconds)}`,
    RateLimit: `${name};r=${String(remaining)};t=${String(resetAfter)}`,
  });
}

export interface Throttling {
  readonly message: string;
  /** Seconds. */
  readonly retryAfter: number;
  /** Where requests were counted. */
  readonly rateLimit?: RateLimit;
}

/** @returns what the pages' handler of errors shows; null where the answer was sent. */
export function refuseThrottled(
  request: Request,
  response: Response,
  { message, retryAfter, rateLimit }: Throttling,
): OperationError | null {
  response.status(429).set({ 'Retry-After': String(retryAfter), 'Cache-Control': 'no-store' });
  const door = doorOf(request.path);
  if (door === 'page' || door === 'signIn') return new OperationError('THROTTLED', message, { retryAfter });
  const errors = [{ message, extensions: { code: 'THROTTLED', details: { retryAfter } } }];
  response.json({ errors, ...(door === 'graphql' && rateLimit !== undefined && { extensions: { rateLimit } }) });
  return null;
}

/** Counts in this process: several processes of one library allow as many times more. */
export function createRateLimits(settings: RateLimitSettings, callerOf: CallerOf): RateLimits {
  const left = new WeakMap<Request, RateLimit>();
  const limiters = new Map<LimitedDoor, RateLimiterMemory>();
  for (const [door, points] of Object.entries(settings) as [LimitedDoor, number][]) {
    if (points > 0) limiters.set(door, new RateLimiterMemory({ points, duration: windowSeconds }));
  }

  /** Counts the request; `isSpent` when it is one too many. */
  async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes & { isSpent: boolean }> {
    try {
      return Object.assign(await limiter.consume(key), { isSpent: false });
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      return Object.assign(spent, { isSpent: true });
    }
  }

  return {
    async count(request, response, next) {
      const door = doorOf(request.path);
      const limiter = door === null ? undefined : limiters.get(door);
      const key = keyOf(callerOf(request, 'GRAPHQL'));
      if (door === null || limiter === undefined || key === null) {
        next();
        return;
      }
      const { remainingPoints, msBeforeNext, isSpent } = await consume(limiter, key);
      const resetAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000));
      const state = { limit: settings[door], remaining: Math.max(0, remainingPoints), resetAfter };
      left.set(request, state);
      setHeaders(response, door, state);
      if (!isSpent) {
        next();
        return;
      }
      const message = `You have asked ${String(state.limit)} times within a minute. Try again in ${String(resetAfter)} seconds.`;
      const failure = refuseThrottled(request, response, { message, retryAfter: resetAfter, rateLimit: state });
      if (failure !== null) next(failure);
    },
    leftAfter: (request) => left.get(request),
  };
}
