/** One-time links: the first administrator's, invitations, and those that set a new password. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Caller, Role } from '../caller.js';
import { BadInputError, ConflictError } from '../errors.js';
import { AccessLink, type LinkPurpose } from '../store/entities/access-link.js';
import { Account } from '../store/entities/account.js';
import { Session } from '../store/entities/session.js';
import { emailOf, findAccount, lockAdministrators, nameOf } from './account-rows.js';
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

export interface AccessParts {
  readonly dataSource: DataSource;
  readonly principals: Principals;
  readonly passwords: Passwords;
}

/** Forgets what is remembered of accounts after it. */
export type InTransaction = <Result>(work: (db: EntityManager) => Promise<Result>) => Promise<Result>;

export interface IssuedLink {
  /** The secret of the link; shown once. */
  readonly secret: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Date;
}

/** What a link that works once is for, as whoever holds it may know. */
export interface SeenLink {
  readonly purpose: LinkPurpose;
  /** Of the account that it makes or is for; null where that is still to be said. */
  readonly email: string | null;
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

export interface AccountLinks {
  /** @throws ConflictError when there is an administrator already. */
  linkForFirstAdministrator(): Promise<IssuedLink>;
  invite(caller: Caller, invited: { email: string; role: Role }): Promise<IssuedLink>;
  linkForReset(caller: Caller, accountId: string): Promise<IssuedLink>;
  /** Null when the link is unknown, used or expired. */
  look(secret: string): Promise<SeenLink | null>;
  /** @throws BadInputError when the link is unknown, used or expired. */
  redeem(caller: Caller, redemption: Redemption): Promise<Account>;
}

export function createAccountLinks(
  { dataSource, principals, passwords }: AccessParts,
  inTransaction: InTransaction,
): AccountLinks {
  return {
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
        const { email } = await findAccount(db, accountId);
        await recordAudit(db, caller, { action: 'RESET_CREATED', subject: email });
        return issue(db, { purpose: 'RESET', accountId });
      });
    },

    async look(secret) {
      const link = await dataSource
        .getRepository(AccessLink)
        .findOne({ where: { tokenHash: hashSecret(secret) }, relations: { account: true } });
      if (link === null || hasExpired(link)) return null;
      const { purpose, email, account, expiresAt } = link;
      return { purpose, email: account?.email ?? email, expiresAt };
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
  };
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

const hasExpired = ({ expiresAt }: AccessLink): boolean => expiresAt.getTime() <= Date.now();

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
  if (link === null || taken === 0 || hasExpired(link)) refuseLink();
  return link;
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
  return findAccount(db, accountId);
}
