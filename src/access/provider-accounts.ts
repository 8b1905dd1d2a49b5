/** Accounts of people who sign in with an identity provider: known by issuer and subject, with a role by their groups. */
import type { DataSource, EntityManager } from 'typeorm';
import { ROLES, type Caller, type Role } from '../caller.js';
import { ForbiddenError } from '../errors.js';
import { EVERYBODY, type OidcSettings } from '../sign-in-settings.js';
import { Account } from '../store/entities/account.js';
import { emailOf, lockAdministrators, nameOf } from './account-rows.js';
import { recordAudit } from './audit.js';
import type { ProviderIdentity } from './identity-provider.js';

/** The highest role that one of the groups has; null when none has any. */
export function roleOf(groups: readonly string[], { groups: ofRole }: Pick<OidcSettings, 'groups'>): Role | null {
  const isIn = (names: readonly string[]): boolean => names.some((name) => name === EVERYBODY || groups.includes(name));
  return ROLES.findLast((role) => isIn(ofRole[role])) ?? null;
}

/** Without groups for the higher roles, administrators of the library give them. */
function rolesFollowGroups({ groups }: OidcSettings): boolean {
  return groups.CURATOR.length > 0 || groups.ADMINISTRATOR.length > 0;
}

/** @throws ForbiddenError */
function addressOf({ email }: ProviderIdentity): string {
  try {
    return emailOf(email ?? '');
  } catch {
    throw new ForbiddenError(
      'The identity provider gives no e-mail address of you. Ask its administrators to send the claim "email".',
    );
  }
}

/**
 * An account that was made here belongs to whoever has its address, and only a provider that has verified the address can say
 * who that is.
 * @throws ForbiddenError
 */
function checkLink(account: Account, identity: ProviderIdentity): void {
  if (account.providerSubject !== null) {
    throw new ForbiddenError(`The account ${account.email} belongs to somebody else at the identity provider.`);
  }
  if (identity.emailVerified !== true) {
    throw new ForbiddenError(
      `There is an account ${account.email}, and the identity provider has not verified that this is your address.`,
    );
  }
}

async function findOrMake(db: EntityManager, caller: Caller, identity: ProviderIdentity, role: Role): Promise<Account> {
  const repository = db.getRepository(Account);
  const link = { providerIssuer: identity.issuer, providerSubject: identity.subject };
  const known = await repository.findOneBy(link);
  if (known !== null) return known;
  const email = addressOf(identity);
  const details = { issuer: identity.issuer };
  const local = await repository.findOneBy({ email });
  if (local !== null) {
    checkLink(local, identity);
    await repository.update({ id: local.id }, link);
    await recordAudit(db, caller, { action: 'ACCOUNT_LINKED', subject: email, details });
    return local;
  }
  // Who comes with the address of another would keep it from them, and be shown by it.
  if (identity.emailVerified === false) {
    throw new ForbiddenError(`The identity provider has not verified that ${email} is your address.`);
  }
  const name = nameOf((identity.name ?? email).slice(0, 200));
  const made = await repository.save({ ...link, email, name, role, passwordHash: null, disabled: false });
  await recordAudit(db, caller, { action: 'ACCOUNT_CREATED', subject: email, details: { ...details, role } });
  return made;
}

/** There is always an administrator left, whatever the groups say. */
async function followGroups(db: EntityManager, caller: Caller, account: Account, role: Role): Promise<Account> {
  if (account.role === role) return account;
  const repository = db.getRepository(Account);
  const administrators = await repository.countBy({ role: 'ADMINISTRATOR', disabled: false });
  if (account.role === 'ADMINISTRATOR' && administrators === 1) return account;
  await repository.update({ id: account.id }, { role });
  const details = { before: { role: account.role }, after: { role }, by: 'groups' };
  await recordAudit(db, caller, { action: 'ACCOUNT_CHANGED', subject: account.email, details });
  return repository.findOneByOrFail({ id: account.id });
}

/**
 * The account of whoever the provider says it is; made at the first time.
 * @throws ForbiddenError when no group has a role, the account is disabled, or its address is not known to be theirs.
 */
export function admit(
  dataSource: DataSource,
  caller: Caller,
  identity: ProviderIdentity,
  settings: OidcSettings,
): Promise<Account> {
  return dataSource.transaction(async (db) => {
    const role = roleOf(identity.groups, settings);
    if (role === null) throw new ForbiddenError('None of your groups at the identity provider may use this library.');
    await lockAdministrators(db);
    const account = await findOrMake(db, caller, identity, role);
    if (account.disabled) throw new ForbiddenError('Your account is disabled.');
    return rolesFollowGroups(settings) ? followGroups(db, caller, account, role) : account;
  });
}
