/** The identity provider by OpenID Connect: found when it is first needed, so that it may be away when the service starts. */
import * as oidc from 'openid-client';
import { IdentityProviderUnavailableError, messageOf, UnauthenticatedError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { OidcSettings } from '../sign-in-settings.js';

/** How long what the provider says of itself is believed. Milliseconds. */
const keptMs = 3_600_000;
/** For every request to it. Seconds. */
const answersWithin = 10;

/** What a browser takes along, and what must come back with it. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who somebody is, as the provider says. */
export interface ProviderIdentity {
  readonly issuer: string;
  /** Lasts, unlike an e-mail address. */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider has made sure that the address is theirs; null when it does not say. */
  readonly emailVerified: boolean | null;
  readonly name: string | null;
  readonly groups: readonly string[];
}

export interface IdentityProvider {
  readonly settings: OidcSettings;
  /** What it says of itself. @throws IdentityProviderUnavailableError */
  metadata(): Promise<oidc.ServerMetadata>;
  newChecks(): SignInChecks;
  /** Where the browser goes to. @throws IdentityProviderUnavailableError */
  addressFor(checks: SignInChecks, redirectUri: string): Promise<string>;
  /**
   * Who came back.
   * @param address that the browser came back to, with its query.
   * @throws UnauthenticatedError when what came back is not what the provider gave to this browser; IdentityProviderUnavailableError.
   */
  identify(address: URL, checks: SignInChecks): Promise<ProviderIdentity>;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Some providers send the word instead of the value. */
function verdictOf(value: unknown): boolean | null {
  const verdicts = new Map<unknown, boolean>([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
  ]);
  return verdicts.get(value) ?? null;
}

function groupsOf(value: unknown): string[] {
  const groups: unknown[] = Array.isArray(value) ? value : [value];
  return groups.filter((group): group is string => typeof group === 'string' && group !== '');
}

/** What the claims say of who signs in. */
function personOf(claims: Readonly<Record<string, unknown>>, groupsClaim: string) {
  return {
    email: textOf(claims['email']),
    emailVerified: verdictOf(claims['email_verified']),
    name: textOf(claims['name']) ?? textOf(claims['preferred_username']),
    groups: groupsOf(claims[groupsClaim]),
  };
}

/** Whether the provider did not answer in time, or answered that it can't at the moment. */
function isFaultOfProvider({ code, cause }: Error & { readonly code?: unknown }): boolean {
  const answer = cause instanceof Error ? cause.cause : cause;
  return code === 'OAUTH_TIMEOUT' || (answer instanceof Response && (answer.status >= 500 || answer.status === 429));
}

/** @throws UnauthenticatedError, IdentityProviderUnavailableError: never what the library threw, which may hold codes and tokens. */
function refuse(error: unknown, logger: Logger): never {
  if (error instanceof oidc.AuthorizationResponseError) {
    // Its code is one of a short list; its description is anybody's text.
    const code = /^[a-z_]{1,40}$/.test(error.error) ? ` (${error.error})` : '';
    throw new UnauthenticatedError(`The identity provider did not sign you in${code}.`, {});
  }
  logger.warn(
    { reason: messageOf(error), code: (error as { code?: unknown }).code },
    'a sign-in with the identity provider failed',
  );
  const isRefusal =
    error instanceof oidc.ClientError || (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant');
  if (isRefusal && !isFaultOfProvider(error)) {
    throw new UnauthenticatedError('What the identity provider sent back can not be used. Start to sign in again.', {});
  }
  throw new IdentityProviderUnavailableError('The identity provider does not answer. Try again in a moment.', {});
}

export function createIdentityProvider(settings: OidcSettings, logger: Logger): IdentityProvider {
  const issuer = new URL(settings.issuer);
  let known: { readonly configuration: Promise<oidc.Configuration>; readonly at: number } | null = null;

  async function discover(): Promise<oidc.Configuration> {
    const authentication =
      settings.clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(settings.clientSecret);
    try {
      return await oidc.discovery(issuer, settings.clientId, undefined, authentication, {
        timeout: answersWithin,
        // Settings take http for loopback addresses only. Signatures of ID tokens are checked whatever they came over.
        execute: [
          oidc.enableNonRepudiationChecks,
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated as a warning, for who uses it elsewhere
          ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      });
    } catch (error) {
      logger.warn({ reason: messageOf(error) }, 'the identity provider was not found');
      throw new IdentityProviderUnavailableError('The identity provider does not answer. Try again in a moment.', {});
    }
  }

  /** What failed is not remembered. */
  function configuration(): Promise<oidc.Configuration> {
    if (known === null || Date.now() - known.at > keptMs) {
      const found = { configuration: discover(), at: Date.now() };
      found.configuration.catch(() => {
        if (known === found) known = null;
      });
      known = found;
    }
    return known.configuration;
  }

  /** Many providers keep what the ID token has no room for. */
  async function allClaims(
    found: oidc.Configuration,
    tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
    claims: oidc.IDToken,
  ): Promise<Readonly<Record<string, unknown>>> {
    const isEnough = claims['email'] !== undefined && claims[settings.groupsClaim] !== undefined;
    if (isEnough || found.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(found, tokens.access_token, claims.sub)), ...claims };
  }

  return {
    settings,
    metadata: async () => (await configuration()).serverMetadata(),
    newChecks: () => ({
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    }),
    async addressFor({ state, nonce, codeVerifier }, redirectUri) {
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    },
    async identify(address, { state, nonce, codeVerifier }) {
      const found = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(found, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new oidc.ClientError('there is no ID token');
        const all = await allClaims(found, tokens, claims);
        return { issuer: claims.iss, subject: claims.sub, ...personOf(all, settings.groupsClaim) };
      } catch (error) {
        return refuse(error, logger);
      }
    },
  };
}
