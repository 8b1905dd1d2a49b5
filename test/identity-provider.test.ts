/** What an identity provider answers, taken apart: who somebody is, and whose fault it is when nobody can be told. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import {
  createIdentityProvider,
  type IdentityProvider,
  type ProviderIdentity,
} from '../src/access/identity-provider.js';
import type { Logger } from '../src/logger.js';

type Claims = Readonly<Record<string, unknown>>;

/** What the provider does, by path, instead of what it usually does. */
interface Fault {
  readonly status: number;
  readonly body: string;
}

const clientId = 'library';
const redirectUri = 'http://127.0.0.1:1/sign-in/provider/callback';
const keys = await generateKeyPair('RS256');

let server: Server;
let issuer: string;
/** Paths that were asked for. */
let asked: string[] = [];
let authorization: string | undefined;
let idToken: Claims = {};
let userInfo: Claims | null = null;
let faults: Readonly<Record<string, Fault | 'silence'>> = {};
let warnings: unknown[] = [];
let provider: IdentityProvider;

const logger = { warn: (entry: unknown) => warnings.push(entry) } as unknown as Logger;

function discovery(): Claims {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    ...(userInfo !== null && { userinfo_endpoint: `${issuer}/userinfo` }),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}

/** The test's code is the nonce that the ID token shall hold. */
async function tokens(form: string): Promise<Claims> {
  const nonce = new URLSearchParams(form).get('code') ?? '';
  const signed = await new SignJWT({ nonce, ...idToken })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject('s-1')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(keys.privateKey);
  return { access_token: 'access', token_type: 'Bearer', id_token: signed };
}

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const answers: Readonly<Record<string, (form: string) => Claims | Promise<Claims>>> = {
    '/.well-known/openid-configuration': discovery,
    '/keys': () => ({ keys: [jwk] }),
    '/token': tokens,
    '/userinfo': () => ({ sub: 's-1', ...userInfo }),
  };
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === '/token') authorization = request.headers.authorization;
    const fault = faults[path];
    if (fault === 'silence') return;
    void text(request).then(async (form) => {
      const body = fault?.body ?? JSON.stringify(await answers[path]?.(form));
      response.writeHead(fault?.status ?? 200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

beforeEach(() => {
  [asked, warnings, faults, idToken, userInfo] = [[], [], {}, {}, null];
  provider = open();
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(more: { readonly clientSecret?: string; readonly groupsClaim?: string } = {}): IdentityProvider {
  const groups = { READER: [], CURATOR: [], ADMINISTRATOR: [] };
  const usual = { issuer, clientId, scope: 'openid email', label: 'Example', groupsClaim: 'groups', groups };
  return createIdentityProvider({ ...usual, ...more }, logger);
}

/** Comes back from the provider with these parameters. */
function comeBack(parameters: Record<string, string> = {}): Promise<ProviderIdentity> {
  const checks = provider.newChecks();
  const query = new URLSearchParams({ code: checks.nonce, state: checks.state, ...parameters });
  return provider.identify(new URL(`${redirectUri}?${query.toString()}`), checks);
}

const unavailable = {
  code: 'IDENTITY_PROVIDER_UNAVAILABLE',
  message: expect.stringContaining('does not answer') as unknown,
};
const unusable = { code: 'UNAUTHENTICATED', message: expect.stringContaining('can not be used') as unknown };

describe('where the browser goes', () => {
  test('says what is asked for, with a challenge instead of the verifier', async () => {
    const checks = provider.newChecks();
    const { origin, pathname, searchParams } = new URL(await provider.addressFor(checks, redirectUri));
    expect(origin + pathname).toBe(`${issuer}/authorize`);
    const { code_challenge: challenge = '', ...rest } = Object.fromEntries(searchParams);
    expect(rest).toEqual({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge_method: 'S256',
    });
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect(challenge).not.toBe(checks.codeVerifier);
  });
});

describe('who somebody is', () => {
  const nobody = { email: null, emailVerified: null, name: null, groups: [] };

  test.each<[string, Claims, object]>([
    [
      'as the ID token says',
      { email: 'a@example.org', email_verified: true, name: 'Ada', groups: ['staff', 'editors'] },
      { email: 'a@example.org', emailVerified: true, name: 'Ada', groups: ['staff', 'editors'] },
    ],
    ['without anything but a subject', {}, {}],
    ['with blanks around', { email: ' a@example.org ', name: ' Ada ' }, { email: 'a@example.org', name: 'Ada' }],
    ['with blanks only', { email: ' ', name: '', preferred_username: ' ' }, {}],
    ['with values of another kind', { email: 7, name: ['Ada'], groups: { staff: true }, email_verified: 1 }, {}],
    ['verified, as a word', { email_verified: 'true' }, { emailVerified: true }],
    ['not verified', { email_verified: false }, { emailVerified: false }],
    ['not verified, as a word', { email_verified: 'false' }, { emailVerified: false }],
    ['verified in other words', { email_verified: 'yes' }, {}],
    ['by a user name, without a name', { preferred_username: 'ada' }, { name: 'ada' }],
    ['by the name, beside a user name', { name: 'Ada', preferred_username: 'ada' }, { name: 'Ada' }],
    ['in one group, which is no list', { groups: 'staff' }, { groups: ['staff'] }],
    ['in groups among which are none', { groups: ['staff', '', 3, null, 'editors'] }, { groups: ['staff', 'editors'] }],
  ])('%s', async (_case, claims, expected) => {
    idToken = claims;
    expect(await comeBack()).toEqual({ issuer, subject: 's-1', ...nobody, ...expected });
  });

  test('groups are read from the claim that the settings name', async () => {
    provider = open({ groupsClaim: 'roles' });
    idToken = { groups: ['staff'], roles: ['editors'] };
    expect((await comeBack()).groups).toEqual(['editors']);
  });

  test.each<[string, Claims, readonly string[]]>([
    ['the address', { groups: ['staff'] }, ['staff']],
    ['the groups', { email: 'token@example.org' }, ['editors']],
  ])('without %s in the ID token, the provider is asked for more; the token wins', async (_what, claims, groups) => {
    idToken = { name: 'Of the token', ...claims };
    userInfo = { email: 'info@example.org', name: 'Of the answer', groups: ['editors'] };
    const { email, name, groups: told } = await comeBack();
    expect(asked).toContain('/userinfo');
    expect([email, name, told]).toEqual([claims['email'] ?? 'info@example.org', 'Of the token', groups]);
  });

  test('with both in the ID token, the provider is not asked for more', async () => {
    idToken = { email: 'a@example.org', groups: [] };
    userInfo = { name: 'Of the answer' };
    expect((await comeBack()).name).toBeNull();
    expect(asked).not.toContain('/userinfo');
  });

  test.each([
    ['with the secret, where there is one', 'hidden', `Basic ${Buffer.from(`${clientId}:hidden`).toString('base64')}`],
    ['without one, where there is none', undefined, undefined],
  ])('the code is redeemed %s', async (_case, clientSecret, expected) => {
    provider = open(clientSecret === undefined ? {} : { clientSecret });
    await comeBack();
    expect(authorization).toBe(expected);
  });
});

describe('whose fault it is', () => {
  test.each([
    ['access_denied', ' (access_denied)'],
    ['a'.repeat(40), ` (${'a'.repeat(40)})`],
    ['a'.repeat(41), ''],
    ['Call 555', ''],
  ])('a refusal by the provider is told by its code: %s', async (error, shown) => {
    const checks = provider.newChecks();
    const query = new URLSearchParams({ error, error_description: 'call 555 now', state: checks.state });
    await expect(provider.identify(new URL(`${redirectUri}?${query.toString()}`), checks)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: `The identity provider did not sign you in${shown}.`,
    });
    expect(warnings).toEqual([]);
  });

  test.each<[string, Record<string, string>, Claims]>([
    ['another state', { state: 'another' }, {}],
    ['an ID token for another sign-in', { code: 'another' }, {}],
    ['an ID token of another issuer', {}, { iss: 'https://elsewhere.example' }],
  ])('%s is refused', async (what, parameters, claims) => {
    if (what.includes('issuer')) faults = { '/token': await ofAnotherIssuer(claims) };
    await expect(comeBack(parameters)).rejects.toMatchObject(unusable);
    expect(warnings).toHaveLength(1);
  });

  async function ofAnotherIssuer(claims: Claims): Promise<Fault> {
    const own = issuer;
    issuer = String(claims['iss']);
    const body = JSON.stringify(await tokens('code=x'));
    issuer = own;
    return { status: 200, body };
  }

  test.each<[string, string, Fault | 'silence', object]>([
    ['a code that is spent', '/token', { status: 400, body: '{"error":"invalid_grant"}' }, unusable],
    ['a secret that is wrong', '/token', { status: 401, body: '{"error":"invalid_client"}' }, unavailable],
    ['an answer that is no JSON', '/token', { status: 200, body: 'Hello' }, unusable],
    [
      'an answer without an ID token',
      '/token',
      { status: 200, body: '{"access_token":"a","token_type":"Bearer"}' },
      unusable,
    ],
    ['a provider that is busy', '/token', { status: 429, body: '{}' }, unavailable],
    ['a provider that is out of order', '/token', { status: 500, body: '{}' }, unavailable],
    ['a provider whose answer is odd', '/token', { status: 499, body: '{}' }, unusable],
    ['keys that are away', '/keys', { status: 503, body: '{}' }, unavailable],
    [
      'a provider that does not say who it is',
      '/.well-known/openid-configuration',
      { status: 404, body: '{}' },
      unavailable,
    ],
  ])('%s', async (_case, path, fault, expected) => {
    faults = { [path]: fault };
    await expect(comeBack()).rejects.toMatchObject(expected);
    expect(JSON.stringify(warnings)).toContain('reason');
  });

  test.each(['/token', '/.well-known/openid-configuration'])('no answer from %s within ten seconds', async (path) => {
    faults = { [path]: 'silence' };
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const waits = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 200));
    await expect(comeBack()).rejects.toMatchObject(unavailable);
    expect(new Set(waits.mock.calls.flat())).toEqual(new Set([10_000]));
  });
});

describe('what the provider says of itself', () => {
  const discoveries = (): number => asked.filter((path) => path.startsWith('/.well-known')).length;

  test('is believed for an hour', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    expect((await provider.metadata()).issuer).toBe(issuer);
    now.mockReturnValue(1_000_000 + 3_600_000);
    await provider.metadata();
    expect(discoveries()).toBe(1);
    now.mockReturnValue(1_000_001 + 3_600_000);
    await provider.metadata();
    expect(discoveries()).toBe(2);
  });

  test('is asked for again once it could not be had', async () => {
    faults = { '/.well-known/openid-configuration': { status: 503, body: '' } };
    await expect(provider.metadata()).rejects.toMatchObject(unavailable);
    faults = {};
    expect((await provider.metadata()).issuer).toBe(issuer);
  });
});
