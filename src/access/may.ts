/** Who may do what: the one table of permissions, and the one function that reads it. */
import { ROLES, type Caller, type KeyScope, type Role } from '../caller.js';
import { ForbiddenError } from '../errors.js';

interface Permission {
  /** The least role that may. */
  readonly role: Role;
  /** What an API key must be made for besides. */
  readonly scope: KeyScope;
  /** Completes "You may not …". */
  readonly what: string;
}

const permissions = {
  'library.read': { role: 'READER', scope: 'READ', what: 'read this library' },
  'ingest.read': { role: 'CURATOR', scope: 'INGEST', what: 'see where documents come from' },
  'ingest.run': { role: 'CURATOR', scope: 'INGEST', what: 'start or stop ingests' },
  'operations.read': { role: 'CURATOR', scope: 'OPERATE', what: 'see how the service runs' },
  'operations.run': { role: 'ADMINISTRATOR', scope: 'OPERATE', what: 'operate the service' },
  'curation.read': { role: 'CURATOR', scope: 'CURATE', what: 'see how the library is curated' },
  'curation.edit': { role: 'CURATOR', scope: 'CURATE', what: 'change the library' },
  'curation.propose': { role: 'READER', scope: 'PROPOSE', what: 'propose changes' },
  'demand.read': { role: 'CURATOR', scope: 'CURATE', what: 'see what people search for' },
  'accounts.manage': { role: 'ADMINISTRATOR', scope: 'ADMINISTER', what: 'manage accounts and keys' },
} as const satisfies Readonly<Record<string, Permission>>;

export type Action = keyof typeof permissions;

export const ACTIONS = Object.keys(permissions) as readonly Action[];

/** Whether the caller's role allows the action and, for a key, one of its scopes covers it. */
export function may(caller: Caller, action: Action): boolean {
  const { role, scope } = permissions[action];
  if (caller.role === null || ROLES.indexOf(caller.role) < ROLES.indexOf(role)) return false;
  return caller.scopes === null || caller.scopes.includes(scope);
}

/** @throws ForbiddenError saying what is not allowed and, where something can be done about it, what. */
export function authorize(caller: Caller, action: Action): void {
  if (may(caller, action)) return;
  const { what } = permissions[action];
  const remedy = caller.remedy === undefined ? '' : ` ${caller.remedy}`;
  throw new ForbiddenError(`You may not ${what}.${remedy}`, { action });
}
