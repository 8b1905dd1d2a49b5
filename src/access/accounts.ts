/** Accounts: made through one-time links, changed by administrators. The last administrator can't be taken away. */
import type { EntityManager } from 'typeorm';
import { ROLES, type Caller, type Role } from '../caller.js';
import { BadInputError, ConflictError } from '../errors.js';
import { Account } from '../store/entities/account.js';
import { Session } from '../store/entities/session.js';
import { createAccountLinks, type AccessParts, type AccountLinks } from './account-links.js';
import { findAccount, lockAdministrators, nameOf } from './account-rows.js';
import { recordAudit } from './audit.js';

export interface AccountChange {
  /** `revision` as it was seen. */
  readonly expectedRevision: number;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
}

export interface Accounts extends AccountLinks {
  get(id: string): Promise<Account>;
  byEmail(email: string): Promise<Account | null>;
  /** @throws ConflictError when somebody else changed it since, and rather than leaving the library without an administrator. */
  change(caller: Caller, accountId: string, change: AccountChange): Promise<Account>;
  /** Ends every other session of the account. */
  changePassword(
    caller: Caller,
    passwords: { current: string; next: string },
    keptSessionId: string | null,
  ): Promise<Account>;
}

export function createAccounts({ dataSource, principals, passwords }: AccessParts): Accounts {
  async function inTransaction<Result>(work: (db: EntityManager) => Promise<Result>): Promise<Result> {
    try {
      return await dataSource.transaction(work);
    } finally {
      principals.forget();
    }
  }

  return {
    ...createAccountLinks({ dataSource, principals, passwords }, inTransaction),
    get: (id) => findAccount(dataSource.manager, id),
    byEmail: (email) => dataSource.getRepository(Account).findOneBy({ email: email.trim().toLowerCase() }),

    change: (caller, accountId, { expectedRevision, role, disabled, name }) =>
      inTransaction(async (db) => {
        await lockAdministrators(db);
        const before = await findAccount(db, accountId);
        if (before.revision !== expectedRevision) throw changedSince(before);
        const after = {
          revision: before.revision + 1,
          role: role ?? before.role,
          disabled: disabled ?? before.disabled,
          name: name === undefined ? before.name : nameOf(name),
        };
        await db.getRepository(Account).update({ id: accountId }, after);
        const administrators = await db.getRepository(Account).countBy({ role: 'ADMINISTRATOR', disabled: false });
        if (administrators === 0 && before.role === ROLES[2] && !before.disabled) {
          throw new ConflictError('This is the last administrator; make another account one first.', { field: 'role' });
        }
        if (after.disabled) await db.getRepository(Session).delete({ accountId });
        const { email } = before;
        await recordAudit(db, caller, {
          action: 'ACCOUNT_CHANGED',
          subject: email,
          details: { before: rights(before), after: rights(after) },
        });
        return findAccount(db, accountId);
      }),

    async changePassword(caller, { current, next }, keptSessionId) {
      const account = await findAccount(dataSource.manager, caller.id ?? '');
      if (account.passwordHash === null) {
        throw new BadInputError('Your account has no password: you sign in with the identity provider.', {
          field: 'current',
        });
      }
      if (!(await passwords.verify(current, account.passwordHash))) {
        throw new BadInputError('The current password is wrong.', { field: 'current' });
      }
      const passwordHash = await passwords.hash(next);
      await inTransaction(async (db) => {
        await db.getRepository(Account).update({ id: account.id }, { passwordHash });
        const others = db.getRepository(Session).createQueryBuilder().delete().where({ accountId: account.id });
        await (keptSessionId === null ? others : others.andWhere('id <> :keptSessionId', { keptSessionId })).execute();
        await recordAudit(db, caller, { action: 'PASSWORD_CHANGED', subject: account.email });
      });
      return account;
    },
  };
}

function rights({ role, disabled }: Pick<Account, 'role' | 'disabled'>): object {
  return { role, disabled };
}

function changedSince({ name, role, disabled, revision, updatedAt }: Account): ConflictError {
  return new ConflictError(
    `The account was changed since you saw it. Look at it as it is now, and send the change again with revision ${String(revision)}.`,
    { revision, changedAt: updatedAt.toISOString(), current: { name, role, disabled } },
  );
}
