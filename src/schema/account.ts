/** API types of accounts, sessions and API keys. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { KEY_SCOPES, ROLES, type Caller, type KeyScope, type Role } from '../caller.js';
import type { Action } from '../access/may.js';
import type { Account } from '../store/entities/account.js';
import type { ApiKey } from '../store/entities/api-key.js';
import type { AuditEvent } from '../store/entities/audit-event.js';
import type { Session } from '../store/entities/session.js';
import { AuditAction, Permission } from './access-enums.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { Door } from './enums.js';
import { AuditFilterInput } from './list-filters.js';

const valuesOf = <Name extends string>(names: readonly Name[]): Record<Name, Name> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

export const RoleEnum = valuesOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What somebody is trusted with; each role may do what those before it may.',
  valuesConfig: {
    READER: { description: 'Reads the library, and proposes changes.' },
    CURATOR: { description: 'Corrects what the library says, and ingests documents.' },
    ADMINISTRATOR: { description: 'Manages accounts and keys, and operates the service.' },
  },
});

export const KeyScopeEnum = valuesOf(KEY_SCOPES);
registerEnumType(KeyScopeEnum, {
  name: 'KeyScope',
  description: 'What an API key may be used for, within what its role allows.',
  valuesConfig: {
    READ: { description: 'Read the library.' },
    PROPOSE: { description: 'Propose changes.' },
    CURATE: { description: 'Change the library, and see reports.' },
    INGEST: { description: 'Start and stop ingests, and see where documents come from.' },
    OPERATE: { description: 'See how the service runs, and operate it.' },
    ADMINISTER: { description: 'Manage accounts and keys.' },
  },
});

export const CallerKindEnum = valuesOf(['ANONYMOUS', 'MACHINE', 'ACCOUNT', 'KEY'] as const);
registerEnumType(CallerKindEnum, {
  name: 'CallerKind',
  description: 'What is known of who sends a request.',
  valuesConfig: {
    ANONYMOUS: { description: 'Nothing.' },
    MACHINE: { description: 'It comes from the machine that the library is on.' },
    ACCOUNT: { description: 'Somebody who has signed in.' },
    KEY: { description: 'A program with an API key.' },
  },
});

@ObjectType('Account', { description: 'Somebody who can sign in.', simpleResolvers: true })
export class AccountType implements Pick<
  Account,
  'email' | 'name' | 'role' | 'disabled' | 'revision' | 'createdAt' | 'updatedAt'
> {
  @Field(() => ID, { description: 'Names the account in mutations.' })
  id!: string;

  @Field(() => String, { description: 'E-mail address, in lower case.' })
  email!: string;

  @Field(() => String, { description: 'As shown to others.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it is trusted with.' })
  role!: Role;

  @Field(() => Boolean, { description: 'It can’t sign in.' })
  disabled!: boolean;

  @Field(() => Int, { description: 'Grows with every change; give it back in one.' })
  revision!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last.' })
  updatedAt!: Date;
}

export const AccountConnection = createConnectionType('Account', () => AccountType);

@ObjectType('Session', { description: 'A browser that is signed in.', simpleResolvers: true })
export class SessionType implements Pick<Session, 'userAgent' | 'createdAt' | 'lastUsedAt' | 'expiresAt'> {
  @Field(() => ID, { description: 'Names the session in mutations.' })
  id!: string;

  @Field(() => String, { description: 'What the browser calls itself.' })
  userAgent!: string;

  @Field(() => GraphQLDateTime, { description: 'When it signed in.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it ends.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'It is the one that asks.' })
  isCurrent!: boolean;
}

export const SessionConnection = createConnectionType('Session', () => SessionType);

@ObjectType('ApiKey', { description: 'A secret that lets a program in.', simpleResolvers: true })
export class ApiKeyType implements Pick<
  ApiKey,
  'name' | 'hint' | 'role' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt'
> {
  @Field(() => ID, { description: 'Names the key in mutations.' })
  id!: string;

  @Field(() => String, { description: 'What it is for, as its maker put it.' })
  name!: string;

  @Field(() => String, { description: 'Its first characters, by which to know it again.' })
  hint!: string;

  @Field(() => RoleEnum, { description: 'What it is trusted with.' })
  role!: Role;

  @Field(() => [KeyScopeEnum], { description: 'What it may be used for.' })
  scopes!: KeyScope[];

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it stops working; null for never.' })
  expiresAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date | null;
}

export const ApiKeyConnection = createConnectionType('ApiKey', () => ApiKeyType);

@ObjectType('AuditEvent', { description: 'One thing that was done with accounts or keys.', simpleResolvers: true })
export class AuditEventType implements Pick<AuditEvent, 'at' | 'action' | 'callerName' | 'door' | 'subject'> {
  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => AuditAction, { description: 'What.' })
  action!: string;

  @Field(() => CallerKindEnum, { description: 'What did it.' })
  callerKind!: Caller['kind'];

  @Field(() => String, { description: 'Who did it.' })
  callerName!: string;

  @Field(() => Door, { description: 'Where the request came in.' })
  door!: Caller['door'];

  @Field(() => String, { nullable: true, description: 'What it was done with: an e-mail address, the name of a key.' })
  subject!: string | null;
}

export const AuditEventConnection = createConnectionType('AuditEvent', () => AuditEventType);

@ArgsType()
export class AuditEventsArguments extends ConnectionArguments {
  @Field(() => AuditFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: AuditFilterInput | null;
}

@ObjectType({ description: 'An identity provider that people sign in with.', simpleResolvers: true })
export class SignInProvider {
  @Field(() => String, { description: 'What its button says.' })
  label!: string;

  @Field(() => String, {
    description: 'Address on this site that leads to it; `?next=` names the address to come back to.',
  })
  path!: string;
}

@ObjectType({ description: 'How one can sign in.', simpleResolvers: true })
export class SignInWays {
  @Field(() => Boolean, { description: 'With an e-mail address and a password.' })
  password!: boolean;

  @Field(() => SignInProvider, { nullable: true, description: 'With an identity provider; null where there is none.' })
  provider!: Pick<SignInProvider, 'label' | 'path'> | null;
}

@ObjectType('Viewer', { description: 'Who asks.', simpleResolvers: true })
export class ViewerType {
  @Field(() => CallerKindEnum, { description: 'What is known of who asks.' })
  kind!: Caller['kind'];

  @Field(() => String, { description: 'As shown in histories.' })
  name!: string;

  @Field(() => RoleEnum, {
    nullable: true,
    description: 'What they are trusted with; null when they may not even read.',
  })
  role!: Role | null;

  @Field(() => [Permission], { description: 'What they may do.' })
  permissions!: Action[];

  @Field(() => Boolean, { description: 'Somebody administers this library; without, it belongs to its machine.' })
  hasAdministrator!: boolean;

  @Field(() => SignInWays, { description: 'How one can sign in here.' })
  signInWays!: Pick<SignInWays, 'password' | 'provider'>;
}
