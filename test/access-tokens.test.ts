/** Access tokens of a provider: whom they are of, what they let somebody do, and whose fault it is when they do not. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { DataSource } from 'typeorm';
import { createAccessTokens, type AccessTokens } from '../src/access/access-tokens.js';
import type { IdentityProvider } from '../src/access/identity-provider.js';

const issuer = 'https://id.example.org';
const audience = 'https://docs.example.org/mcp';
const usual = { scope: 'openid mcdewey:read' };
const [keys, laterKeys] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];

let server: Server;
/** Paths that were asked for. */
let asked: string[] = [];
/** Where the provider says that its keys are; undefined if it says nothing. */
let address: string | undefined;
let accessTokens: AccessTokens;

const base = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

/** Of Ada, unless another subject is given; null leaves a claim out. */
function token(claims: Readonly<Record<string, unknown>> = usual, { privateKey } = keys): Promise<string> {
  const all: Record<string, unknown> = { iss: issuer, aud: audience, sub: 'ada', exp: inSeconds(300), ...claims };
  const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  return new SignJWT(said).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
}

const accounts = [
  { id: '7', name: 'Ada', role: 'CURATOR', providerIssuer: issuer, providerSubject: 'ada', disabled: false },
  { id: '8', name: 'Cleo', role: 'CURATOR', providerIssuer: issuer, providerSubject: 'cleo', disabled: true },
];

beforeAll(async () => {
  const published = new Map([
    ['/keys', { keys: [await exportJWK(keys.publicKey)] }],
    ['/later-keys', { keys: [await exportJWK(laterKeys.publicKey)] }],
  ]);
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(published.get(url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  asked = [];
  address = `${base()}/keys`;
  const findBy = (where: Record<string, unknown>): Promise<unknown[]> =>
    Promise.resolve(
      accounts.filter((account) =>
        Object.entries(where).every(([name, value]) => account[name as keyof typeof account] === value),
      ),
    );
  accessTokens = createAccessTokens(
    { getRepository: () => ({ findBy }) } as unknown as DataSource,
    {
      settings: { issuer },
      metadata: () => Promise.resolve({ issuer, jwks_uri: address }),
    } as unknown as IdentityProvider,
  );
});

const verify = async (...of: Parameters<typeof token>) => accessTokens.verify(await token(...of), audience);

test('a token acts for its account, in its scopes, until it expires', async () => {
  const exp = inSeconds(120);
  expect(await verify({ ...usual, exp })).toEqual({
    caller: { kind: 'ACCOUNT', id: '7', name: 'Ada', role: 'CURATOR', scopes: ['READ'] },
    scopes: ['mcdewey:read'],
    expiresAt: new Date(exp * 1_000),
  });
});

test.each([
  [{ scope: 'mcdewey:propose mcdewey:read' }, ['mcdewey:read', 'mcdewey:propose']],
  [{ scp: 'mcdewey:read' }, ['mcdewey:read']],
  [{ scp: ['openid', 'mcdewey:propose'] }, ['mcdewey:propose']],
  [{ scope: 'openid', scp: ['mcdewey:read'] }, []],
  [{ scope: 'mcdewey:reader' }, []],
  [{ scope: 7 }, []],
  [{}, []],
])('scopes of %j', async (claims, scopes) => {
  expect((await verify(claims)).scopes).toEqual(scopes);
});

describe('a token is refused', () => {
  test.each([
    ['without a time at which it expires', { exp: null }, 'The access token is invalid.'],
    ['without a subject', { sub: null }, 'The access token is invalid.'],
    ['that is not valid yet', { nbf: inSeconds(300) }, 'The access token is invalid.'],
    ['for another service', { aud: 'https://other.example.org' }, 'The access token is for another service.'],
    ['from another provider', { iss: 'https://other.example.org' }, 'The access token is from another provider.'],
    ['that expired longer ago than clocks differ', { exp: inSeconds(-60) }, 'The access token has expired.'],
    [
      'of somebody who never signed in',
      { sub: 'bob' },
      'Nobody with this access token may use the library. Sign in once in a browser.',
    ],
    [
      'of somebody whose account is disabled',
      { sub: 'cleo' },
      'Nobody with this access token may use the library. Sign in once in a browser.',
    ],
  ])('%s', async (_what, claims, message) => {
    await expect(verify({ ...usual, ...claims })).rejects.toMatchObject({ code: 'UNAUTHENTICATED', message });
  });

  test('that is signed with what is public', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    const signed = await new SignJWT({ iss: issuer, aud: audience, sub: 'ada', exp: inSeconds(300) })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret);
    await expect(accessTokens.verify(signed, audience)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('that is none', async () => {
    await expect(accessTokens.verify('none', audience)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('keys of the provider', () => {
  test('are asked for once, and anew where they have moved', async () => {
    await verify();
    await verify();
    expect(asked).toEqual(['/keys']);
    address = `${base()}/later-keys`;
    expect((await verify(usual, laterKeys)).caller.name).toBe('Ada');
    expect(asked).toEqual(['/keys', '/later-keys']);
    await expect(verify()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each([
    ['that does not say where they are', () => undefined, 'The identity provider publishes no keys.'],
    [
      'that is not there',
      () => 'http://127.0.0.1:1/keys',
      'The identity provider does not answer. Try again in a moment.',
    ],
    ['that sends none', () => `${base()}/none`, 'The identity provider does not answer. Try again in a moment.'],
  ])('of one %s say nothing of the token', async (_what, where, message) => {
    address = where();
    await expect(verify()).rejects.toMatchObject({ name: 'IdentityProviderUnavailableError', message });
  });
});
