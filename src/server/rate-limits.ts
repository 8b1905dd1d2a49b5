/** How much each caller may ask for in a minute, at each door; answers say how much of it is left. */
import type { Request, RequestHandler, Response } from 'express';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../caller.js';
import { OperationError } from '../executor.js';
import { UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import type { RateLimit, RateLimitSettings } from '../rate-limits.js';
import { GRAPHQL_PATH } from './graphql.js';
import type { CallerOf } from './request-callers.js';
import { UPLOAD_PATH } from './upload.js';

const windowSeconds = 60;

/** Bits of an IPv6 address that one household or office has for itself. */
const networkBits = 64;

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

function doorOf(path: string): LimitedDoor | null {
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

/** A whole network of IPv6 counts as one: whoever has one has them all. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts.slice(0, networkBits / 16).join(':');
}

/** Null for this machine, which is not limited. Whoever has an account or a key is counted by it, wherever they are. */
function keyOf({ kind, id }: Caller, address: string): string | null {
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

/** Counts in this process: several processes of one library allow as many times more. */
export function createRateLimits(settings: RateLimitSettings, callerOf: CallerOf): RateLimits {
  const left = new WeakMap<Request, RateLimit>();
  const limiters = new Map<LimitedDoor, RateLimiterMemory>();
  for (const [door, points] of Object.entries(settings) as [LimitedDoor, number][]) {
    if (points > 0) limiters.set(door, new RateLimiterMemory({ points, duration: windowSeconds }));
  }

  /** Undefined when the request is one too many. */
  async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes & { isSpent: boolean }> {
    try {
      return Object.assign(await limiter.consume(key), { isSpent: false });
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      return Object.assign(spent, { isSpent: true });
    }
  }

  /** What the pages' handler of errors shows; null where the answer was sent. */
  function refuse(response: Response, door: LimitedDoor, state: RateLimit): OperationError | null {
    const { limit, resetAfter: retryAfter } = state;
    const message = `You have asked ${String(limit)} times within a minute. Try again in ${String(retryAfter)} seconds.`;
    response.status(429).set({ 'Retry-After': String(retryAfter), 'Cache-Control': 'no-store' });
    if (door === 'page' || door === 'signIn') return new OperationError('THROTTLED', message, { retryAfter });
    const errors = [{ message, extensions: { code: 'THROTTLED', details: { retryAfter } } }];
    response.json({ errors, ...(door === 'graphql' && { extensions: { rateLimit: state } }) });
    return null;
  }

  return {
    async count(request, response, next) {
      const door = doorOf(request.path);
      const limiter = door === null ? undefined : limiters.get(door);
      const key = keyOf(callerOf(request, 'GRAPHQL'), request.ip ?? '');
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
      const failure = refuse(response, door, state);
      if (failure !== null) next(failure);
    },
    leftAfter: (request) => left.get(request),
  };
}
