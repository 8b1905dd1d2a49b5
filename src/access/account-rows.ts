/** Accounts as rows: their fields checked, and the lock that keeps an administrator. */
import type { EntityManager } from 'typeorm';
import { BadInputError, NotFoundError } from '../errors.js';
import { Account } from '../store/entities/account.js';

const longestName = 200;

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

/** @throws NotFoundError */
export async function findAccount(db: EntityManager, id: string): Promise<Account> {
  const account = await db.getRepository(Account).findOneBy({ id });
  if (account === null) throw new NotFoundError('There is no such account.', { field: 'id' });
  return account;
}

/** One change of who administers at a time: two administrators can't take each other's role away. */
export async function lockAdministrators(db: EntityManager): Promise<void> {
  await db.query('LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
}
