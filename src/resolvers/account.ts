/** Accounts and API keys, as administrators manage them. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { IssuedLink } from '../access/accounts.js';
import { connect, pageOf } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import { AccountType, ApiKeyType, AuditEventConnection, AuditEventsArguments } from '../schema/account.js';
import {
  AccessLinkPayload,
  CreateApiKeyPayload,
  CreateApiKeyInput,
  CreatePasswordResetInput,
  InviteAccountInput,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
  UpdateAccountInput,
  UpdateAccountPayload,
} from '../schema/account-changes.js';
import { type Connection, connectionField } from '../schema/connection.js';
import type { Fields } from '../schema/fields.js';
import { Restricted } from '../schema/restricted.js';
import type { Account } from '../store/entities/account.js';
import type { ApiKey } from '../store/entities/api-key.js';
import { auditEventCount, auditEvents, auditLatestFirst, type AuditEventRow } from '../store/queries/audit-events.js';

export function accountNode({
  id,
  email,
  name,
  role,
  disabled,
  revision,
  createdAt,
  updatedAt,
}: Account): Fields<AccountType> {
  return { id: toGlobalId('Account', id), email, name, role, disabled, revision, createdAt, updatedAt };
}

export function apiKeyNode(key: ApiKey): Fields<ApiKeyType> {
  const { id, name, hint, role, scopes, createdAt, expiresAt, lastUsedAt } = key;
  return { id: toGlobalId('ApiKey', id), name, hint, role, scopes, createdAt, expiresAt, lastUsedAt };
}

function issued({ secret, expiresAt }: IssuedLink): Fields<AccessLinkPayload> {
  return { path: `/join?link=${secret}`, expiresAt };
}

@Resolver()
export class AccountResolver {
  @Restricted('accounts.manage')
  @Query(() => [AccountType], { description: 'Every account, by e-mail address.' })
  async accounts(@Ctx() { access }: RequestContext): Promise<Fields<AccountType>[]> {
    return (await access.accounts.list()).map(accountNode);
  }

  @Restricted('accounts.manage')
  @Query(() => [ApiKeyType], { description: 'Every API key that was not revoked, newest first.' })
  async apiKeys(@Ctx() { access }: RequestContext): Promise<Fields<ApiKeyType>[]> {
    return (await access.keys.list(null)).map(apiKeyNode);
  }

  @Restricted('accounts.manage')
  @Query(() => AuditEventConnection, connectionField('What was done with accounts and keys, latest first.'))
  auditEvents(
    @Args(() => AuditEventsArguments) { filter, ...given }: AuditEventsArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<AuditEventRow>> {
    const list = { name: 'auditEvents', order: auditLatestFirst };
    return connect(
      list,
      pageOf(list, given),
      (page) => auditEvents(dataSource, filter ?? {}, page),
      () => auditEventCount(dataSource, filter ?? {}),
    );
  }

  @Restricted('accounts.manage')
  @Mutation(() => AccessLinkPayload, {
    description: 'A new link with which somebody becomes the first administrator; links made before stop working.',
  })
  async createFirstAdministratorLink(@Ctx() { access }: RequestContext): Promise<Fields<AccessLinkPayload>> {
    return issued(await access.accounts.linkForFirstAdministrator());
  }

  @Restricted('accounts.manage')
  @Mutation(() => AccessLinkPayload, { description: 'A link with which somebody makes an account.' })
  async inviteAccount(
    @Arg('input', () => InviteAccountInput, { description: 'Who is invited.' }) input: InviteAccountInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<Fields<AccessLinkPayload>> {
    return issued(await access.accounts.invite(caller, input));
  }

  @Restricted('accounts.manage')
  @Mutation(() => AccessLinkPayload, { description: 'A link with which somebody sets a new password.' })
  async createPasswordReset(
    @Arg('input', () => CreatePasswordResetInput, { description: 'Whose password.' })
    { accountId }: CreatePasswordResetInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<Fields<AccessLinkPayload>> {
    return issued(await access.accounts.linkForReset(caller, keyOfType(accountId, 'Account')));
  }

  @Restricted('accounts.manage')
  @Mutation(() => UpdateAccountPayload, { description: 'Changes an account; there is always an administrator left.' })
  async updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'What changes.' })
    { id, expectedRevision, role, disabled, name }: UpdateAccountInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<{ readonly account: Fields<AccountType> }> {
    const change = {
      expectedRevision,
      role: role ?? undefined,
      disabled: disabled ?? undefined,
      name: name ?? undefined,
    };
    return { account: accountNode(await access.accounts.change(caller, keyOfType(id, 'Account'), change)) };
  }

  @Restricted('accounts.manage')
  @Mutation(() => CreateApiKeyPayload, { description: 'Makes an API key; its secret is shown this once.' })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'What it may do.' })
    { name, role, scopes, expiresAt }: CreateApiKeyInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<Fields<CreateApiKeyPayload>> {
    const { key, secret } = await access.keys.create(caller, { name, role, scopes, expiresAt: expiresAt ?? null });
    return { key: apiKeyNode(key), secret };
  }

  @Restricted('accounts.manage')
  @Mutation(() => RevokeApiKeyPayload, { description: 'Makes an API key stop working, at once.' })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which one.' }) { id }: RevokeApiKeyInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<{ readonly key: Fields<ApiKeyType> }> {
    return { key: apiKeyNode(await access.keys.revoke(caller, keyOfType(id, 'ApiKey'), null)) };
  }
}
