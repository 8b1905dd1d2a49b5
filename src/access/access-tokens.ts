/** Access tokens of the identity provider, with which programs act for somebody at `/mcp`: JSON Web Tokens. */
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { DataSource } from 'typeorm';
import type { Caller, KeyScope } from '../caller.js';
import { IdentityProviderUnavailableError, UnauthenticatedError } from '../errors.js';
import { Account } from '../store/entities/account.js';
import type { IdentityProvider } from './identity-provider.js';

/** What the provider's administrators allow programs to ask for, and what that lets them do here. */
export const TOKEN_SCOPES = { 'mcdewey:read': 'READ', 'mcdewey:propose': 'PROPOSE' } as const satisfies Readonly<
  Record<string, KeyScope>
>;

/** Kinds of signatures; none of them can be made with a key that is public. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** By how much clocks may differ. Seconds. */
const clockTolerance = 30;

export interface VerifiedToken {
  readonly caller: Omit<Caller, 'door'>;
  /** Those of `TOKEN_SCOPES` that the token has. */
  readonly scopes: readonly (keyof typeof TOKEN_SCOPES)[];
  readonly expiresAt: Date;
}

export interface AccessTokens {
  /** As the provider names itself. */
  readonly issuer: string;
  /**
   * @param audience that the token must be made for.
   * @throws UnauthenticatedError, IdentityProviderUnavailableError
   */
  verify(token: string, audience: string): Promise<VerifiedToken>;
}

/** `scope` by its standard; some providers say `scp`. */
function scopesOf(payload: JWTPayload): VerifiedToken['scopes'] {
  const given = payload['scope'] ?? payload['scp'];
  const names: unknown[] = Array.isArray(given) ? given : typeof given === 'string' ? given.split(' ') : [];
  return (Object.keys(TOKEN_SCOPES) as (keyof typeof TOKEN_SCOPES)[]).filter((name) => names.includes(name));
}

const refusals: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'The access token has expired.',
  aud: 'The access token is for another service.',
  iss: 'The access token is from another provider.',
};

/** What says of the provider's keys that they could not be had: nothing of it is about the token. */
const faultsOfProvider: ReadonlySet<string> = new Set([
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
  // Without a kind of its own: the answer had another status than 200, or was no JSON.
  errors.JOSEError.code,
]);

/** @throws UnauthenticatedError, IdentityProviderUnavailableError */
function refuse(error: unknown): never {
  if (!(error instanceof errors.JOSEError) || faultsOfProvider.has(error.code)) {
    throw new IdentityProviderUnavailableError(
      'The identity provider does not answer. Try again in a moment.',
      {},
      { cause: error },
    );
  }
  const reason =
    refusals[error.code] ?? (error instanceof errors.JWTClaimValidationFailed ? refusals[error.claim] : undefined);
  throw new UnauthenticatedError(reason ?? 'The access token is invalid.', {});
}

export function createAccessTokens(dataSource: DataSource, provider: IdentityProvider): AccessTokens {
  let keys: { readonly address: string; readonly get: JWTVerifyGetKey } | null = null;

  /** @throws IdentityProviderUnavailableError */
  async function keysOf(): Promise<JWTVerifyGetKey> {
    const { jwks_uri: address } = await provider.metadata();
    if (address === undefined) throw new IdentityProviderUnavailableError('The identity provider publishes no keys.');
    if (keys?.address !== address) keys = { address, get: createRemoteJWKSet(new URL(address)) };
    return keys.get;
  }

  /** The role is that of the account: tokens rarely hold groups, and administrators disable accounts. */
  async function accountOf(issuer: string, subject: string): Promise<Account> {
    const [account] = await dataSource
      .getRepository(Account)
      .findBy({ providerIssuer: issuer, providerSubject: subject, disabled: false });
    if (account !== undefined) return account;
    throw new UnauthenticatedError('Nobody with this access token may use the library. Sign in once in a browser.', {});
  }

  return {
    issuer: provider.settings.issuer,
    async verify(token, audience) {
      const get = await keysOf();
      const { issuer } = await provider.metadata();
      const { payload } = await jwtVerify(token, get, {
        issuer,
        audience,
        algorithms,
        clockTolerance,
        requiredClaims: ['sub', 'exp'],
      }).catch(refuse);
      const { id, name, role } = await accountOf(issuer, payload.sub ?? '');
      const scopes = scopesOf(payload);
      return {
        caller: { kind: 'ACCOUNT', id, name, role, scopes: scopes.map((scope) => TOKEN_SCOPES[scope]) },
        scopes,
        expiresAt: new Date((payload.exp ?? 0) * 1_000),
      };
    },
  };
}
