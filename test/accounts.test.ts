/** Accounts, sessions and keys over real HTTP. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashSecret } from '../src/access/secret.js';
import { thisMachine } from '../src/caller.js';
import { Account } from '../src/store/entities/account.js';
import { openService, type TestService } from './testkit/service.js';

const password = 'correct horse battery';
const machine = thisMachine('COMMAND_LINE');

interface Answer {
  readonly status: number;
  readonly cookie: string | null;
  /** As the browser would send it back. */
  readonly session: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly data: Record<string, never> | null;
}

async function ask({ server }: TestService, query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as {
    data?: Record<string, { readonly userErrors?: readonly { readonly code: string }[] } | null> | null;
    errors?: { message: string; extensions: { code: string } }[];
  };
  const refusal = Object.values(body.data ?? {}).flatMap((payload) => payload?.userErrors ?? [])[0];
  const cookie = response.headers.get('set-cookie');
  return {
    status: response.status,
    cookie,
    session: cookie?.split(';')[0] ?? '',
    code: body.errors?.[0]?.extensions.code ?? refusal?.code,
    message: body.errors?.[0]?.message,
    data: (body.data ?? null) as Answer['data'],
  };
}

const changing = 'mutation { createUpload(input: { name: "a.md" }) { upload { id } } }';
const signIn = (email: string, secret = password): string =>
  `mutation { signIn(input: { email: "${email}", password: "${secret}" }) { account { name role } } }`;
const redeem = (secret: string, more = '', chosen = password): string =>
  `mutation { redeemLink(input: { secret: "${secret}", password: "${chosen}" ${more} }) { account { email role } userErrors { code } } }`;

async function firstAdministrator(open: TestService): Promise<Answer> {
  const { secret } = await open.library.app.dependencies.access.accounts.linkForFirstAdministrator();
  return ask(open, redeem(secret, ', name: "Ada", email: "Ada@Example.org"'));
}

async function newAccount(
  open: TestService,
  email: string,
  role: 'READER' | 'CURATOR' | 'ADMINISTRATOR',
): Promise<Answer> {
  const { secret } = await open.library.app.dependencies.access.accounts.invite(machine, { email, role });
  return ask(open, redeem(secret, ', name: "Somebody"'));
}

describe('a library that nobody administers', () => {
  let open: TestService;
  beforeAll(async () => {
    open = await openService();
  });
  afterAll(() => open.close());

  test('belongs to its machine, until somebody becomes the first administrator', async () => {
    expect((await ask(open, changing)).code).toBeUndefined();
    const { accounts } = open.library.app.dependencies.access;
    const link = await accounts.linkForFirstAdministrator();
    const joined = await ask(open, redeem(link.secret, ', name: "Ada", email: "Ada@Example.org"'));
    expect(joined.data).toEqual({
      redeemLink: { account: { email: 'ada@example.org', role: 'ADMINISTRATOR' }, userErrors: [] },
    });
    expect(await ask(open, changing)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect((await ask(open, changing, { cookie: joined.session })).code).toBeUndefined();
    await expect(accounts.linkForFirstAdministrator()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await ask(open, redeem(link.secret, ', name: "Eve", email: "eve@example.org"'))).toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});

describe('a library with accounts', () => {
  let open: TestService;
  let administrator: string;
  beforeAll(async () => {
    open = await openService();
    administrator = (await firstAdministrator(open)).session;
  });
  afterAll(() => open.close());

  test('the cookie is out of reach for scripts and other sites, and each sign-in has a new one', async () => {
    const [first, second] = [await ask(open, signIn('ada@example.org')), await ask(open, signIn('ADA@example.org'))];
    expect(first.cookie).toMatch(/^mcdewey_[\da-f]{8}=mcdewey_session_[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
    expect(second.session).not.toBe(first.session);
  });

  test('a session that somebody else put into the browser does not become theirs', async () => {
    const planted = await ask(open, signIn('ada@example.org'));
    const fresh = await ask(open, signIn('ada@example.org'), { cookie: planted.session });
    expect(fresh.session).not.toBe(planted.session);
    expect((await ask(open, changing, { cookie: planted.session })).code).toBe('UNAUTHENTICATED');
  });

  test('what is stored is not what lets somebody in', async () => {
    const { session } = await ask(open, signIn('ada@example.org'));
    const secret = session.split('=')[1] ?? '';
    const dump = JSON.stringify([
      await open.library.app.store.dataSource.query('SELECT * FROM session'),
      await open.library.app.store.dataSource.query('SELECT * FROM account'),
      await open.library.app.store.dataSource.query('SELECT * FROM audit_event'),
    ]);
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(password);
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(hashSecret(secret)).toHaveLength(32);
  });

  test('the answer to a wrong password does not tell whether the account exists', async () => {
    const [wrong, unknown] = [
      await ask(open, signIn('ada@example.org', 'not the password')),
      await ask(open, signIn('nobody@example.org')),
    ];
    expect([wrong.code, wrong.cookie]).toEqual(['UNAUTHENTICATED', null]);
    expect(unknown).toEqual(wrong);
  });

  test('guessing is slowed down for the account, and not for others', async () => {
    await newAccount(open, 'guessed@example.org', 'READER');
    for (let guess = 0; guess < 5; guess += 1)
      await ask(open, signIn('guessed@example.org', `guess number ${String(guess)}`));
    const refused = await ask(open, signIn('guessed@example.org'));
    expect([refused.code, refused.cookie]).toEqual(['THROTTLED', null]);
    expect((await ask(open, signIn('ada@example.org'))).code).toBeUndefined();
  });

  test('guessing at the same moment is slowed down as well', async () => {
    await newAccount(open, 'rushed@example.org', 'READER');
    const guesses = Array.from({ length: 12 }, (_, guess) => `guess number ${String(guess)}`);
    const from = { 'x-forwarded-for': '203.0.113.6' };
    const answers = await Promise.all(guesses.map((guess) => ask(open, signIn('rushed@example.org', guess), from)));
    expect(answers.map(({ code }) => code).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'THROTTLED'),
      ...Array.from({ length: 5 }, () => 'UNAUTHENTICATED'),
    ]);
  });

  test('behind a proxy, addresses are those of the clients', async () => {
    await newAccount(open, 'proxied@example.org', 'READER');
    const from = (address: string, secret?: string): Promise<Answer> =>
      ask(open, signIn('proxied@example.org', secret), { 'x-forwarded-for': address });
    for (let guess = 0; guess < 5; guess += 1) await from('203.0.113.7', 'not the password');
    expect((await from('203.0.113.7')).code).toBe('THROTTLED');
    expect((await from('203.0.113.8')).code).toBeUndefined();
  });

  test('all addresses of a network of IPv6 are slowed down together', async () => {
    await newAccount(open, 'sixth@example.org', 'READER');
    const from = (address: string, secret?: string): Promise<Answer> =>
      ask(open, signIn('sixth@example.org', secret), { 'x-forwarded-for': address });
    for (let guess = 1; guess <= 5; guess += 1) await from(`2001:db8:7:7::${String(guess)}`, 'not the password');
    expect((await from('2001:db8:7:7::6')).code).toBe('THROTTLED');
    expect((await from('2001:db8:7:8::1')).code).toBeUndefined();
  });

  test('another site can neither sign somebody in nor use their session', async () => {
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask(open, signIn('ada@example.org'), foreign)).code).toBe('FORBIDDEN');
    expect((await ask(open, changing, { cookie: administrator, ...foreign })).code).toBe('UNAUTHENTICATED');
    expect((await ask(open, changing, { cookie: administrator, origin: open.server.url })).code).toBeUndefined();
  });

  test.each([
    ['READER', ['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN']],
    ['CURATOR', ['UNAUTHENTICATED', undefined, 'FORBIDDEN']],
    ['ADMINISTRATOR', ['UNAUTHENTICATED', undefined, undefined]],
  ] as const)('a %s does what the role allows', async (role, expected) => {
    const { session: cookie } = await newAccount(open, `${role.toLowerCase()}@example.org`, role);
    const answers = [
      await ask(open, changing),
      await ask(open, changing, { cookie }),
      await ask(open, 'query { accounts { nodes { email } } }', { cookie }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(expected);
  });

  test('somebody who is disabled is out at once, also with a key', async () => {
    const { session: cookie } = await newAccount(open, 'leaver@example.org', 'ADMINISTRATOR');
    const made = await ask(
      open,
      'mutation { createApiKey(input: { name: "script", role: CURATOR, scopes: [INGEST] }) { secret } }',
      { cookie },
    );
    const { secret } = made.data?.['createApiKey'] as unknown as { secret: string };
    const authorization = `Bearer ${secret}`;
    expect((await ask(open, changing, { authorization })).code).toBeUndefined();
    const { accounts } = open.library.app.dependencies.access;
    const account = await accounts.byEmail('leaver@example.org');
    await accounts.change(machine, account?.id ?? '', { expectedRevision: 1, disabled: true });
    expect((await ask(open, changing, { cookie })).code).toBe('UNAUTHENTICATED');
    expect(await ask(open, changing, { authorization })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect((await ask(open, signIn('leaver@example.org'))).code).toBe('UNAUTHENTICATED');
  });

  test('the last administrator can’t be taken away', async () => {
    const { accounts } = open.library.app.dependencies.access;
    const administrators = (await open.library.app.store.dataSource.getRepository(Account).find()).filter(
      ({ role, disabled }) => role === 'ADMINISTRATOR' && !disabled,
    );
    for (const { id, email, revision } of administrators) {
      if (email !== 'ada@example.org')
        await accounts.change(machine, id, { expectedRevision: revision, role: 'READER' });
    }
    const ada = await accounts.byEmail('ada@example.org');
    const { id, revision: expectedRevision } = ada ?? { id: '', revision: 0 };
    for (const change of [{ disabled: true }, { role: 'CURATOR' as const }]) {
      await expect(accounts.change(machine, id, { expectedRevision, ...change })).rejects.toMatchObject({
        code: 'CONFLICT',
        details: { field: 'role' },
      });
    }
    expect(await accounts.byEmail('ada@example.org')).toMatchObject({ role: 'ADMINISTRATOR', disabled: false });
  });

  test('a key is limited to its scopes and its time, is revoked at once, and can’t do more than who made it', async () => {
    const { keys } = open.library.app.dependencies.access;
    const reading = await keys.create(machine, {
      name: 'read',
      role: 'ADMINISTRATOR',
      scopes: ['READ'],
      expiresAt: null,
    });
    const authorization = `Bearer ${reading.secret}`;
    expect((await ask(open, '{ vendors { totalCount } }', { authorization })).code).toBeUndefined();
    expect((await ask(open, changing, { authorization })).code).toBe('FORBIDDEN');
    const uses = `SELECT caller_id AS "keyId", door FROM audit_event WHERE action = 'KEY_USED' AND subject = 'read'`;
    expect(await open.library.app.store.dataSource.query(uses)).toEqual([{ keyId: reading.key.id, door: 'GRAPHQL' }]);
    await keys.revoke(machine, reading.key.id, null);
    expect(await ask(open, '{ vendors { totalCount } }', { authorization })).toMatchObject({ status: 401 });

    const short = await keys.create(machine, {
      name: 'short',
      role: 'READER',
      scopes: ['READ'],
      expiresAt: new Date(Date.now() + 60_000),
    });
    await open.library.app.store.dataSource.query(`UPDATE api_key SET expires_at = now() WHERE id = $1`, [
      short.key.id,
    ]);
    expect((await ask(open, '{ vendors { totalCount } }', { authorization: `Bearer ${short.secret}` })).status).toBe(
      401,
    );

    const curator = { ...machine, kind: 'ACCOUNT', role: 'CURATOR' } as const;
    const wanted = { name: 'more', role: 'ADMINISTRATOR', scopes: ['READ'], expiresAt: null } as const;
    await expect(keys.create(curator, wanted)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a password that is changed ends the other sessions', async () => {
    const { session: here } = await newAccount(open, 'careful@example.org', 'READER');
    const { session: there } = await ask(open, signIn('careful@example.org'));
    const change = `mutation { changePassword(input: { current: "${password}", next: "another long password" }) { account { email } } }`;
    expect((await ask(open, change, { cookie: here })).data).toEqual({
      changePassword: { account: { email: 'careful@example.org' } },
    });
    const whoAsks = '{ viewer { kind } }';
    expect((await ask(open, whoAsks, { cookie: here })).data).toEqual({ viewer: { kind: 'ACCOUNT' } });
    expect((await ask(open, whoAsks, { cookie: there })).data).toEqual({ viewer: { kind: 'ANONYMOUS' } });
    const changes = `SELECT caller_name AS "by" FROM audit_event WHERE action = 'PASSWORD_CHANGED' AND subject = 'careful@example.org'`;
    expect(await open.library.app.store.dataSource.query(changes)).toEqual([{ by: 'Somebody' }]);
  });

  test('a lost password is set anew with a link, and nobody else’s', async () => {
    const { session: before } = await newAccount(open, 'lost@example.org', 'READER');
    const { accounts } = open.library.app.dependencies.access;
    const account = await accounts.byEmail('lost@example.org');
    const { secret } = await accounts.linkForReset(machine, account?.id ?? '');
    const reset = await ask(open, redeem(secret, ', email: "ada@example.org"', 'a password that is new'));
    expect(reset.data).toEqual({
      redeemLink: { account: { email: 'lost@example.org', role: 'READER' }, userErrors: [] },
    });
    expect((await ask(open, '{ viewer { kind } }', { cookie: before })).data).toEqual({
      viewer: { kind: 'ANONYMOUS' },
    });
    expect((await ask(open, signIn('lost@example.org'))).code).toBe('UNAUTHENTICATED');
    expect((await ask(open, signIn('lost@example.org', 'a password that is new'))).code).toBeUndefined();
  });

  test('a link says what it is for, and whose, until it is used', async () => {
    const { accounts } = open.library.app.dependencies.access;
    const look = async (secret: string): Promise<unknown> =>
      (await ask(open, `{ accessLink(secret: "${secret}") { purpose email } }`)).data;
    const invited = await accounts.invite(machine, { email: 'guest@example.org', role: 'READER' });
    expect(await look(invited.secret)).toEqual({
      accessLink: { purpose: 'INVITATION', email: 'guest@example.org' },
    });
    await ask(open, redeem(invited.secret, ', name: "Guest"'));
    expect(await look(invited.secret)).toEqual({ accessLink: null });
    const account = await accounts.byEmail('guest@example.org');
    const reset = await accounts.linkForReset(machine, account?.id ?? '');
    expect(await look(reset.secret)).toEqual({ accessLink: { purpose: 'RESET', email: 'guest@example.org' } });
    expect(await look('mcdewey_link_of_nobody')).toEqual({ accessLink: null });
  });

  test('a link lets nobody in once its time is over', async () => {
    const { accounts } = open.library.app.dependencies.access;
    const { secret } = await accounts.invite(machine, { email: 'late@example.org', role: 'READER' });
    await open.library.app.store.dataSource.query(`UPDATE access_link SET expires_at = now() WHERE email = $1`, [
      'late@example.org',
    ]);
    expect((await ask(open, `{ accessLink(secret: "${secret}") { email } }`)).data).toEqual({ accessLink: null });
    expect((await ask(open, redeem(secret, ', name: "Late"'))).code).toBe('BAD_INPUT');
    expect(await accounts.byEmail('late@example.org')).toBeNull();
  });

  test('of two who use one link at the same moment, one gets in', async () => {
    const { secret } = await open.library.app.dependencies.access.accounts.invite(machine, {
      email: 'twins@example.org',
      role: 'READER',
    });
    const answers = await Promise.all([1, 2, 3].map(() => ask(open, redeem(secret, ', name: "Twin"'))));
    expect(answers.map(({ code }) => code ?? 'IN').toSorted()).toEqual(['BAD_INPUT', 'BAD_INPUT', 'IN']);
  });

  test('what was done is written down, by whom and through which door', async () => {
    const { data } = await ask(open, '{ auditEvents(first: 100) { nodes { action callerName subject door } } }', {
      cookie: (await ask(open, signIn('ada@example.org'))).session,
    });
    const { nodes } = data?.['auditEvents'] as unknown as { nodes: { action: string; callerName: string }[] };
    expect(nodes[0]).toEqual({ action: 'SIGNED_IN', callerName: 'Ada', subject: 'ada@example.org', door: 'GRAPHQL' });
    const actions = new Set(nodes.map(({ action }) => action));
    for (const action of [
      'ACCOUNT_CREATED',
      'SIGN_IN_FAILED',
      'KEY_CREATED',
      'KEY_REVOKED',
      'PASSWORD_CHANGED',
      'INVITED',
    ]) {
      expect(actions).toContain(action);
    }
  });

  test('a page that rebinds its own name to this service reads nothing', async () => {
    const { port } = new URL(open.server.url);
    const statusOf = (path: string, host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on('error', reject);
        sent.end();
      });
    for (const path of ['/', '/metrics', '/graphql', '/c/any']) {
      expect([path, await statusOf(path, `evil.example:${port}`)]).toEqual([path, 421]);
    }
    expect(await statusOf('/healthz', 'evil.example')).toBe(200);
    expect(await statusOf('/', `localhost:${port}`)).toBe(200);
  });

  test('pages sign in and out with forms', async () => {
    const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(open.server.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
    const wrong = await post('/sign-in', { email: 'ada@example.org', password: 'wrong password' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    const away = await post('/sign-in', { email: 'ada@example.org', password, next: '//evil.example/' });
    expect([away.status, away.headers.get('location')]).toEqual([303, '/']);
    const cookie = away.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${open.server.url}/sign-in`, { headers: { cookie } });
    expect(await page.text()).toContain('Signed in as Ada');
    const out = await post('/sign-out', {}, { cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([303, expect.stringContaining('1970')]);
    expect((await ask(open, '{ viewer { kind } }', { cookie })).data).toEqual({ viewer: { kind: 'ANONYMOUS' } });
  });
});

describe('a closed library', () => {
  let open: TestService;
  let reader: string;
  beforeAll(async () => {
    open = await openService({ requireLogin: true });
    await firstAdministrator(open);
    reader = (await newAccount(open, 'reader@example.org', 'READER')).session;
  });
  afterAll(() => open.close());

  test.each([
    ['the API', '/graphql?query=%7Bvendors%7BtotalCount%7D%7D', { 'apollo-require-preflight': '1' }],
    ['pages', '/', {}],
    ['documents', '/d/acme/1/guide', {}],
  ])('shows %s to who has signed in', async (_what, path, headers: Record<string, string>) => {
    const closed = await fetch(open.server.url + path, { headers });
    expect(await closed.text()).toMatch(/UNAUTHENTICATED|Sign in/);
    const opened = await fetch(open.server.url + path, { headers: { ...headers, cookie: reader } });
    expect(await opened.text()).not.toMatch(/UNAUTHENTICATED|Sign in/);
  });

  test('tells strangers who they are, and lets them sign in', async () => {
    const { data } = await ask(open, '{ viewer { kind role permissions } }');
    expect(data).toEqual({ viewer: { kind: 'ANONYMOUS', role: null, permissions: ['SESSION_OPEN'] } });
    expect((await ask(open, signIn('reader@example.org'))).code).toBeUndefined();
  });

  test('a tool of an MCP client without a key finds nothing out', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_library', arguments: {} } };
    const send = async (headers: Record<string, string>): Promise<string> => {
      const response = await fetch(`${open.server.url}/mcp`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2025-06-18',
          ...headers,
        },
        body: JSON.stringify(call),
      });
      return response.text();
    };
    expect(await send({})).toContain('This library is closed');
    const { keys } = open.library.app.dependencies.access;
    const { secret } = await keys.create(machine, { name: 'mcp', role: 'READER', scopes: ['READ'], expiresAt: null });
    expect(await send({ authorization: `Bearer ${secret}` })).not.toContain('You may not');
  });
});
