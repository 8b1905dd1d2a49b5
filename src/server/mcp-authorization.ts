/** Who asks at `/mcp`, by MCP's rules of authorization: challenges tell programs where they get an access token. */
import {
  bearerAuthChallengeResponse,
  getOAuthProtectedResourceMetadataUrl,
  OAuthError,
  OAuthErrorCode,
  oauthMetadataResponse,
  requireBearerAuth,
  type AuthInfo,
  type AuthMetadataOptions,
} from '@modelcontextprotocol/server';
import type { Express, Request, Response as NodeResponse } from 'express';
import { TOKEN_SCOPES, type AccessTokens } from '../access/access-tokens.js';
import { bearerOf, type Identify, type Identity } from '../access/identify.js';
import { KEY_PREFIX } from '../access/secret.js';
import { DomainError } from '../errors.js';
import { USUAL_RETRY } from './retry.js';

/** As which the SDK takes a key: it asks for a time, and a key may have none. Seconds. */
const keyIsGoodFor = 60;

export interface McpAuthorization {
  /** Null when the request was refused and answered. */
  identify(request: Request, response: NodeResponse): Promise<Identity | null>;
  /** Publishes where access tokens come from; nothing where there are none. */
  mountMetadata(app: Express): void;
}

export interface McpAuthorizationOptions {
  readonly identify: Identify;
  /** Null without an identity provider: then there are keys alone, and no metadata, which would begin a way without an end. */
  readonly tokens: AccessTokens | null;
  readonly baseUrl: string;
}

async function send(answer: Response, response: NodeResponse): Promise<void> {
  response.status(answer.status).set(Object.fromEntries(answer.headers));
  response.set('Cache-Control', 'no-store').send(Buffer.from(await answer.arrayBuffer()));
}

function metadataOptions({ issuer }: AccessTokens, resource: URL): AuthMetadataOptions {
  return {
    // Of the provider, the document holds the issuer alone: it is there also while the provider is away.
    oauthMetadata: { issuer } as AuthMetadataOptions['oauthMetadata'],
    // The settings take http for loopback addresses only.
    dangerouslyAllowInsecureIssuerUrl: true,
    resourceServerUrl: resource,
    scopesSupported: Object.keys(TOKEN_SCOPES),
    resourceName: 'McDewey documentation library',
  };
}

export function createMcpAuthorization({ identify, tokens, baseUrl }: McpAuthorizationOptions): McpAuthorization {
  const resource = new URL(`${baseUrl}/mcp`);
  const metadataUrl = getOAuthProtectedResourceMetadataUrl(resource);
  const challenge = tokens === null ? {} : { resourceMetadataUrl: metadataUrl };

  const verified = (identity: Identity, rest: Omit<AuthInfo, 'clientId' | 'extra' | 'token'>): AuthInfo => ({
    ...rest,
    token: '',
    clientId: identity.callerAt('MCP').id ?? '',
    extra: { identity },
  });

  async function ofKey(request: Request): Promise<AuthInfo> {
    const identity = await identify(request, 'MCP');
    const expiresAt = Math.ceil(Date.now() / 1_000) + keyIsGoodFor;
    return verified(identity, { scopes: [], expiresAt });
  }

  async function ofToken(token: string, from: AccessTokens): Promise<AuthInfo> {
    const { caller, scopes, expiresAt } = await from.verify(token, resource.href);
    const identity: Identity = { callerAt: (door) => ({ ...caller, door }), sessionId: null };
    return verified(identity, { scopes: [...scopes], expiresAt: expiresAt.getTime() / 1_000, resource });
  }

  /** Errors become those that the SDK knows; one that it does not know is thrown on. */
  async function identifyBearer(request: Request, secret: string): Promise<Identity | Response> {
    const isToken = tokens !== null && !secret.startsWith(KEY_PREFIX);
    let away: unknown;
    const gate = requireBearerAuth({
      ...challenge,
      ...(isToken && { requiredScopes: [Object.keys(TOKEN_SCOPES)[0] ?? ''], expectedResource: resource }),
      verifier: {
        async verifyAccessToken(token) {
          try {
            return await (isToken ? ofToken(token, tokens) : ofKey(request));
          } catch (error) {
            if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') {
              throw new OAuthError(OAuthErrorCode.InvalidToken, error.message);
            }
            away = error;
            throw error;
          }
        },
      },
    });
    const answer = await gate(new Request(resource, { headers: { authorization: `Bearer ${secret}` } }));
    if (away !== undefined) throw away as Error;
    return answer instanceof Response ? answer : (answer.extra?.['identity'] as Identity);
  }

  async function identifyOrChallenge(request: Request): Promise<Identity | Response> {
    const secret = bearerOf(request);
    if (secret !== undefined) return identifyBearer(request, secret);
    const identity = await identify(request, 'MCP');
    if (identity.callerAt('MCP').role !== null) return identity;
    const needed = new OAuthError(
      OAuthErrorCode.InvalidToken,
      'This library is closed: send a key or an access token.',
    );
    return bearerAuthChallengeResponse(needed, challenge);
  }

  return {
    async identify(request, response) {
      try {
        const found = await identifyOrChallenge(request);
        if (!(found instanceof Response)) return found;
        await send(found, response);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'IDENTITY_PROVIDER_UNAVAILABLE') throw error;
        response.set({ 'Retry-After': USUAL_RETRY, 'Cache-Control': 'no-store' });
        response.status(503).json({ error: 'temporarily_unavailable', error_description: error.message });
      }
      return null;
    },
    mountMetadata(app) {
      if (tokens === null) return;
      const options = metadataOptions(tokens, resource);
      // The SDK answers GET, HEAD and OPTIONS, and 405 to the others.
      app.all(new URL(metadataUrl).pathname, async (request, response) => {
        const answer = oauthMetadataResponse(new Request(metadataUrl, { method: request.method }), options);
        if (answer !== undefined) await send(answer, response);
      });
    },
  };
}
