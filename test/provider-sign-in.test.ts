/** Signing in with an identity provider, over real HTTP, with a real provider. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAccount } from './testkit/accounts.js';
import { createVisitor, type Visitor } from './testkit/visitor.js';
import { openProvider, type People, type TestProvider } from './testkit/identity-provider.js';
import { openService, type TestService } from './testkit/service.js';

const people: People = {
  cleo: { email: 'cleo@example.org', email_verified: true, name: 'Cleo', groups: ['staff', 'editors'] },
  rene: { email: 'rene@example.org', email_verified: true, name: 'René', groups: ['staff'] },
  adam: { email: 'adam@example.org', email_verified: true, name: 'Adam', groups: ['staff', 'operators'] },
  otto: { email: 'otto@example.org', email_verified: true, name: 'Otto', groups: ['visitors'] },
  tess: { email: 'boss@example.org', email_verified: false, name: 'Tess', groups: ['staff'] },
  mute: { email: 'mute@example.org', name: 'Mute', groups: ['staff'] },
  nemo: { name: 'Nemo', groups: ['staff'] },
  unverified: { email: 'local@example.org', email_verified: false, name: 'Somebody', groups: ['staff'] },
  verified: { email: 'local@example.org', email_verified: true, name: 'Local', groups: ['staff'] },
  second: { email: 'cleo@example.org', email_verified: true, name: 'Not Cleo', groups: ['operators'] },
};

let provider: TestProvider;
let open: TestService;
let visitor: Visitor;

beforeAll(async () => {
  provider = await openProvider({ ...people });
  const environment = {
    ...provider.settings,
    OIDC_LABEL: 'Sign in with Example',
    OIDC_READERS: 'staff',
    OIDC_CURATORS: 'editors, writers',
    OIDC_ADMINISTRATORS: 'operators',
  };
  open = await openService({ environment });
  await createAccount(open.library, 'ADMINISTRATOR', 'Ada');
});
afterAll(async () => {
  await open.close();
  await provider.close();
});
beforeEach(() => {
  visitor = createVisitor(open.server.url);
});

const viewer = '{ viewer { kind name role account { email } } }';
const trail = async (): Promise<{ action: string; subject: string | null; details: Record<string, unknown> }[]> =>
  open.library.app.store.dataSource.query('SELECT action, subject, details FROM audit_event ORDER BY id');

test('a provider that is away refuses one sign-in, and the next succeeds once it is back', async () => {
  const refused = await visitor.get('/sign-in/provider');
  expect([refused.status, refused.retryAfter]).toEqual([503, '5']);
  expect(refused.text).toContain('The identity provider does not answer.');
  expect(refused.text).not.toContain(provider.issuer);
  provider.start(open.server.url);
  await visitor.signInWithProvider('cleo');
  expect(await visitor.ask(viewer)).toEqual({
    viewer: { kind: 'ACCOUNT', name: 'Cleo', role: 'CURATOR', account: { email: 'cleo@example.org' } },
  });
});

describe('somebody who comes from the provider', () => {
  test('gets the highest role of their groups, each time anew', async () => {
    await visitor.signInWithProvider('adam');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { name: 'Adam', role: 'ADMINISTRATOR' } });
    provider.people['adam'] = { ...people['adam'], groups: ['staff', 'writers'] };
    await visitor.signInWithProvider('adam');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { name: 'Adam', role: 'CURATOR' } });
    const changes = (await trail()).filter(({ subject }) => subject === 'adam@example.org');
    expect(changes.map(({ action }) => action)).toEqual([
      'ACCOUNT_CREATED',
      'SIGNED_IN',
      'ACCOUNT_CHANGED',
      'SIGNED_IN',
    ]);
    expect(changes.at(-1)?.details).toEqual({ issuer: provider.issuer });
  });

  test('is known by issuer and subject when the e-mail address has changed', async () => {
    await visitor.signInWithProvider('rene');
    provider.people['rene'] = { ...people['rene'], email: 'renate@example.org' };
    await visitor.signInWithProvider('rene');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { account: { email: 'rene@example.org' } } });
  });

  test.each([
    ['otto', 'None of your groups', 'otto@example.org'],
    ['nemo', 'no e-mail address', null],
    ['second', 'belongs to somebody else', 'cleo@example.org'],
    ['tess', 'has not verified', 'boss@example.org'],
  ])('is refused: %s', async (name, reason, subject) => {
    const answer = await visitor.signInWithProvider(name);
    expect([answer.status, answer.text.includes(reason)]).toEqual([403, true]);
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { kind: 'ANONYMOUS' } });
    expect((await trail()).at(-1)).toMatchObject({ action: 'SIGN_IN_FAILED', subject, details: { code: 'FORBIDDEN' } });
  });

  test('is let in by a provider that verifies no addresses, and says nothing of it', async () => {
    await visitor.signInWithProvider('mute');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { account: { email: 'mute@example.org' } } });
  });

  test('becomes the owner of an account made here only with an address that the provider has verified', async () => {
    await createAccount(open.library, 'READER', 'Local');
    const refused = await visitor.signInWithProvider('unverified');
    expect([refused.status, refused.text.includes('has not verified')]).toEqual([403, true]);
    await visitor.signInWithProvider('verified');
    expect(await visitor.ask(viewer)).toMatchObject({
      viewer: { kind: 'ACCOUNT', account: { email: 'local@example.org' } },
    });
    expect((await trail()).map(({ action }) => action)).toContain('ACCOUNT_LINKED');
    provider.people['verified'] = { ...people['verified'], email: 'moved@example.org' };
    await visitor.signInWithProvider('verified');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { account: { email: 'local@example.org' } } });
  });

  test('stays an administrator, whatever the groups say, where nobody else is one', async () => {
    const { dataSource } = open.library.app.store;
    provider.people['adam'] = { ...people['adam'] };
    await visitor.signInWithProvider('adam');
    const roles = await dataSource.query<{ id: string; role: string }[]>('SELECT id, role FROM account');
    await dataSource.query(`UPDATE account SET role = 'READER' WHERE email <> 'adam@example.org'`);
    provider.people['adam'] = { ...people['adam'], groups: ['staff'] };
    await visitor.signInWithProvider('adam');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { role: 'ADMINISTRATOR' } });
    for (const { id, role } of roles) await dataSource.query('UPDATE account SET role = $2 WHERE id = $1', [id, role]);
  });

  test('stays out when the account is disabled', async () => {
    provider.people['dora'] = { email: 'dora@example.org', email_verified: true, name: 'Dora', groups: ['staff'] };
    await visitor.signInWithProvider('dora');
    await open.library.app.store.dataSource.query(
      `UPDATE account SET disabled = true WHERE email = 'dora@example.org'`,
    );
    const answer = await createVisitor(open.server.url).signInWithProvider('dora');
    expect([answer.status, answer.text.includes('disabled')]).toEqual([403, true]);
  });

  test('can sign out, and is a stranger again', async () => {
    await visitor.signInWithProvider('cleo');
    await visitor.ask('mutation { signOut { wasSignedIn } }');
    expect(await visitor.ask(viewer)).toMatchObject({ viewer: { kind: 'ANONYMOUS' } });
  });
});

describe('what comes back from the provider', () => {
  test('counts once', async () => {
    await visitor.signInWithProvider('cleo');
    const again = await visitor.get(visitor.callbacks.at(-1) ?? '');
    expect([again.status, again.text.includes('used already')]).toEqual([401, true]);
  });

  test('counts only in the browser that went there', async () => {
    const callback = await visitor.callbackFor('cleo');
    const other = createVisitor(open.server.url);
    await other.get('/sign-in/provider');
    expect((await other.get(callback)).status).toBe(401);
    expect(await other.ask(viewer)).toMatchObject({ viewer: { kind: 'ANONYMOUS' } });
    expect((await visitor.get(callback)).status).toBe(303);
  });

  test('must belong to what was asked: a code of another sign-in is refused', async () => {
    const foreign = new URL(await createVisitor(open.server.url).callbackFor('adam'), open.server.url);
    const own = new URL(await visitor.callbackFor('cleo'), open.server.url);
    own.searchParams.set('code', foreign.searchParams.get('code') ?? '');
    expect((await visitor.get(own.pathname + own.search)).status).toBe(401);
  });

  test('is too late after ten minutes', async () => {
    const callback = await visitor.callbackFor('cleo');
    await open.library.app.store.dataSource.query(`UPDATE sign_in_attempt SET expires_at = now() - interval '1 s'`);
    expect((await visitor.get(callback)).status).toBe(401);
  });

  test('is not to blame while the provider is out of order', async () => {
    const callback = await visitor.callbackFor('cleo');
    provider.breakDown('/token', 502);
    const answer = await visitor.get(callback);
    provider.repair();
    expect([answer.status, answer.retryAfter]).toEqual([503, '5']);
    expect(answer.text).toContain('does not answer');
  });

  test('may be a refusal, which is told without the words of the address', async () => {
    const callback = new URL(await visitor.callbackFor('cleo'), open.server.url);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', 'access_denied');
    callback.searchParams.set('error_description', 'call 555 now');
    const answer = await visitor.get(callback.pathname + callback.search);
    expect([answer.status, answer.text.includes('(access_denied)'), answer.text.includes('555')]).toEqual([
      401,
      true,
      false,
    ]);
  });
});

test('the way back leads nowhere but to this site', async () => {
  await visitor.signInWithProvider('cleo', '/admin?x=1');
  expect(visitor.lastRedirect).toBe('/admin?x=1');
  await visitor.signInWithProvider('cleo', '//evil.example');
  expect(visitor.lastRedirect).toBe('/');
});

test('what is stored lets nobody in, and what is sent along is new each time', async () => {
  const [first, second] = [await visitor.get('/sign-in/provider'), await visitor.get('/sign-in/provider')];
  const [one, two] = [first, second].map(({ location }) => new URL(location ?? '').searchParams);
  for (const name of ['state', 'nonce', 'code_challenge']) expect(one?.get(name)).not.toBe(two?.get(name));
  expect(one?.get('code_challenge_method')).toBe('S256');
  const dump = JSON.stringify(await open.library.app.store.dataSource.query('SELECT * FROM sign_in_attempt'));
  expect(dump).not.toContain(one?.get('state'));
  expect(first.cookie).toMatch(/^mcdewey_[\da-f]{8}_attempt=mcdewey_attempt_[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
});

describe('a library without passwords', () => {
  let closed: TestService;
  beforeAll(async () => {
    closed = await openService({ environment: { ...provider.settings, PASSWORD_SIGN_IN: 'false' } });
  });
  afterAll(() => closed.close());

  test('offers the provider alone, and takes no password', async () => {
    const page = await createVisitor(closed.server.url).get('/sign-in?next=/admin');
    expect(page.text).toContain('href="/sign-in/provider?next=%2Fadmin"');
    expect(page.text).not.toContain('type="password"');
    await expect(createAccount(closed.library, 'ADMINISTRATOR', 'Ada')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const signIn =
      'mutation { signIn(input: { email: "a@example.org", password: "correct horse battery" }) { account { name } } }';
    expect(await createVisitor(closed.server.url).codeOf(signIn)).toBe('FORBIDDEN');
  });
});
