/**
 * Finds out who sends an HTTP request, once for each: by an API key in `Authorization`, by a
 * session in a cookie, or, as long as nobody administers the library, by being on its machine.
 */
import type { IncomingMessage } from 'node:http';
import { anonymous, thisMachine, type Caller, type Door } from '../caller.js';
import { UnauthenticatedError } from '../errors.js';
import { isSameOrigin, whyNotLocal, type LocalRequestOptions } from './local-request.js';
import type { Principals } from './principals.js';

export interface IdentifyOptions extends LocalRequestOptions {
  readonly principals: Principals;
  /** Shows the library to nobody who has not signed in. */
  readonly requireLogin: boolean;
  /** The secret in the request's session cookie. */
  readonly sessionSecret: (request: Pick<IncomingMessage, 'headers'>) => string | undefined;
}

export interface Identity {
  readonly callerAt: (door: Door) => Caller;
  readonly sessionId: string | null;
}

/** @throws UnauthenticatedError when a key was sent that is not valid. */
export type Identify = (request: Pick<IncomingMessage, 'headers' | 'method'>, door: Door) => Promise<Identity>;

const signIn = 'Sign in, or send an API key as a bearer token.';
const createAdministrator = 'Create an administrator with `mcdewey accounts link`, or use the command line.';
const refusals = {
  REACHABLE: `This service can be reached from elsewhere, so nobody may over the network. ${createAdministrator}`,
  ELSEWHERE: `Only callers on this machine may. ${createAdministrator}`,
} as const;

export function bearerOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

const isSafe = (method: string | undefined): boolean => method === 'GET' || method === 'HEAD';

export function createIdentify({ principals, requireLogin, sessionSecret, ...local }: IdentifyOptions): Identify {
  const withoutSession = (callerAt: Identity['callerAt']): Identity => ({ callerAt, sessionId: null });

  const stranger = (remedy: string, canSignIn: boolean): Identity =>
    withoutSession((door) => ({
      ...anonymous(door, remedy),
      role: requireLogin ? null : 'READER',
      ...(canSignIn && { canSignIn }),
    }));

  async function ofBearer(secret: string, door: Door): Promise<Identity> {
    const found = await principals.find(secret, door);
    if (found?.caller.kind === 'KEY') return withoutSession((at) => ({ ...found.caller, door: at }));
    throw new UnauthenticatedError('The API key is invalid, expired or revoked.', {});
  }

  async function ofSession(request: Parameters<Identify>[0], door: Door): Promise<Identity | null> {
    const secret = sessionSecret(request);
    // A page of another site can have a browser send the cookie along; then it does not count.
    if (secret === undefined || (!isSafe(request.method) && !isSameOrigin(request.headers, local.publicUrl)))
      return null;
    const found = await principals.find(secret, door);
    if (found === null) return null;
    return { callerAt: (at) => ({ ...found.caller, door: at }), sessionId: found.sessionId };
  }

  return async (request, door) => {
    const bearer = bearerOf(request);
    if (bearer !== undefined) return ofBearer(bearer, door);
    const signedIn = await ofSession(request, door);
    if (signedIn !== null) return signedIn;
    if (await principals.hasAdministrator()) return stranger(signIn, true);
    const reason = whyNotLocal(request.headers, local);
    return reason === null ? withoutSession(thisMachine) : stranger(refusals[reason], false);
  };
}
