/** Who may do what: the one table of permissions, and the one function that reads it. */
import type { Audience } from '../audience.js';
import { ROLES, type Caller, type KeyScope, type Role } from '../caller.js';
import { ForbiddenError, UnauthenticatedError } from '../errors.js';

interface Permission {
  /** The least role that may; null for everybody, also where the library is closed. */
  readonly role: Role | null;
  /** What an API key must be made for besides. */
  readonly scope: KeyScope;
  /** Completes "You may not …". */
  readonly what: string;
  /** Only somebody with an account. */
  readonly ofAccount?: true;
  /** Nobody unknown, whatever the library shows them. */
  readonly ofKnown?: true;
}

const permissions = {
  'session.open': { role: null, scope: 'READ', what: 'sign in' },
  'account.own': { role: 'READER', scope: 'ADMINISTER', what: 'do this without an account', ofAccount: true },
  'library.read': { role: 'READER', scope: 'READ', what: 'read this library' },
  'ingest.read': { role: 'CURATOR', scope: 'INGEST', what: 'see where documents come from' },
  'ingest.run': { role: 'CURATOR', scope: 'INGEST', what: 'start or stop ingests' },
  'operations.read': { role: 'CURATOR', scope: 'OPERATE', what: 'see how the service runs' },
  'operations.run': { role: 'ADMINISTRATOR', scope: 'OPERATE', what: 'operate the service' },
  'curation.read': { role: 'CURATOR', scope: 'CURATE', what: 'see how the library is curated' },
  'curation.edit': { role: 'CURATOR', scope: 'CURATE', what: 'change the library' },
  'curation.propose': { role: 'READER', scope: 'PROPOSE', what: 'propose changes', ofKnown: true },
  'feedback.give': { role: 'READER', scope: 'PROPOSE', what: 'give feedback' },
  'views.keep': { role: 'READER', scope: 'CURATE', what: 'save views of lists', ofKnown: true },
  'views.share': { role: 'CURATOR', scope: 'CURATE', what: 'share views of lists' },
  'views.manage': { role: 'ADMINISTRATOR', scope: 'CURATE', what: 'change views of others' },
  'demand.read': { role: 'CURATOR', scope: 'CURATE', what: 'see what people search for' },
  'accounts.manage': { role: 'ADMINISTRATOR', scope: 'ADMINISTER', what: 'manage accounts and keys' },
} as const satisfies Readonly<Record<string, Permission>>;

export type Action = keyof typeof permissions;

export const ACTIONS = Object.keys(permissions) as readonly Action[];

/** Whether the caller's role allows the action and, for a key, one of its scopes covers it. */
export function may(caller: Caller, action: Action): boolean {
  const { role, scope, ofAccount, ofKnown }: Permission = permissions[action];
  if (role === null) return true;
  if (caller.role === null || ROLES.indexOf(caller.role) < ROLES.indexOf(role)) return false;
  if (ofAccount === true && caller.kind !== 'ACCOUNT') return false;
  if (ofKnown === true && caller.kind === 'ANONYMOUS') return false;
  return caller.scopes === null || caller.scopes.includes(scope);
}

/** @throws UnauthenticatedError where signing in would help; ForbiddenError saying what is not allowed and, where something can be done about it, what. */
export function authorize(caller: Caller, action: Action): void {
  if (may(caller, action)) return;
  const { what } = permissions[action];
  const remedy = caller.remedy === undefined ? '' : ` ${caller.remedy}`;
  const message = `You may not ${what}.${remedy}`;
  throw caller.canSignIn === true
    ? new UnauthenticatedError(message, { action })
    : new ForbiddenError(message, { action });
}

/**
 * What the caller may see of what curators restricted. A key sees nothing restricted unless it was made to read or to curate:
 * one that may only start ingests has no use for it.
 */
export function audienceOf({ kind, role, scopes }: Caller): Audience {
  const isForReading = scopes === null || scopes.includes('READ') || scopes.includes('CURATE');
  if (kind === 'ANONYMOUS' || role === null || !isForReading) return 'PUBLIC';
  return role === 'READER' ? 'READERS' : 'CURATORS';
}
