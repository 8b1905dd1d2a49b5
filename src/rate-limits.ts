/** How much each caller may ask for in a minute. */
import type { z } from 'zod';
import { wholeNumber } from './setting-kinds.js';

/** Requests of one caller in a minute, at each door; 0 for no limit. */
export interface RateLimitSettings {
  readonly graphql: number;
  readonly mcp: number;
  readonly page: number;
  readonly upload: number;
  readonly signIn: number;
}

/** What is left for a caller, as answers say it. */
export interface RateLimit {
  /** Requests in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until all of them may be asked again. */
  readonly resetAfter: number;
}

const requests = wholeNumber(0, 1_000_000, 'requests');

export const rateLimitEnvironment = {
  RATE_LIMIT_GRAPHQL: requests,
  RATE_LIMIT_MCP: requests,
  RATE_LIMIT_PAGES: requests,
  RATE_LIMIT_UPLOADS: requests,
  RATE_LIMIT_SIGN_IN: requests,
};

export function rateLimitsOf(env: z.output<z.ZodObject<typeof rateLimitEnvironment>>): RateLimitSettings {
  return Object.freeze({
    graphql: env.RATE_LIMIT_GRAPHQL ?? 1_200,
    mcp: env.RATE_LIMIT_MCP ?? 600,
    page: env.RATE_LIMIT_PAGES ?? 1_200,
    upload: env.RATE_LIMIT_UPLOADS ?? 120,
    signIn: env.RATE_LIMIT_SIGN_IN ?? 60,
  });
}
