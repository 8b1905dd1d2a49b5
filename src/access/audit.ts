/** The audit trail: what was done with accounts, keys, proposals and the service. */
import type { EntityManager } from 'typeorm';
import type { Caller } from '../caller.js';
import { AuditEvent } from '../store/entities/audit-event.js';

export type AuditedAction =
  | 'ACCOUNT_CREATED'
  | 'ACCOUNT_CHANGED'
  | 'BACKED_UP'
  | 'EXPORTED'
  | 'FEEDBACK_CLOSED'
  | 'ACCOUNT_LINKED'
  | 'INVITED'
  | 'KEY_CREATED'
  | 'KEY_REVOKED'
  | 'KEY_USED'
  | 'PASSWORD_CHANGED'
  | 'PROPOSAL_ACCEPTED'
  | 'PROPOSAL_REJECTED'
  | 'PROPOSAL_WITHDRAWN'
  | 'PROPOSED'
  | 'RESET_CREATED'
  | 'RESTORED'
  | 'SESSION_REVOKED'
  | 'SIGNED_IN'
  | 'SIGNED_OUT'
  | 'SIGN_IN_FAILED';

export interface Audited {
  readonly action: AuditedAction;
  /** What it was done with: an e-mail address, the name of a key, the path of a document. Never a secret. */
  readonly subject?: string;
  readonly details?: Record<string, unknown>;
}

/** @param db of the transaction that does it, so that what is done and what is told of it are one. */
export async function recordAudit(db: EntityManager, caller: Caller, audited: Audited): Promise<void> {
  const { action, subject = null, details = {} } = audited;
  const { kind, id, name, door } = caller;
  await db.getRepository(AuditEvent).insert({
    action,
    callerKind: kind,
    callerId: id,
    callerName: name,
    door,
    subject,
    details: details as Record<string, never>,
  });
}
