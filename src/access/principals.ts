/** Who a secret belongs to: looked up once and then kept for a moment, because the embedded store answers one at a time. */
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import type { Caller, Door } from '../caller.js';
import { Account } from '../store/entities/account.js';
import { ApiKey } from '../store/entities/api-key.js';
import { Session } from '../store/entities/session.js';
import { hashSecret, KEY_PREFIX, SESSION_PREFIX } from './secret.js';

/** What another process changed takes effect here within this time. Milliseconds. */
const keptMs = 10_000;
const mostKept = 10_000;
/** Times of last use are written this often at most. Milliseconds. */
const touchEveryMs = 60_000;

/** A caller without the door, and what belongs to how it was recognised. */
export interface Principal {
  readonly caller: Omit<Caller, 'door'>;
  /** Row of the session, when the caller is signed in with one. */
  readonly sessionId: string | null;
  readonly expiresAt: Date | null;
}

export interface Principals {
  /** Null when the secret is unknown, expired or revoked. */
  find(secret: string, door: Door): Promise<Principal | null>;
  /** Whether somebody administers this library; without, it belongs to the machine. */
  hasAdministrator(): Promise<boolean>;
  /** After a change of accounts, sessions or keys. */
  forget(): void;
}

interface Found {
  readonly principal: Principal | null;
  touchedAt: number;
}

/** @param onFirstUse told of the first use of a key on a day. */
export function createPrincipals(dataSource: DataSource, onFirstUse: (caller: Caller) => Promise<void>): Principals {
  const known = new LRUCache<string, Found>({ max: mostKept, ttl: keptMs });
  let administrated: { readonly answer: boolean; readonly at: number } | null = null;

  // `findOne` would take two statements where it joins; the hash is unique.
  async function ofSession(tokenHash: Buffer): Promise<Found> {
    const [session] = await dataSource
      .getRepository(Session)
      .find({ where: { tokenHash }, relations: { account: true } });
    if (session === undefined || session.account.disabled) return { principal: null, touchedAt: 0 };
    const { id, name, role } = session.account;
    const caller = { kind: 'ACCOUNT', id, name, role, scopes: null } as const;
    return {
      principal: { caller, sessionId: session.id, expiresAt: session.expiresAt },
      touchedAt: session.lastUsedAt.getTime(),
    };
  }

  async function ofKey(tokenHash: Buffer): Promise<Found> {
    const [key] = await dataSource.getRepository(ApiKey).find({ where: { tokenHash }, relations: { account: true } });
    const isUsable = key?.revokedAt === null && key.account?.disabled !== true;
    if (key === undefined || !isUsable) return { principal: null, touchedAt: 0 };
    const { id, name, scopes, expiresAt } = key;
    // A key can do no more than whoever made it, also after that account has lost a role.
    const role = key.account === null ? key.role : lesser(key.role, key.account.role);
    return {
      principal: { caller: { kind: 'KEY', id, name, role, scopes }, sessionId: null, expiresAt },
      touchedAt: key.lastUsedAt?.getTime() ?? 0,
    };
  }

  async function touch(found: Found, tokenHash: Buffer, door: Door): Promise<void> {
    const now = new Date();
    const before = new Date(found.touchedAt);
    if (found.principal === null || now.getTime() - found.touchedAt < touchEveryMs) return;
    found.touchedAt = now.getTime();
    const { caller } = found.principal;
    await dataSource.getRepository(caller.kind === 'KEY' ? ApiKey : Session).update({ tokenHash }, { lastUsedAt: now });
    if (caller.kind === 'KEY' && before.toDateString() !== now.toDateString()) await onFirstUse({ ...caller, door });
  }

  return {
    async find(secret, door) {
      const isKey = secret.startsWith(KEY_PREFIX);
      if (!isKey && !secret.startsWith(SESSION_PREFIX)) return null;
      const tokenHash = hashSecret(secret);
      const name = tokenHash.toString('base64');
      const found = known.get(name) ?? (await (isKey ? ofKey(tokenHash) : ofSession(tokenHash)));
      known.set(name, found);
      const { principal } = found;
      if (principal?.expiresAt != null && principal.expiresAt.getTime() <= Date.now()) return null;
      await touch(found, tokenHash, door);
      return principal;
    },
    async hasAdministrator() {
      if (administrated === null || Date.now() - administrated.at > keptMs) {
        const answer = await dataSource.getRepository(Account).existsBy({ role: 'ADMINISTRATOR', disabled: false });
        administrated = { answer, at: Date.now() };
      }
      return administrated.answer;
    },
    forget() {
      known.clear();
      administrated = null;
    },
  };
}

function lesser(a: Account['role'], b: Account['role']): Account['role'] {
  const order = ['READER', 'CURATOR', 'ADMINISTRATOR'];
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}
