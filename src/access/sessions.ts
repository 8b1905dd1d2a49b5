/** Sessions: a browser that is signed in. The cookie's secret is new at every sign-in and never stored itself. */
import { LessThan } from 'typeorm';
import type { Caller } from '../caller.js';
import { NotFoundError, UnauthenticatedError } from '../errors.js';
import { Account } from '../store/entities/account.js';
import { Session } from '../store/entities/session.js';
import type { AccessParts } from './account-links.js';
import { recordAudit } from './audit.js';
import { hashSecret, newSecret, SESSION_PREFIX } from './secret.js';
import type { Throttle } from './throttle.js';

/** How long somebody stays signed in. Milliseconds. */
const sessionLasts = 14 * 24 * 3_600_000;
const longestUserAgent = 300;

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Of the peer. */
  readonly address: string;
  readonly userAgent: string;
}

export interface StartedSession {
  readonly account: Account;
  /** What the cookie holds. */
  readonly secret: string;
  readonly expiresAt: Date;
}

export interface Sessions {
  /** @throws UnauthenticatedError that does not say whether the account exists, ThrottledError. */
  signIn(caller: Caller, signIn: SignIn): Promise<StartedSession>;
  /**
   * Without a password: for who has just shown in another way who they are.
   * @param details for the audit trail.
   */
  start(
    caller: Caller,
    account: Account,
    userAgent: string,
    details?: Record<string, unknown>,
  ): Promise<StartedSession>;
  /** @throws NotFoundError unless it is one of the account's. */
  revoke(caller: Caller, accountId: string, sessionId: string): Promise<void>;
  end(caller: Caller, sessionId: string): Promise<void>;
}

export function createSessions({ dataSource, principals, passwords }: AccessParts, throttle: Throttle): Sessions {
  async function start(
    caller: Caller,
    account: Account,
    userAgent: string,
    details: Record<string, unknown> = {},
  ): Promise<StartedSession> {
    const secret = newSecret(SESSION_PREFIX);
    const expiresAt = new Date(Date.now() + sessionLasts);
    await dataSource.transaction(async (db) => {
      const sessions = db.getRepository(Session);
      await sessions.delete({ expiresAt: LessThan(new Date()) });
      await sessions.insert({
        accountId: account.id,
        tokenHash: hashSecret(secret),
        userAgent: userAgent.slice(0, longestUserAgent),
        expiresAt,
      });
      const { id, name, role } = account;
      const signedIn: Caller = { ...caller, kind: 'ACCOUNT', id, name, role };
      await recordAudit(db, signedIn, { action: 'SIGNED_IN', subject: account.email, details });
    });
    return { account, secret, expiresAt };
  }

  async function remove(caller: Caller, sessionId: string, action: 'SESSION_REVOKED' | 'SIGNED_OUT'): Promise<void> {
    await dataSource.transaction(async (db) => {
      await db.getRepository(Session).delete({ id: sessionId });
      await recordAudit(db, caller, { action });
    });
    principals.forget();
  }

  return {
    start,
    async signIn(caller, { email: asked, password, address, userAgent }) {
      const email = asked.trim().toLowerCase();
      await throttle.attempt(email, address);
      const account = await dataSource.getRepository(Account).findOneBy({ email });
      const isRight = await passwords.verify(password, account?.passwordHash ?? null);
      if (account === null || !isRight || account.disabled) {
        await recordAudit(dataSource.manager, caller, { action: 'SIGN_IN_FAILED', subject: email.slice(0, 254) });
        throw new UnauthenticatedError('The e-mail address or the password is wrong.', {});
      }
      await throttle.succeeded(email, address);
      return start(caller, account, userAgent);
    },
    async revoke(caller, accountId, sessionId) {
      const isTheirs = await dataSource.getRepository(Session).existsBy({ id: sessionId, accountId });
      if (!isTheirs) throw new NotFoundError('You have no such session.', { field: 'id' });
      await remove(caller, sessionId, 'SESSION_REVOKED');
    },
    end: (caller, sessionId) => remove(caller, sessionId, 'SIGNED_OUT'),
  };
}
