/** `/sign-in/provider`: sends a browser to the identity provider, and takes it back signed in. */
import type { Express, Request, Response } from 'express';
import type { Access } from '../access/access.js';
import { isLoopback } from '../access/local-request.js';
import { PROVIDER_PATH } from '../access/provider-sign-in.js';
import { DomainError } from '../errors.js';
import type { Logger } from '../logger.js';
import { siteAddress } from '../site/site-address.js';
import { USUAL_RETRY } from './retry.js';
import type { RequestCallers } from './request-callers.js';
import { createSecretCookie } from './secret-cookie.js';

const callbackPath = `${PROVIDER_PATH}/callback`;

/** Of the addresses that providers send browsers back to; codes and states are some hundred characters. */
const longestQuery = 8_192;

export interface ProviderSignInRoutes {
  readonly access: Pick<Access, 'sessions' | 'providerSignIn'>;
  readonly callers: Pick<RequestCallers, 'callerOf' | 'peerOf'>;
  /** Address of the service, as the provider knows it. */
  readonly baseUrl: string;
  readonly logger: Logger;
  /** Shows the page to sign in again, with what was wrong. */
  readonly showProblem: (request: Request, response: Response, problem: string, status: number) => Promise<void>;
}

/** Nothing is mounted where nobody signs in with a provider. */
export function mountProviderSignIn(
  app: Express,
  { access, callers, baseUrl, logger, showProblem }: ProviderSignInRoutes,
): void {
  const { providerSignIn, sessions } = access;
  if (providerSignIn === null) return;
  const attemptCookie = createSecretCookie(baseUrl, 'attempt');
  const ownHost = new URL(baseUrl).hostname;

  const refuse = async (request: Request, response: Response, error: unknown): Promise<void> => {
    if (!(error instanceof DomainError)) throw error;
    logger.info({ code: error.code }, 'somebody was not signed in by the identity provider');
    const isAway = error.code === 'IDENTITY_PROVIDER_UNAVAILABLE';
    if (isAway) response.set('Retry-After', USUAL_RETRY);
    await showProblem(request, response, error.message, isAway ? 503 : error.code === 'FORBIDDEN' ? 403 : 401);
  };

  app.get(PROVIDER_PATH, async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const next = siteAddress(request.query['next']);
    // The browser comes back to the name in `baseUrl`, which must be the one that the cookie belongs to.
    if (isLoopback(ownHost) && isLoopback(request.hostname) && request.hostname !== ownHost) {
      response.redirect(303, `${baseUrl}${PROVIDER_PATH}?next=${encodeURIComponent(next)}`);
      return;
    }
    try {
      const { address, secret, expiresAt } = await providerSignIn.begin(next, baseUrl + callbackPath);
      attemptCookie.keep(response, secret, expiresAt);
      response.redirect(303, address);
    } catch (error) {
      await refuse(request, response, error);
    }
  });

  app.get(callbackPath, async (request, response) => {
    response.set('Cache-Control', 'no-store');
    attemptCookie.drop(response);
    const caller = callers.callerOf(request, 'PAGE');
    const peer = callers.peerOf(request, response);
    const query = request.originalUrl.slice(request.originalUrl.indexOf('?') + 1, longestQuery);
    const address = new URL(`${baseUrl}${callbackPath}?${query}`);
    try {
      const secret = attemptCookie.read(request);
      const { session, next } = await providerSignIn.finish(caller, { address, secret, userAgent: peer.userAgent });
      if (peer.sessionId !== null) await sessions.end(caller, peer.sessionId);
      peer.keepSession(session.secret, session.expiresAt);
      response.redirect(303, next);
    } catch (error) {
      await refuse(request, response, error);
    }
  });
}
