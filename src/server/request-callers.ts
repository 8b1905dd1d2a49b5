/** Finds out who sends each request before anything answers it, and remembers it for as long as that takes. */
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { bearerOf, type Identify, type Identity } from '../access/identify.js';
import { isSameOrigin } from '../access/local-request.js';
import { createSecretThrottle } from '../access/throttle.js';
import { anonymous, type Caller, type Door, type Peer } from '../caller.js';
import { ThrottledError, UnauthenticatedError } from '../errors.js';
import type { Logger } from '../logger.js';
import { refuseThrottled } from './rate-limits.js';
import type { SecretCookie } from './secret-cookie.js';

export interface RequestCallersOptions {
  readonly identify: Identify;
  /** At `/mcp`, which has rules of its own; null when it has answered. */
  readonly identifyAtMcp: (request: Request, response: Response) => Promise<Identity | null>;
  readonly cookie: SecretCookie;
  readonly publicUrl?: string | undefined;
  /** Shows the library to nobody who has not signed in. */
  readonly requireLogin: boolean;
  readonly logger: Logger;
}

/** Who sends a request that was recognised. */
export type CallerOf = (request: IncomingMessage, door: Door) => Caller;

export interface RequestCallers {
  /** To be mounted before whatever asks who the caller is. */
  readonly recognise: RequestHandler;
  readonly callerOf: CallerOf;
  peerOf(request: Request, response: Response): Peer;
}

/** Files of pages, and probes: they are the same for everybody. */
const sameForAll = /^\/(?:healthz|readyz|(?:admin\/)?assets\/.*)$/;

/** As express matches it. */
const mcp = /^\/mcp\/?$/i;

const longestClient = 60;

/** What a request says of where it comes from, of the program that sends it, and whether that wants to be remembered. */
function senderOf(request: IncomingMessage): Pick<Caller, 'address' | 'client' | 'isUntracked'> {
  const { headers } = request;
  const address = (request as Partial<Request>).ip ?? request.socket.remoteAddress;
  const name = headers['apollographql-client-name'];
  return {
    ...(address !== undefined && { address }),
    ...(typeof name === 'string' && name !== '' && { client: name.slice(0, longestClient) }),
    ...((headers['dnt'] === '1' || headers['sec-gpc'] === '1') && { isUntracked: true }),
  };
}

export function createRequestCallers(options: RequestCallersOptions): RequestCallers {
  const { identify, identifyAtMcp, cookie, publicUrl, requireLogin, logger } = options;
  const known = new WeakMap<IncomingMessage, Identity>();
  const nobody: Identity = {
    callerAt: (door) => ({ ...anonymous(door), role: requireLogin ? null : 'READER' }),
    sessionId: null,
  };

  const throttle = createSecretThrottle();

  /** Null when the request was answered. */
  const identifyAt = (request: Request, response: Response): Promise<Identity | null> =>
    mcp.test(request.path) ? identifyAtMcp(request, response) : identify(request, 'GRAPHQL');

  async function identifyOrThrottle(request: Request, response: Response): Promise<Identity | null> {
    const secret = bearerOf(request) ?? cookie.read(request);
    if (secret === undefined) return identifyAt(request, response);
    return throttle.guard(
      { secret, address: request.ip },
      () => identifyAt(request, response),
      (identity) => (identity === null ? response.statusCode !== 401 : identity.callerAt('GRAPHQL').id !== null),
    );
  }

  return {
    async recognise(request, response, next) {
      if (sameForAll.test(request.path)) {
        next();
        return;
      }
      try {
        const identity = await identifyOrThrottle(request, response);
        if (identity === null) return;
        known.set(request, identity);
      } catch (error) {
        if (error instanceof ThrottledError) {
          const retryAfter = Number(error.details['retryAfter']);
          const failure = refuseThrottled(request, response, { message: error.message, retryAfter });
          if (failure !== null) next(failure);
          return;
        }
        if (error instanceof UnauthenticatedError) {
          const { message, code } = error;
          response.status(401).set({ 'Cache-Control': 'no-store', 'WWW-Authenticate': 'Bearer error="invalid_token"' });
          response.json({ errors: [{ message, extensions: { code } }] });
          return;
        }
        // Whoever it is may read what everybody may until accounts can be read again.
        logger.warn({ err: error }, 'who sends a request could not be found out');
      }
      next();
    },
    callerOf: (request, door) => ({ ...(known.get(request) ?? nobody).callerAt(door), ...senderOf(request) }),
    peerOf: (request, response) => ({
      address: request.ip ?? '',
      userAgent: request.get('user-agent') ?? '',
      sessionId: known.get(request)?.sessionId ?? null,
      isSameOrigin: isSameOrigin(request.headers, publicUrl),
      keepSession(secret, expiresAt) {
        cookie.keep(response, secret, expiresAt);
      },
      dropSession() {
        cookie.drop(response);
      },
    }),
  };
}
