/** API types of what changes accounts, keys and sessions. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { KeyScope, Role } from '../caller.js';
import type { LinkPurpose } from '../store/entities/access-link.js';
import { AccessLinkPurpose } from './access-enums.js';
import { AccountType, ApiKeyType, KeyScopeEnum, RoleEnum } from './account.js';
import { createPayloadType, KeyedInput } from './payload.js';

@ObjectType({ description: 'A link that works once.', simpleResolvers: true })
export class AccessLinkPayload {
  @Field(() => String, { description: 'Address on this site, to be sent to whom it is for. It is not shown again.' })
  path!: string;

  @Field(() => GraphQLDateTime, { description: 'When it stops working.' })
  expiresAt!: Date;
}

@ObjectType('AccessLink', { description: 'A link that works once, and still does.', simpleResolvers: true })
export class AccessLinkType {
  @Field(() => AccessLinkPurpose, { description: 'What it is for.' })
  purpose!: LinkPurpose;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address of the account that it makes or is for; null if that is still to be said.',
  })
  email!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When it stops working.' })
  expiresAt!: Date;
}

@ObjectType({ description: 'A key that was just made.', simpleResolvers: true })
export class CreateApiKeyPayload {
  @Field(() => ApiKeyType, { description: 'The key, as it is listed.' })
  key!: ApiKeyType;

  @Field(() => String, { description: 'What programs send as `Authorization: Bearer …`. It is not shown again.' })
  secret!: string;
}

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'E-mail address of the account.' })
  email!: string;

  @Field(() => String, { description: 'Its password.' })
  password!: string;
}

@InputType({ description: 'What somebody does with a link that works once.' })
export class RedeemLinkInput {
  @Field(() => String, { description: 'The secret in the link.' })
  secret!: string;

  @Field(() => String, { description: 'The new password, 12 to 256 characters.' })
  password!: string;

  @Field(() => String, { nullable: true, description: 'Name of a new account.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of a new account, unless the link says it.' })
  email?: string | null;
}

@InputType({ description: 'Who is invited.' })
export class InviteAccountInput extends KeyedInput {
  @Field(() => String, { description: 'E-mail address of the new account.' })
  email!: string;

  @Field(() => RoleEnum, { description: 'What it will be trusted with.' })
  role!: Role;
}

@InputType({ description: 'What changes of an account; what is left out stays.' })
export class UpdateAccountInput {
  @Field(() => ID, { description: 'The `id` of an `Account`.' })
  id!: string;

  @Field(() => Int, { description: '`revision` as it was seen. `CONFLICT` if somebody changed it since.' })
  expectedRevision!: number;

  @Field(() => RoleEnum, { nullable: true, description: 'What it is trusted with.' })
  role?: Role | null;

  @Field(() => Boolean, { nullable: true, description: 'It can’t sign in, and is signed out everywhere.' })
  disabled?: boolean | null;

  @Field(() => String, { nullable: true, description: 'As shown to others.' })
  name?: string | null;
}

@InputType({ description: 'One’s own password, and the one to have instead.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is.' })
  current!: string;

  @Field(() => String, { description: 'The new password, 12 to 256 characters.' })
  next!: string;
}

@InputType({ description: 'What a new key may do.' })
export class CreateApiKeyInput extends KeyedInput {
  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it is trusted with; at most one’s own role.' })
  role!: Role;

  @Field(() => [KeyScopeEnum], { description: 'What it may be used for.' })
  scopes!: KeyScope[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it stops working; never if it is left out.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'Whose password is reset.' })
export class CreatePasswordResetInput extends KeyedInput {
  @Field(() => ID, { description: 'The `id` of an `Account`.' })
  accountId!: string;
}

@InputType({ description: 'Which key stops working.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The `id` of an `ApiKey`.' })
  id!: string;
}

@InputType({ description: 'Which session ends.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The `id` of a `Session`.' })
  id!: string;
}

@ObjectType({ description: 'A session that has ended.', simpleResolvers: true })
export class RevokeSessionPayload {
  @Field(() => ID, { description: 'Its `id`.' })
  id!: string;
}

@ObjectType({ description: 'What became of signing out.', simpleResolvers: true })
export class SignOutPayload {
  @Field(() => Boolean, { description: 'Whether anybody was signed in.' })
  wasSignedIn!: boolean;
}

@ObjectType({ description: 'A password that was changed.', simpleResolvers: true })
export class ChangePasswordPayload {
  @Field(() => AccountType, { description: 'Whose it is.' })
  account!: AccountType;
}

export const UpdateAccountPayload = createPayloadType(
  'UpdateAccount',
  { name: 'account', type: () => AccountType },
  { payload: 'An account that was changed.', field: 'The account.' },
);

export const RevokeApiKeyPayload = createPayloadType(
  'RevokeApiKey',
  { name: 'key', type: () => ApiKeyType },
  { payload: 'A key that stopped working.', field: 'The key.' },
);

export const SignInPayload = createPayloadType(
  'SignIn',
  { name: 'account', type: () => AccountType },
  { payload: 'Who has signed in.', field: 'Their account.' },
);

export const RedeemLinkPayload = createPayloadType(
  'RedeemLink',
  { name: 'account', type: () => AccountType },
  { payload: 'Whose link was used.', field: 'The account.' },
);
