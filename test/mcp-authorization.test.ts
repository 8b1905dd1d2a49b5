/** Who may use `/mcp`, and how programs are told where to get what they need. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { thisMachine } from '../src/caller.js';
import { createAccount } from './testkit/accounts.js';
import { openProvider, type TestProvider } from './testkit/identity-provider.js';
import { openService, type TestService } from './testkit/service.js';
import { createVisitor } from './testkit/visitor.js';

interface Answer {
  readonly status: number;
  readonly challenge: string | null;
  readonly retryAfter: string | null;
  readonly body: string;
}

const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_library', arguments: {} } };

async function ask({ server }: TestService, bearer?: string, path = '/mcp'): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(listTools),
  });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    retryAfter: response.headers.get('retry-after'),
    body: await response.text(),
  };
}

async function newKey({ library }: TestService): Promise<string> {
  const { keys } = library.app.dependencies.access;
  const key = { name: 'program', role: 'READER', scopes: ['READ'], expiresAt: null } as const;
  return (await keys.create(thisMachine('COMMAND_LINE'), key)).secret;
}

const metadata = '/.well-known/oauth-protected-resource/mcp';

describe('without an identity provider', () => {
  let open: TestService;
  beforeAll(async () => {
    open = await openService();
  });
  afterAll(() => open.close());

  test('anybody reads, and so does a key that never expires', async () => {
    expect((await ask(open)).status).toBe(200);
    expect((await ask(open, await newKey(open))).status).toBe(200);
  });

  test.each(['mcdewey_key_wrong', 'anything'])('an invalid key gets a plain challenge: %s', async (bearer) => {
    const { status, challenge } = await ask(open, bearer);
    expect([status, challenge]).toEqual([
      401,
      'Bearer error="invalid_token", error_description="The API key is invalid, expired or revoked."',
    ]);
    expect((await ask(open, bearer, '/MCP/')).status).toBe(401);
  });

  test('there is no metadata, which would begin a way without an end', async () => {
    expect((await fetch(open.server.url + metadata)).status).toBe(404);
  });
});

describe('a closed library', () => {
  let open: TestService;
  beforeAll(async () => {
    open = await openService({ requireLogin: true });
    await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
  });
  afterAll(() => open.close());

  test('challenges who sends nothing, and answers a key', async () => {
    const { status, challenge } = await ask(open);
    expect([status, challenge?.startsWith('Bearer error="invalid_token"')]).toEqual([401, true]);
    expect((await ask(open, await newKey(open))).status).toBe(200);
  });
});

describe('with an identity provider', () => {
  let provider: TestProvider;
  let open: TestService;
  let audience: string;
  const scope = 'mcdewey:read';
  beforeAll(async () => {
    provider = await openProvider({
      cleo: { email: 'cleo@example.org', email_verified: true, name: 'Cleo', groups: ['editors'] },
    });
    open = await openService({
      environment: { ...provider.settings, OIDC_CURATORS: 'editors' },
      requireLogin: true,
    });
    provider.start(open.server.url);
    await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
    await createVisitor(open.server.url).signInWithProvider('cleo');
    audience = `${open.server.url}/mcp`;
  });
  afterAll(async () => {
    await open.close();
    await provider.close();
  });

  test('the metadata names the provider, and challenges name the metadata', async () => {
    const response = await fetch(open.server.url + metadata);
    expect(await response.json()).toEqual({
      resource: audience,
      authorization_servers: [provider.issuer],
      scopes_supported: ['mcdewey:read', 'mcdewey:propose'],
      resource_name: 'McDewey documentation library',
    });
    const { status, challenge } = await ask(open);
    expect([status, challenge]).toEqual([
      401,
      expect.stringContaining(`resource_metadata="${open.server.url}${metadata}"`),
    ]);
  });

  test('an access token for this resource is taken, and acts for its account', async () => {
    const token = await provider.accessToken('cleo', { audience, scope });
    expect((await ask(open, token)).status).toBe(200);
  });

  test('a token counts at /mcp alone', async () => {
    const token = await provider.accessToken('cleo', { audience, scope });
    const response = await fetch(`${open.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });
    expect(response.status).toBe(401);
  });

  test.each([
    ['for another service', { audience: 'https://other.example/mcp' }, 401, 'another service'],
    ['that has expired', { seconds: -60 }, 401, 'expired'],
    ['without the scope', { scope: 'mcdewey:propose' }, 403, 'insufficient_scope'],
  ])('a token %s is refused', async (_name, of, status, reason) => {
    const answer = await ask(open, await provider.accessToken('cleo', { audience, scope, ...of }));
    expect([answer.status, answer.challenge]).toEqual([status, expect.stringContaining(reason)]);
  });

  test('a token of somebody who has no account is refused', async () => {
    const answer = await ask(open, await provider.accessToken('nobody', { audience, scope }));
    expect([answer.status, answer.challenge]).toEqual([401, expect.stringContaining('Sign in once')]);
  });

  test.each([
    ['says that it is out of order', 503],
    ['sends a page instead of its keys', 200],
  ])('a token is not refused because the provider %s', async (_name, status) => {
    const token = await provider.accessToken('cleo', { audience, scope });
    // It knows no keys yet: those of a service that runs are kept for a while.
    const other = await openService({ environment: { ...provider.settings, PUBLIC_URL: open.server.url } });
    try {
      provider.breakDown('/jwks', status);
      expect(await ask(other, token)).toMatchObject({ status: 503, retryAfter: '5' });
    } finally {
      provider.repair();
      await other.close();
    }
  });

  test.each([
    ['GET', 200],
    ['HEAD', 200],
    ['OPTIONS', 204],
    ['POST', 405],
    ['DELETE', 405],
  ])('the metadata is for reading: %s', async (method, status) => {
    expect((await fetch(open.server.url + metadata, { method })).status).toBe(status);
  });

  test('a token that was tampered with, or that nobody signed, is refused', async () => {
    const [head = '', body = '', signature = ''] = (await provider.accessToken('cleo', { audience, scope })).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const other = encode({ ...claims, sub: 'adam' });
    expect((await ask(open, `${head}.${other}.${signature}`)).status).toBe(401);
    expect((await ask(open, `${encode({ alg: 'none' })}.${body}.`)).status).toBe(401);
  });

  test('a disabled account takes its tokens along, and keys go on working', async () => {
    const token = await provider.accessToken('cleo', { audience, scope });
    const { dataSource } = open.library.app.store;
    await dataSource.query(`UPDATE account SET disabled = true WHERE email = 'cleo@example.org'`);
    expect((await ask(open, token)).status).toBe(401);
    await dataSource.query(`UPDATE account SET disabled = false WHERE email = 'cleo@example.org'`);
    expect((await ask(open, await newKey(open))).status).toBe(200);
  });
});
