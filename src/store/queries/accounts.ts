/** Lists of accounts, of keys that were not revoked, and of an account's sessions. */
import type { Account } from '../entities/account.js';
import type { ApiKey } from '../entities/api-key.js';
import type { Session } from '../entities/session.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';

export type AccountRow = Pick<
  Account,
  'id' | 'email' | 'name' | 'role' | 'disabled' | 'revision' | 'createdAt' | 'updatedAt'
>;
export type ApiKeyRow = Pick<
  ApiKey,
  'id' | 'name' | 'hint' | 'role' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt'
>;
export type SessionRow = Pick<Session, 'id' | 'userAgent' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

const times = (alias: string): string =>
  `${alias}.created_at AS "createdAt", ${alias}.expires_at AS "expiresAt", ${alias}.last_used_at AS "lastUsedAt"`;

const newestFirst = (alias: string): ListOrder => ({
  name: 'NEWEST',
  terms: [
    { sql: `${alias}.created_at`, type: 'timestamptz', descending: true },
    { sql: `${alias}.id`, type: 'uuid', descending: true },
  ],
});

async function countOf(db: Queryable, from: string, parameters: readonly unknown[]): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${from}`, [...parameters]);
  return row?.count ?? 0;
}

export const accountsByEmail: ListOrder = { name: 'EMAIL', terms: [{ sql: 'a.email', type: 'text' }] };

export function accounts(db: Queryable, page: Page): Promise<Keyed<AccountRow>[]> {
  const parameters: unknown[] = [];
  const columns = `a.id, a.email, a.name, a.role, a.disabled, a.revision, a.created_at AS "createdAt",
    a.updated_at AS "updatedAt"`;
  const list = { columns, from: 'account a', where: 'true', order: accountsByEmail };
  return db.query(pageSql(list, page, parameters), parameters);
}

export const accountCount = (db: Queryable): Promise<number> => countOf(db, 'account', []);

export const keysNewestFirst = newestFirst('k');
const keyCondition = `k.revoked_at IS NULL AND ($1::uuid IS NULL OR k.account_id = $1)`;

/** @param accountId null for those of everybody. */
export function apiKeys(db: Queryable, accountId: string | null, page: Page): Promise<Keyed<ApiKeyRow>[]> {
  const parameters: unknown[] = [accountId];
  const columns = `k.id, k.name, k.hint, k.role, k.scopes, ${times('k')}`;
  const list = { columns, from: 'api_key k', where: keyCondition, order: keysNewestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export const apiKeyCount = (db: Queryable, accountId: string | null): Promise<number> =>
  countOf(db, `api_key k WHERE ${keyCondition}`, [accountId]);

export const sessionsNewestFirst = newestFirst('s');

export function sessions(db: Queryable, accountId: string, page: Page): Promise<Keyed<SessionRow>[]> {
  const parameters: unknown[] = [accountId];
  const columns = `s.id, s.user_agent AS "userAgent", ${times('s')}`;
  const list = { columns, from: 'session s', where: 's.account_id = $1', order: sessionsNewestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export const sessionCount = (db: Queryable, accountId: string): Promise<number> =>
  countOf(db, 'session WHERE account_id = $1', [accountId]);
