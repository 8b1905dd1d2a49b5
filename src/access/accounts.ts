/** Accounts: made through one-time links, changed by administrators. The last administrator can't be taken away. */
import type { DataSource, EntityManager } from 'typeorm';
import { ROLES, type Caller, type Role } from '../caller.js';
import { BadInputError, ConflictError, NotFoundError } from '../errors.js';
import { AccessLink, type LinkPurpose } from '../store/entities/access-link.js';
import { Account } from '../store/entities/account.js';
import { Session } from '../store/entities/session.js';
import { recordAudit } from './audit.js';
import type { Passwords } from './passwords.js';
import type { Principals } from './principals.js';
import { hashSecret, LINK_PREFIX, newSecret } from './secret.js';

const hour = 3_600_000;
/** How long a link works. Milliseconds. */
const linkLasts: Readonly<Record<LinkPurpose, number>> = {
  FIRST_ADMINISTRATOR: 24 * hour,
  INVITATION: 7 * 24 * hour,
  RESET: 2 * hour,
};
const longestName = 200;

export interface AccessParts {
  readonly dataSource: DataSource;
  readonly principals: Principals;
  readonly passwords: Passwords;
}

export interface IssuedLink {
  /** The secret of the link; shown once. */
  readonly secret: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Date;
}

export interface Redemption {
  readonly secret: string;
  readonly password: string;
  /** Of a new account. */
  readonly name?: string | undefined;
  /** Of a new account, unless the link says it. */
  readonly email?: string | undefined;
}

export interface AccountChange {
  /** `revision` as it was seen. */
  readonly expectedRevision: number;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
}

export interface Accounts {
  get(id: string): Promise<Account>;
  byEmail(email: string): Promise<Account | null>;
  /** @throws ConflictError when there is an administrator already. */
  linkForFirstAdministrator(): Promise<IssuedLink>;
  invite(caller: Caller, invited: { email: string; role: Role }): Promise<IssuedLink>;
  linkForReset(caller: Caller, accountId: string): Promise<IssuedLink>;
  /** @throws BadInputError when the link is unknown, used or expired. */
  redeem(caller: Caller, redemption: Redemption): Promise<Account>;
  /** @throws ConflictError when somebody else changed it since, and rather than leaving the library without an administrator. */
  change(caller: Caller, accountId: string, change: AccountChange): Promise<Account>;
  /** Ends every other session of the account. */
  changePassword(
    caller: Caller,
    passwords: { current: string; next: string },
    keptSessionId: string | null,
  ): Promise<Account>;
}

/** @throws BadInputError */
export function emailOf(text: string): string {
  const email = text.trim().toLowerCase();
  if (/^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email)) return email;
  throw new BadInputError(`"${text.slice(0, 100)}" is not an e-mail address.`, { field: 'email' });
}

/** @throws BadInputError */
export function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= longestName) return name;
  throw new BadInputError(`A name must have 1 to ${String(longestName)} characters.`, { field: 'name' });
}

async function get(db: EntityManager, id: string): Promise<Account> {
  const account = await db.getRepository(Account).findOneBy({ id });
  if (account === null) throw new NotFoundError('There is no such account.', { field: 'id' });
  return account;
}

async function issue(
  db: EntityManager,
  link: { purpose: LinkPurpose; role?: Role; email?: string; accountId?: string },
): Promise<IssuedLink> {
  const secret = newSecret(LINK_PREFIX);
  const expiresAt = new Date(Date.now() + linkLasts[link.purpose]);
  await db.getRepository(AccessLink).insert({ ...link, tokenHash: hashSecret(secret), expiresAt });
  return { secret, purpose: link.purpose, expiresAt };
}

/** @throws BadInputError */
function refuseLink(): never {
  throw new BadInputError('This link is invalid, expired or already used. Ask an administrator for a new one.', {
    field: 'secret',
  });
}

/** Takes the link away, so that it works once, whoever else redeems it at the same moment. */
async function take(db: EntityManager, secret: string): Promise<AccessLink> {
  const tokenHash = hashSecret(secret);
  const link = await db.getRepository(AccessLink).findOneBy({ tokenHash });
  const taken = link === null ? 0 : ((await db.getRepository(AccessLink).delete({ id: link.id })).affected ?? 0);
  if (link === null || taken === 0 || link.expiresAt.getTime() <= Date.now()) refuseLink();
  return link;
}

/** One change of who administers at a time: two administrators can't take each other's role away. */
export async function lockAdministrators(db: EntityManager): Promise<void> {
  await db.query('LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
}

export function createAccounts({ dataSource, principals, passwords }: AccessParts): Accounts {
  async function inTransaction<Result>(work: (db: EntityManager) => Promise<Result>): Promise<Result> {
    try {
      return await dataSource.transaction(work);
    } finally {
      principals.forget();
    }
  }

  async function createAccount(
    db: EntityManager,
    link: AccessLink,
    fields: { name: string; email: string; passwordHash: string },
  ) {
    await lockAdministrators(db);
    const repository = db.getRepository(Account);
    if (
      link.purpose === 'FIRST_ADMINISTRATOR' &&
      (await repository.existsBy({ role: 'ADMINISTRATOR', disabled: false }))
    ) {
      throw new ConflictError('There is an administrator already; ask for an invitation.', {});
    }
    if (await repository.existsBy({ email: fields.email })) {
      throw new ConflictError(`There is an account with the address ${fields.email} already.`, { field: 'email' });
    }
    return repository.save({ ...fields, role: link.role ?? 'READER' });
  }

  async function resetPassword(db: EntityManager, accountId: string, passwordHash: string): Promise<Account> {
    await db.getRepository(Account).update({ id: accountId }, { passwordHash });
    await db.getRepository(Session).delete({ accountId });
    return get(db, accountId);
  }

  return {
    get: (id) => get(dataSource.manager, id),
    byEmail: (email) => dataSource.getRepository(Account).findOneBy({ email: email.trim().toLowerCase() }),

    async linkForFirstAdministrator() {
      passwords.checkAllowed();
      if (await principals.hasAdministrator()) throw new ConflictError('There is an administrator already.', {});
      return dataSource.transaction(async (db) => {
        await db.getRepository(AccessLink).delete({ purpose: 'FIRST_ADMINISTRATOR' });
        return issue(db, { purpose: 'FIRST_ADMINISTRATOR', role: 'ADMINISTRATOR' });
      });
    },

    async invite(caller, { email: asked, role }) {
      passwords.checkAllowed();
      const email = emailOf(asked);
      return inTransaction(async (db) => {
        if (await db.getRepository(Account).existsBy({ email })) {
          throw new ConflictError(`There is an account with the address ${email} already.`, { field: 'email' });
        }
        await recordAudit(db, caller, { action: 'INVITED', subject: email, details: { role } });
        return issue(db, { purpose: 'INVITATION', role, email });
      });
    },

    async linkForReset(caller, accountId) {
      passwords.checkAllowed();
      return inTransaction(async (db) => {
        const { email } = await get(db, accountId);
        await recordAudit(db, caller, { action: 'RESET_CREATED', subject: email });
        return issue(db, { purpose: 'RESET', accountId });
      });
    },

    async redeem(caller, { secret, password, name, email }) {
      // Hashing takes its time: nobody has it done without a link.
      if (!(await dataSource.getRepository(AccessLink).existsBy({ tokenHash: hashSecret(secret) }))) refuseLink();
      const passwordHash = await passwords.hash(password);
      return inTransaction(async (db) => {
        const link = await take(db, secret);
        if (link.accountId !== null) {
          const account = await resetPassword(db, link.accountId, passwordHash);
          await recordAudit(db, caller, { action: 'PASSWORD_CHANGED', subject: account.email });
          return account;
        }
        const fields = { name: nameOf(name ?? ''), email: link.email ?? emailOf(email ?? ''), passwordHash };
        const account = await createAccount(db, link, fields);
        await recordAudit(db, caller, {
          action: 'ACCOUNT_CREATED',
          subject: account.email,
          details: { role: account.role },
        });
        return account;
      });
    },

    change: (caller, accountId, { expectedRevision, role, disabled, name }) =>
      inTransaction(async (db) => {
        await lockAdministrators(db);
        const before = await get(db, accountId);
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
        return get(db, accountId);
      }),

    async changePassword(caller, { current, next }, keptSessionId) {
      const account = await get(dataSource.manager, caller.id ?? '');
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
