/** Enumerations of who may do what, and of what was done. */
import { registerEnumType } from 'type-graphql';
import type { AuditedAction } from '../access/audit.js';
import type { Action } from '../access/may.js';
import type { LinkPurpose } from '../store/entities/access-link.js';
import type { Enumeration } from './enums.js';

const auditTexts: Readonly<Record<AuditedAction, string>> = {
  ACCOUNT_CREATED: 'Somebody made an account with a link.',
  ACCOUNT_CHANGED: 'Role, name or access of an account was changed.',
  ACCOUNT_LINKED: 'An account was linked with an identity provider.',
  BACKED_UP: 'A backup was written.',
  EXPORTED: 'Curation, judgements, documents or questions were handed out.',
  FEEDBACK_CLOSED: 'Feedback was closed.',
  INVITED: 'A link to make an account was issued.',
  KEY_CREATED: 'An API key was made.',
  KEY_REVOKED: 'An API key stopped working.',
  KEY_USED: 'An API key was used, noted once a day.',
  PASSWORD_CHANGED: 'A password was changed.',
  PROPOSAL_ACCEPTED: 'A proposal was accepted.',
  PROPOSAL_REJECTED: 'A proposal was rejected.',
  PROPOSAL_WITHDRAWN: 'A proposal was withdrawn.',
  PROPOSED: 'A proposal was made.',
  RESET_CREATED: 'A link to set a new password was issued.',
  RESTORED: 'A backup was restored.',
  SESSION_REVOKED: 'A session was ended from elsewhere.',
  SIGNED_IN: 'Somebody signed in.',
  SIGNED_OUT: 'Somebody signed out.',
  SIGN_IN_FAILED: 'Somebody tried to sign in, and failed.',
};
export const AuditAction = Object.fromEntries(
  Object.keys(auditTexts).map((name) => [name, name]),
) as Enumeration<AuditedAction>;
registerEnumType(AuditAction, {
  name: 'AuditAction',
  description: 'What was done with accounts, keys, proposals and the service.',
  valuesConfig: Object.fromEntries(Object.entries(auditTexts).map(([name, description]) => [name, { description }])),
});

/** As the API writes an action: names of GraphQL have no dots. */
type PermissionName<Name extends string> = Name extends `${infer Noun}.${infer Verb}`
  ? `${Uppercase<Noun>}_${Uppercase<Verb>}`
  : never;

export const Permission: { readonly [Name in Action as PermissionName<Name>]: Name } = {
  SESSION_OPEN: 'session.open',
  ACCOUNT_OWN: 'account.own',
  LIBRARY_READ: 'library.read',
  INGEST_READ: 'ingest.read',
  INGEST_RUN: 'ingest.run',
  OPERATIONS_READ: 'operations.read',
  OPERATIONS_RUN: 'operations.run',
  CURATION_READ: 'curation.read',
  CURATION_EDIT: 'curation.edit',
  CURATION_PROPOSE: 'curation.propose',
  FEEDBACK_GIVE: 'feedback.give',
  VIEWS_KEEP: 'views.keep',
  VIEWS_SHARE: 'views.share',
  VIEWS_MANAGE: 'views.manage',
  DEMAND_READ: 'demand.read',
  ACCOUNTS_MANAGE: 'accounts.manage',
};
registerEnumType(Permission, {
  name: 'Permission',
  description: 'What callers may do.',
  valuesConfig: {
    SESSION_OPEN: { description: 'Sign in.' },
    ACCOUNT_OWN: { description: 'See and change what belongs to their own account.' },
    LIBRARY_READ: { description: 'Read the library.' },
    INGEST_READ: { description: 'See where documents come from.' },
    INGEST_RUN: { description: 'Start and stop ingests.' },
    OPERATIONS_READ: { description: 'See how the service runs.' },
    OPERATIONS_RUN: { description: 'Operate the service.' },
    CURATION_READ: { description: 'See how the library is curated.' },
    CURATION_EDIT: { description: 'Change the library.' },
    CURATION_PROPOSE: { description: 'Propose changes.' },
    FEEDBACK_GIVE: { description: 'Say that something is wrong.' },
    VIEWS_KEEP: { description: 'Save views of lists for themselves.' },
    VIEWS_SHARE: { description: 'Share saved views.' },
    VIEWS_MANAGE: { description: 'Change and delete saved views of others.' },
    DEMAND_READ: { description: 'See what people search for.' },
    ACCOUNTS_MANAGE: { description: 'Manage accounts and keys.' },
  },
});

const purposeTexts: Readonly<Record<LinkPurpose, string>> = {
  FIRST_ADMINISTRATOR: 'Makes the account of the first administrator.',
  INVITATION: 'Makes an account for somebody who was invited.',
  RESET: 'Sets a new password.',
};
export const AccessLinkPurpose = Object.fromEntries(
  Object.keys(purposeTexts).map((name) => [name, name]),
) as Enumeration<LinkPurpose>;
registerEnumType(AccessLinkPurpose, {
  name: 'AccessLinkPurpose',
  description: 'What a link that works once is for.',
  valuesConfig: Object.fromEntries(Object.entries(purposeTexts).map(([name, description]) => [name, { description }])),
});
