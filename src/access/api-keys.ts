/** API keys: shown once, stored as a hash, limited by role, scopes and time. */
import { IsNull } from 'typeorm';
import { KEY_SCOPES, ROLES, type Caller, type KeyScope, type Role } from '../caller.js';
import { BadInputError, ForbiddenError, NotFoundError } from '../errors.js';
import { ApiKey } from '../store/entities/api-key.js';
import type { AccessParts } from './account-links.js';
import { recordAudit } from './audit.js';
import { hashSecret, KEY_PREFIX, newSecret } from './secret.js';

const longestName = 200;
const hintLength = KEY_PREFIX.length + 4;

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly KeyScope[];
  readonly expiresAt: Date | null;
}

export interface CreatedKey {
  readonly key: ApiKey;
  /** What a program sends; not to be had again. */
  readonly secret: string;
}

export interface ApiKeys {
  /** @throws BadInputError, ForbiddenError when the key could do more than whoever makes it. */
  create(caller: Caller, wanted: NewKey): Promise<CreatedKey>;
  /** @param accountId only a key of this account; null for any. */
  revoke(caller: Caller, keyId: string, accountId: string | null): Promise<ApiKey>;
}

function check(caller: Caller, { name, role, scopes, expiresAt }: NewKey): void {
  if (name.trim() === '' || name.length > longestName) {
    throw new BadInputError(`A name must have 1 to ${String(longestName)} characters.`, { field: 'name' });
  }
  if (scopes.length === 0) {
    throw new BadInputError(`A key needs at least one scope: ${KEY_SCOPES.join(', ')}.`, { field: 'scopes' });
  }
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
    throw new BadInputError('The key would have expired already; give a time to come.', { field: 'expiresAt' });
  }
  const isStronger = caller.role === null || ROLES.indexOf(role) > ROLES.indexOf(caller.role);
  const isWider = caller.scopes !== null && scopes.some((scope) => caller.scopes?.includes(scope) !== true);
  if (isStronger || isWider) throw new ForbiddenError('A key can do no more than whoever makes it.', { field: 'role' });
}

export function createApiKeys({ dataSource, principals }: AccessParts): ApiKeys {
  return {
    async create(caller, wanted) {
      check(caller, wanted);
      const secret = newSecret(KEY_PREFIX);
      const key = await dataSource.transaction(async (db) => {
        const saved = await db.getRepository(ApiKey).save({
          name: wanted.name.trim(),
          role: wanted.role,
          scopes: [...new Set(wanted.scopes)],
          expiresAt: wanted.expiresAt,
          tokenHash: hashSecret(secret),
          hint: secret.slice(0, hintLength),
          accountId: caller.kind === 'ACCOUNT' ? caller.id : null,
          lastUsedAt: null,
          revokedAt: null,
        });
        const { name, role, scopes } = saved;
        await recordAudit(db, caller, { action: 'KEY_CREATED', subject: name, details: { role, scopes } });
        return saved;
      });
      return { key, secret };
    },
    async revoke(caller, keyId, accountId) {
      const key = await dataSource
        .getRepository(ApiKey)
        .findOneBy({ id: keyId, revokedAt: IsNull(), ...(accountId !== null && { accountId }) });
      if (key === null) throw new NotFoundError('There is no such key, or it was revoked before.', { field: 'id' });
      await dataSource.transaction(async (db) => {
        await db.getRepository(ApiKey).update({ id: keyId }, { revokedAt: new Date() });
        await recordAudit(db, caller, { action: 'KEY_REVOKED', subject: key.name });
      });
      principals.forget();
      return key;
    },
  };
}
