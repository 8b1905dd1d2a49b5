/** Sessions: how long they last, what ends them, and what is written down of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anonymous, thisMachine } from '../src/caller.js';
import { Account } from '../src/store/entities/account.js';
import { Session } from '../src/store/entities/session.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const password = 'correct horse battery';
const machine = thisMachine('COMMAND_LINE');
const stranger = anonymous('GRAPHQL');
const day = 24 * 3_600_000;

let library: TestLibrary;

beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

const access = () => library.app.dependencies.access;
const store = () => library.app.store.dataSource;

async function newAccount(): Promise<Account> {
  const email = `${randomUUID()}@example.org`;
  const { secret } = await access().accounts.invite(machine, { email, role: 'READER' });
  await access().accounts.redeem(stranger, { secret, password, name: 'Ada' });
  return store().getRepository(Account).findOneByOrFail({ email });
}

const sessionsOf = ({ id }: Account): Promise<Session[]> =>
  store()
    .getRepository(Session)
    .find({ where: { accountId: id }, order: { createdAt: 'ASC' } });
const isIn = async (secret: string): Promise<boolean> => (await access().principals.find(secret, 'GRAPHQL')) !== null;

interface Entry {
  readonly action: string;
  readonly subject: string | null;
  readonly callerKind: string;
  readonly callerId: string | null;
  readonly callerName: string | null;
  readonly details: Record<string, unknown>;
}

async function lastEntry(): Promise<Entry | undefined> {
  const [entry] = await store().query<Entry[]>(
    `SELECT action, subject, caller_kind AS "callerKind", caller_id AS "callerId", caller_name AS "callerName", details
     FROM audit_event ORDER BY id DESC LIMIT 1`,
  );
  return entry;
}

describe('a session', () => {
  test('lasts two weeks, and keeps 300 characters of what the browser says of itself', async () => {
    const account = await newAccount();
    const begin = Date.now();
    const { secret, expiresAt } = await access().sessions.start(stranger, account, 'b'.repeat(301), { door: 'test' });
    expect(expiresAt.getTime() - begin).toBeGreaterThanOrEqual(14 * day);
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(14 * day);
    const [session] = await sessionsOf(account);
    expect(session).toMatchObject({ userAgent: 'b'.repeat(300), expiresAt });
    expect(secret).toMatch(/^mcdewey_session_[\w-]{43}$/);
    expect(await access().principals.find(secret, 'MCP')).toMatchObject({
      sessionId: session?.id,
      expiresAt,
      caller: { kind: 'ACCOUNT', id: account.id, name: 'Ada', role: 'READER', scopes: null },
    });
    expect(await lastEntry()).toEqual({
      action: 'SIGNED_IN',
      subject: account.email,
      callerKind: 'ACCOUNT',
      callerId: account.id,
      callerName: 'Ada',
      details: { door: 'test' },
    });
  });

  test('lets nobody in once its time is over, and is removed when anybody signs in', async () => {
    const [gone, here] = [await newAccount(), await newAccount()];
    const over = await access().sessions.start(stranger, gone, '');
    const lasting = await access().sessions.start(stranger, gone, '');
    const found = await access().principals.find(over.secret, 'GRAPHQL');
    const expiresAt = new Date(Date.now() - 1);
    await store()
      .getRepository(Session)
      .update({ id: found?.sessionId ?? '' }, { expiresAt });
    access().principals.forget();
    expect([await isIn(over.secret), await isIn(lasting.secret)]).toEqual([false, true]);
    expect(await sessionsOf(gone)).toHaveLength(2);
    await access().sessions.start(stranger, here, '');
    expect(await sessionsOf(gone)).toEqual([expect.objectContaining({ expiresAt: lasting.expiresAt })]);
  });

  test('that is ended or revoked lets nobody in from that moment, and the others stay', async () => {
    const account = await newAccount();
    const started = [];
    for (let nth = 0; nth < 3; nth += 1) started.push((await access().sessions.start(stranger, account, '')).secret);
    const [ended, revoked, kept] = started as [string, string, string];
    const idOf = async (secret: string) => (await access().principals.find(secret, 'GRAPHQL'))?.sessionId ?? '';
    const ids = [await idOf(ended), await idOf(revoked)] as const;
    await access().sessions.end(stranger, ids[0]);
    expect(await lastEntry()).toMatchObject({ action: 'SIGNED_OUT' });
    await access().sessions.revoke(stranger, account.id, ids[1]);
    expect(await lastEntry()).toMatchObject({ action: 'SESSION_REVOKED' });
    expect([await isIn(ended), await isIn(revoked), await isIn(kept)]).toEqual([false, false, true]);
  });

  test('is revoked by its owner alone', async () => {
    const [owner, other] = [await newAccount(), await newAccount()];
    const { secret } = await access().sessions.start(stranger, owner, '');
    const sessionId = (await access().principals.find(secret, 'GRAPHQL'))?.sessionId ?? '';
    await expect(access().sessions.revoke(stranger, other.id, sessionId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'You have no such session.',
      details: { field: 'id' },
    });
    expect(await isIn(secret)).toBe(true);
  });
});

describe('a sign-in', () => {
  const signIn = (email: string, secret = password) =>
    access().sessions.signIn(stranger, { email, password: secret, address: '203.0.113.7', userAgent: 'browser' });
  const refusal = { code: 'UNAUTHENTICATED', message: 'The e-mail address or the password is wrong.' };

  test('takes the address however it is written', async () => {
    const account = await newAccount();
    const started = await signIn(` ${account.email.toUpperCase()} `);
    expect(started.account.id).toBe(account.id);
    expect(await sessionsOf(account)).toHaveLength(1);
    expect(await lastEntry()).toMatchObject({ action: 'SIGNED_IN', details: {} });
  });

  test('with a wrong password, of nobody or of somebody who is disabled is refused and written down', async () => {
    const account = await newAccount();
    await expect(signIn(account.email, 'another long password')).rejects.toMatchObject(refusal);
    expect(await lastEntry()).toMatchObject({ action: 'SIGN_IN_FAILED', subject: account.email, callerId: null });
    const unknown = `${randomUUID()}${'x'.repeat(300)}`;
    await expect(signIn(unknown)).rejects.toMatchObject(refusal);
    expect(await lastEntry()).toMatchObject({ action: 'SIGN_IN_FAILED', subject: unknown.slice(0, 254) });
    await store().getRepository(Account).update({ id: account.id }, { disabled: true });
    await expect(signIn(account.email)).rejects.toMatchObject(refusal);
    expect(await sessionsOf(account)).toEqual([]);
  });

  test('that succeeds begins the count of wrong passwords anew', async () => {
    const { email } = await newAccount();
    for (let nth = 0; nth < 7; nth += 1) {
      await expect(signIn(email, 'another long password')).rejects.toMatchObject(refusal);
      await signIn(email);
    }
  });
});
