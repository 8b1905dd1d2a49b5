/** Rules of accounts, one-time links and keys, and what is remembered of whom a secret belongs to. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAccounts, type AccountChange } from '../src/access/accounts.js';
import { createPasswords } from '../src/access/passwords.js';
import { createPrincipals } from '../src/access/principals.js';
import { anonymous, KEY_SCOPES, thisMachine, type Caller, type Role } from '../src/caller.js';
import { Account } from '../src/store/entities/account.js';
import { ApiKey } from '../src/store/entities/api-key.js';
import { Session } from '../src/store/entities/session.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const password = 'correct horse battery';
const machine = thisMachine('COMMAND_LINE');
const stranger = anonymous('GRAPHQL');
const minute = 60_000;
const hour = 60 * minute;

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

const access = () => library.app.dependencies.access;
const store = () => library.app.store.dataSource;
const newEmail = (): string => `${randomUUID()}@example.org`;
const byId = (id: string): Promise<Account> => store().getRepository(Account).findOneByOrFail({ id });
const sessionsOf = (account: Account): Promise<number> =>
  store().getRepository(Session).countBy({ accountId: account.id });

async function newAccount(role: Role = 'READER', email = newEmail()): Promise<Account> {
  const { secret } = await access().accounts.invite(machine, { email, role });
  return access().accounts.redeem(stranger, { secret, password, name: 'Ada' });
}

const callerOf = ({ id, name, role }: Account): Caller => ({
  ...{ kind: 'ACCOUNT', id, name, role, scopes: null, door: 'GRAPHQL' },
});

async function lastEntry(): Promise<unknown> {
  const [entry] = await store().query<object[]>(
    `SELECT action, subject, caller_name AS "by", details FROM audit_event ORDER BY id DESC LIMIT 1`,
  );
  return entry;
}

/** Nobody administers the library until somebody does again. */
async function withoutAdministrators(): Promise<void> {
  await store().query(`UPDATE account SET role = 'READER' WHERE role = 'ADMINISTRATOR'`);
  access().principals.forget();
}

/** From now on, give or take what the test itself takes. */
function expectLasts(begin: number, expiresAt: Date, duration: number): void {
  expect(expiresAt.getTime()).toBeGreaterThanOrEqual(begin + duration);
  expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + duration);
}

describe('a change of an account', () => {
  test('writes what is asked and nothing else, and is written down', async () => {
    const account = await newAccount('CURATOR');
    const { secret } = await access().sessions.start(stranger, account, '');
    const named = await access().accounts.change(machine, account.id, { expectedRevision: 1, name: ' Grace ' });
    expect(named).toMatchObject({ name: 'Grace', role: 'CURATOR', disabled: false, revision: 2, email: account.email });
    expect(await access().principals.find(secret, 'PAGE')).toMatchObject({ caller: { name: 'Grace' } });
    const rights = { role: 'CURATOR', disabled: false };
    expect(await lastEntry()).toMatchObject({ details: { before: rights, after: rights } });
    const changed = await access().accounts.change(machine, account.id, {
      ...{ expectedRevision: 2, role: 'READER', disabled: true },
    });
    expect(changed).toMatchObject({ name: 'Grace', role: 'READER', disabled: true, revision: 3 });
    expect(await lastEntry()).toEqual({
      ...{ action: 'ACCOUNT_CHANGED', subject: account.email, by: machine.name },
      details: { before: { role: 'CURATOR', disabled: false }, after: { role: 'READER', disabled: true } },
    });
    expect([await access().principals.find(secret, 'PAGE'), await sessionsOf(account)]).toEqual([null, 0]);
  });

  test('of what somebody else changed since is refused, and says what is there now', async () => {
    const { id } = await newAccount();
    const { updatedAt } = await access().accounts.change(machine, id, { expectedRevision: 1, name: 'Grace' });
    const late = access().accounts.change(machine, id, { expectedRevision: 1, name: 'Late' });
    await expect(late).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('with revision 2.') as unknown,
      details: {
        ...{ revision: 2, changedAt: updatedAt.toISOString() },
        current: { name: 'Grace', role: 'READER', disabled: false },
      },
    });
    expect(await byId(id)).toMatchObject({ name: 'Grace', revision: 2 });
  });

  test('may take no last administrator away, and nothing else is refused for want of one', async () => {
    await withoutAdministrators();
    const { accounts } = access();
    const change = (id: string, asked: AccountChange) => accounts.change(machine, id, asked);
    const reader = await newAccount();
    expect(await change(reader.id, { expectedRevision: 1, name: 'Grace' })).toMatchObject({ revision: 2 });
    const [last, away] = [await newAccount('ADMINISTRATOR'), await newAccount('ADMINISTRATOR')];
    expect(await change(away.id, { expectedRevision: 1, disabled: true })).toMatchObject({ disabled: true });
    for (const taken of [{ disabled: true }, { role: 'CURATOR' }] as const)
      await expect(change(last.id, { expectedRevision: 1, ...taken })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: 'This is the last administrator; make another account one first.',
        details: { field: 'role' },
      });
    expect(await change(last.id, { expectedRevision: 1, name: 'Grace' })).toMatchObject({ name: 'Grace' });
    await withoutAdministrators();
    await store().query(`UPDATE account SET role = 'ADMINISTRATOR' WHERE id = $1`, [away.id]);
    expect(await change(away.id, { expectedRevision: 2, role: 'READER' })).toMatchObject({ role: 'READER' });
  });

  test('of an account that is not there is refused', async () => {
    await expect(access().accounts.change(machine, randomUUID(), { expectedRevision: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no such account.',
      details: { field: 'id' },
    });
    expect(await access().accounts.byEmail(newEmail())).toBeNull();
  });

  test('gives a name of 1 to 200 characters', async () => {
    const { id } = await newAccount();
    const { accounts } = access();
    for (const name of ['', ' ', 'n'.repeat(201)])
      await expect(accounts.change(machine, id, { expectedRevision: 1, name })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: 'A name must have 1 to 200 characters.',
        details: { field: 'name' },
      });
    const name = 'n'.repeat(200);
    expect(await accounts.change(machine, id, { expectedRevision: 1, name: ` ${name} ` })).toMatchObject({ name });
  });

  test('finds accounts by an address in any case', async () => {
    const account = await newAccount();
    expect(await access().accounts.byEmail(` ${account.email.toUpperCase()} `)).toMatchObject({ id: account.id });
    expect(await access().accounts.get(account.id)).toMatchObject({ email: account.email });
  });
});

describe('a new password', () => {
  test('ends other sessions of the account and no others, and is written down', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const started = await Promise.all(
      [account, account, other].map((each) => access().sessions.start(stranger, each, '')),
    );
    const secrets = started.map(({ secret }) => secret);
    const whoIsIn = () =>
      Promise.all(secrets.map(async (secret) => (await access().principals.find(secret, 'PAGE')) !== null));
    const here = await access().principals.find(secrets[0] ?? '', 'PAGE');
    expect(await whoIsIn()).toEqual([true, true, true]);
    const next = 'another long password';
    const kept = here?.sessionId ?? null;
    const changed = await access().accounts.changePassword(callerOf(account), { current: password, next }, kept);
    expect(changed).toMatchObject({ id: account.id, email: account.email });
    expect(await whoIsIn()).toEqual([true, false, true]);
    expect(await lastEntry()).toEqual({
      ...{ action: 'PASSWORD_CHANGED', subject: account.email, by: 'Ada', details: {} },
    });
    await access().accounts.changePassword(callerOf(account), { current: next, next: password }, null);
    expect(await whoIsIn()).toEqual([false, false, true]);
  });

  test('needs the current one, and an account that has one', async () => {
    const account = await newAccount();
    const { accounts } = access();
    const asked = { current: 'not the password', next: 'another long password' };
    const refusal = { code: 'BAD_INPUT', details: { field: 'current' } };
    await expect(accounts.changePassword(callerOf(account), asked, null)).rejects.toMatchObject({
      ...{ ...refusal, message: 'The current password is wrong.' },
    });
    await store().query('UPDATE account SET password_hash = NULL WHERE id = $1', [account.id]);
    await expect(accounts.changePassword(callerOf(account), asked, null)).rejects.toMatchObject({
      ...{ ...refusal, message: expect.stringContaining('identity provider') as unknown },
    });
    await expect(accounts.changePassword(machine, asked, null)).rejects.toThrow();
  });
});

describe('a link', () => {
  test('of the first administrator works for a day, replaces the one before, and is for the first one only', async () => {
    await withoutAdministrators();
    const { accounts } = access();
    const invited = await access().accounts.invite(machine, { email: newEmail(), role: 'READER' });
    const replaced = await accounts.linkForFirstAdministrator();
    const begin = Date.now();
    const link = await accounts.linkForFirstAdministrator();
    expect(link).toMatchObject({
      purpose: 'FIRST_ADMINISTRATOR',
      secret: expect.stringMatching(/^mcdewey_link_[\w-]{43}$/) as unknown,
    });
    expectLasts(begin, link.expiresAt, 24 * hour);
    const fields = { password, name: 'Ada', email: newEmail() };
    await expect(accounts.redeem(stranger, { ...fields, secret: replaced.secret })).rejects.toMatchObject({
      details: { field: 'secret' },
    });
    for (const [field, missing] of [
      ['email', { email: undefined }],
      ['name', { name: undefined }],
    ] as const)
      await expect(accounts.redeem(stranger, { ...fields, ...missing, secret: link.secret })).rejects.toMatchObject({
        ...{ code: 'BAD_INPUT', details: { field } },
      });
    const administrator = await newAccount('ADMINISTRATOR');
    await expect(accounts.redeem(stranger, { ...fields, secret: link.secret })).rejects.toMatchObject({
      ...{ code: 'CONFLICT', message: 'There is an administrator already; ask for an invitation.' },
    });
    await expect(accounts.linkForFirstAdministrator()).rejects.toMatchObject({
      ...{ code: 'CONFLICT', message: 'There is an administrator already.' },
    });
    await store().query(`UPDATE account SET disabled = true WHERE id = $1`, [administrator.id]);
    access().principals.forget();
    const first = await accounts.redeem(stranger, { ...fields, secret: link.secret });
    expect(first).toMatchObject({ role: 'ADMINISTRATOR', email: fields.email, name: 'Ada' });
    expect(await lastEntry()).toEqual({
      ...{ action: 'ACCOUNT_CREATED', subject: fields.email, by: stranger.name, details: { role: 'ADMINISTRATOR' } },
    });
    expect(await accounts.redeem(stranger, { secret: invited.secret, password, name: 'Eve' })).toMatchObject({
      role: 'READER',
    });
  });

  test('of an invitation works for a week and gives its address and role', async () => {
    const email = newEmail();
    const begin = Date.now();
    const links = [];
    for (const asked of [email, ` ${email.toUpperCase()} `])
      links.push(await access().accounts.invite(machine, { email: asked, role: 'CURATOR' }));
    const [link, another] = links;
    expectLasts(begin, link?.expiresAt ?? new Date(0), 7 * 24 * hour);
    expect(link?.purpose).toBe('INVITATION');
    expect(await lastEntry()).toEqual({
      ...{ action: 'INVITED', subject: email, by: machine.name, details: { role: 'CURATOR' } },
    });
    const fields = { password, name: 'Ada', email: newEmail() };
    expect(await access().accounts.redeem(stranger, { ...fields, secret: link?.secret ?? '' })).toMatchObject({
      ...{ email, role: 'CURATOR', disabled: false },
    });
    const message = `There is an account with the address ${email} already.`;
    const taken = { code: 'CONFLICT', message, details: { field: 'email' } };
    await expect(
      access().accounts.redeem(stranger, { ...fields, secret: another?.secret ?? '' }),
    ).rejects.toMatchObject(taken);
    await expect(access().accounts.invite(machine, { email, role: 'READER' })).rejects.toMatchObject(taken);
  });

  test('of a lost password works for two hours, once, and ends all sessions', async () => {
    const account = await newAccount();
    const { secret: session } = await access().sessions.start(stranger, account, '');
    const begin = Date.now();
    const { secret, purpose, expiresAt } = await access().accounts.linkForReset(machine, account.id);
    expect(purpose).toBe('RESET');
    expectLasts(begin, expiresAt, 2 * hour);
    expect(await lastEntry()).toMatchObject({ action: 'RESET_CREATED', subject: account.email, by: machine.name });
    expect(await access().principals.find(session, 'PAGE')).not.toBeNull();
    const next = 'another long password';
    expect(await access().accounts.redeem(stranger, { secret, password: next })).toMatchObject({ id: account.id });
    expect(await access().principals.find(session, 'PAGE')).toBeNull();
    expect(await lastEntry()).toMatchObject({ action: 'PASSWORD_CHANGED', subject: account.email, by: stranger.name });
    await access().accounts.changePassword(callerOf(account), { current: next, next: password }, null);
    await expect(access().accounts.redeem(stranger, { secret, password: next })).rejects.toMatchObject({
      details: { field: 'secret' },
    });
    await expect(access().accounts.linkForReset(machine, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('whose time is over lets nobody in', async () => {
    const email = newEmail();
    const { secret } = await access().accounts.invite(machine, { email, role: 'READER' });
    await store().query('UPDATE access_link SET expires_at = now() WHERE email = $1', [email]);
    await expect(access().accounts.redeem(stranger, { secret, password, name: 'Late' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'This link is invalid, expired or already used. Ask an administrator for a new one.',
      details: { field: 'secret' },
    });
    expect(await access().accounts.byEmail(email)).toBeNull();
  });

  test.each([
    ['without a domain', 'ada', 'ada'],
    ['without a name', '@example.org', '@example.org'],
    ['of two words', 'ada lovelace@example.org', 'ada lovelace@example.org'],
    ['with words behind it', 'ada@example.org please', 'ada@example.org please'],
    ['with two of its signs', 'ada@home@example.org', 'ada@home@example.org'],
    ['with a name that is too long', `${'a'.repeat(65)}@example.org`, `${'a'.repeat(65)}@example.org`],
    ['with a domain that is too long', `a@${'b'.repeat(190)}`, `a@${'b'.repeat(98)}`],
  ])('goes to no address %s', async (_what, email, shown) => {
    await expect(access().accounts.invite(machine, { email, role: 'READER' })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', message: `"${shown}" is not an e-mail address.`, details: { field: 'email' } },
    });
  });

  test('goes to an address as long as there are', async () => {
    const email = `${'a'.repeat(64)}@${'b'.repeat(189)}`;
    expect(await access().accounts.invite(machine, { email, role: 'READER' })).toMatchObject({ purpose: 'INVITATION' });
  });

  test('is not made where nobody signs in with a password', async () => {
    const account = await newAccount();
    const [{ links } = { links: 0 }] = await store().query<{ links: number }[]>(
      'SELECT count(*)::int AS links FROM access_link',
    );
    const { principals } = access();
    const accounts = createAccounts({ dataSource: store(), principals, passwords: createPasswords(false) });
    await withoutAdministrators();
    for (const make of [
      () => accounts.linkForFirstAdministrator(),
      () => accounts.invite(machine, { email: newEmail(), role: 'READER' }),
      () => accounts.linkForReset(machine, account.id),
    ])
      await expect(make()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await store().query('SELECT count(*)::int AS links FROM access_link')).toEqual([{ links }]);
  });

  test('that nobody knows is refused before the password is looked at', async () => {
    const guess = { secret: 'mcdewey_link_guess', password: 'short', name: 'Eve' };
    await expect(access().accounts.redeem(stranger, guess)).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', details: { field: 'secret' } },
    });
  });
});

describe('a key', () => {
  const asked = { name: ' script ', role: 'READER', scopes: ['READ'], expiresAt: null } as const;

  test('is kept as a hash with its beginning, and belongs to the account that made it', async () => {
    const account = await newAccount('CURATOR');
    const { key, secret } = await access().keys.create(callerOf(account), {
      ...asked,
      scopes: ['READ', 'CURATE', 'READ'],
    });
    expect(secret).toMatch(/^mcdewey_key_[\w-]{43}$/);
    expect(await store().getRepository(ApiKey).findOneByOrFail({ id: key.id })).toMatchObject({
      ...{ name: 'script', role: 'READER', scopes: ['READ', 'CURATE'], accountId: account.id, expiresAt: null },
      ...{ hint: secret.slice(0, 'mcdewey_key_'.length + 4), lastUsedAt: null, revokedAt: null },
    });
    expect(await lastEntry()).toEqual({
      ...{
        action: 'KEY_CREATED',
        subject: 'script',
        by: 'Ada',
        details: { role: 'READER', scopes: ['READ', 'CURATE'] },
      },
    });
    expect((await access().keys.create({ ...machine, id: account.id }, asked)).key.accountId).toBeNull();
  });

  test('can do no more than whoever makes it', async () => {
    const account = await newAccount('CURATOR');
    const make = (caller: Caller, more: object) => access().keys.create(caller, { ...asked, ...more });
    const message = 'A key can do no more than whoever makes it.';
    const refusal = { code: 'FORBIDDEN', message, details: { field: 'role' } };
    const limited: Caller = { ...machine, kind: 'KEY', scopes: ['READ', 'ADMINISTER'] };
    await expect(make(callerOf(account), { role: 'ADMINISTRATOR' })).rejects.toMatchObject(refusal);
    await expect(make({ ...callerOf(account), role: null }, {})).rejects.toMatchObject(refusal);
    await expect(make(limited, { scopes: ['READ', 'CURATE'] })).rejects.toMatchObject(refusal);
    expect((await make(callerOf(account), { role: 'CURATOR', scopes: KEY_SCOPES })).key.role).toBe('CURATOR');
    expect((await make(limited, { role: 'ADMINISTRATOR', scopes: ['ADMINISTER'] })).key.scopes).toEqual(['ADMINISTER']);
  });

  test.each([
    ['name', 'A name must have 1 to 200 characters.', { name: ' ' }],
    ['name', 'A name must have 1 to 200 characters.', { name: 'n'.repeat(201) }],
    ['scopes', `A key needs at least one scope: ${KEY_SCOPES.join(', ')}.`, { scopes: [] }],
    ['expiresAt', 'The key would have expired already; give a time to come.', { expiresAt: new Date() }],
  ])('with a wrong %s is not made', async (field, message, wrong) => {
    await expect(access().keys.create(machine, { ...asked, ...wrong })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', message, details: { field } },
    });
  });

  test('may have a name of 200 characters', async () => {
    const name = 'n'.repeat(200);
    expect((await access().keys.create(machine, { ...asked, name })).key.name).toBe(name);
  });

  test('is revoked at once, by an account only if it is its own', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const { key, secret } = await access().keys.create(callerOf(account), asked);
    const { keys } = access();
    const message = 'There is no such key, or it was revoked before.';
    const gone = { code: 'NOT_FOUND', message, details: { field: 'id' } };
    await expect(keys.revoke(callerOf(other), key.id, other.id)).rejects.toMatchObject(gone);
    expect(await access().principals.find(secret, 'MCP')).not.toBeNull();
    expect(await keys.revoke(callerOf(account), key.id, account.id)).toMatchObject({ id: key.id });
    expect(await access().principals.find(secret, 'MCP')).toBeNull();
    expect(await lastEntry()).toEqual({ action: 'KEY_REVOKED', subject: 'script', by: 'Ada', details: {} });
    await expect(keys.revoke(machine, key.id, null)).rejects.toMatchObject(gone);
  });
});

describe('whom a secret belongs to', () => {
  const ignore = (): Promise<void> => Promise.resolve();
  const find = (secret: string) => createPrincipals(store(), ignore).find(secret, 'MCP');

  test('nobody, where its beginning says that it is for something else', async () => {
    const { secret } = await access().keys.create(machine, {
      name: 'k',
      role: 'READER',
      scopes: ['READ'],
      expiresAt: null,
    });
    expect(await find(secret)).not.toBeNull();
    for (const wrong of [secret.replace('key', 'link'), secret.replace('key', 'session'), `${secret}x`, ''])
      expect(await find(wrong)).toBeNull();
  });

  test('a key has its scopes, and the lesser role of its own and of who made it', async () => {
    const account = await newAccount('CURATOR');
    const roleOf = async (secret: string) => (await find(secret))?.caller.role;
    const made = await Promise.all(
      (['READER', 'CURATOR'] as const).map((role) =>
        access().keys.create(callerOf(account), { name: 'k', role, scopes: ['READ', 'CURATE'], expiresAt: null }),
      ),
    );
    const [reading, curating] = made.map(({ secret }) => secret) as [string, string];
    expect(await find(curating)).toEqual({
      caller: { kind: 'KEY', id: made[1]?.key.id, name: 'k', role: 'CURATOR', scopes: ['READ', 'CURATE'] },
      ...{ sessionId: null, expiresAt: null },
    });
    expect(await roleOf(reading)).toBe('READER');
    for (const [role, ofCurating] of [
      ['ADMINISTRATOR', 'CURATOR'],
      ['READER', 'READER'],
    ] as const) {
      await store().query('UPDATE account SET role = $2 WHERE id = $1', [account.id, role]);
      expect([await roleOf(reading), await roleOf(curating)]).toEqual(['READER', ofCurating]);
    }
    await store().query('UPDATE account SET disabled = true WHERE id = $1', [account.id]);
    expect(await find(curating)).toBeNull();
    await withoutAdministrators();
  });

  test('what is known is kept until it is forgotten, but not beyond its own end', async () => {
    const principals = createPrincipals(store(), ignore);
    const soon = new Date(Date.now() + hour);
    const create = (expiresAt: Date | null) =>
      access().keys.create(machine, { name: 'k', role: 'READER', scopes: ['READ'], expiresAt });
    const [lasting, ending] = [await create(null), await create(soon)];
    expect(await principals.find(ending.secret, 'MCP')).toMatchObject({ expiresAt: soon });
    expect(await principals.find(lasting.secret, 'MCP')).not.toBeNull();
    await store().query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [lasting.key.id]);
    expect(await principals.find(lasting.secret, 'MCP')).not.toBeNull();
    principals.forget();
    expect(await principals.find(lasting.secret, 'MCP')).toBeNull();
    await store().query('UPDATE api_key SET expires_at = now() WHERE id = $1', [ending.key.id]);
    principals.forget();
    expect(await principals.find(ending.secret, 'MCP')).toBeNull();
  });

  test('times of last use are written once a minute, and the first use of a day is told', async () => {
    const told: Caller[] = [];
    const principals = createPrincipals(store(), (caller) => Promise.resolve(void told.push(caller)));
    const { key, secret } = await access().keys.create(machine, {
      ...{ name: 'k', role: 'READER', scopes: ['READ'], expiresAt: null },
    });
    const lastUse = async () => (await store().getRepository(ApiKey).findOneByOrFail({ id: key.id })).lastUsedAt;
    const setLastUse = async (at: Date) => {
      await store().query('UPDATE api_key SET last_used_at = $2 WHERE id = $1', [key.id, at]);
      principals.forget();
    };
    const begin = Date.now();
    await principals.find(secret, 'MCP');
    const first = await lastUse();
    expect(first?.getTime()).toBeGreaterThanOrEqual(begin);
    expect(told).toEqual([{ kind: 'KEY', id: key.id, name: 'k', role: 'READER', scopes: ['READ'], door: 'MCP' }]);

    await principals.find(secret, 'MCP');
    expect([await lastUse(), told.length]).toEqual([first, 1]);

    const recently = new Date(Date.now() - minute / 2);
    await setLastUse(recently);
    await principals.find(secret, 'MCP');
    expect(await lastUse()).toEqual(recently);

    const before = new Date(Date.now() - minute);
    await setLastUse(before);
    await principals.find(secret, 'MCP');
    const used = await lastUse();
    expect(used?.getTime()).toBeGreaterThanOrEqual(begin);
    expect(told).toHaveLength(before.toDateString() === used?.toDateString() ? 1 : 2);

    await setLastUse(new Date(Date.now() - 24 * hour));
    told.length = 0;
    await principals.find(secret, 'MCP');
    expect(told).toHaveLength(1);
  });

  test('sessions are used as keys are, and nobody is told', async () => {
    const account = await newAccount();
    const { secret } = await access().sessions.start(stranger, account, '');
    const sessions = store().getRepository(Session);
    await sessions.update({ accountId: account.id }, { lastUsedAt: new Date(Date.now() - 48 * hour) });
    const told: Caller[] = [];
    const principals = createPrincipals(store(), (caller) => Promise.resolve(void told.push(caller)));
    const begin = Date.now();
    expect(await principals.find(secret, 'PAGE')).toMatchObject({ caller: { kind: 'ACCOUNT', scopes: null } });
    const { lastUsedAt } = await sessions.findOneByOrFail({ accountId: account.id });
    expect([lastUsedAt.getTime() >= begin, told]).toEqual([true, []]);
    await store().query('UPDATE account SET disabled = true WHERE id = $1', [account.id]);
    principals.forget();
    expect(await principals.find(secret, 'PAGE')).toBeNull();
  });

  test('whether somebody administers is kept until it is forgotten, and disabled accounts do not', async () => {
    await withoutAdministrators();
    const principals = createPrincipals(store(), ignore);
    expect(await principals.hasAdministrator()).toBe(false);
    const { id } = await newAccount('ADMINISTRATOR');
    expect(await principals.hasAdministrator()).toBe(false);
    principals.forget();
    expect(await principals.hasAdministrator()).toBe(true);
    await store().query('UPDATE account SET disabled = true WHERE id = $1', [id]);
    expect(await principals.hasAdministrator()).toBe(true);
    principals.forget();
    expect(await principals.hasAdministrator()).toBe(false);
  });
});
