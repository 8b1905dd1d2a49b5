/** Accounts and API keys, as administrators manage them. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { IssuedLink } from '../access/account-links.js';
import { connect, pageOf, type PageArguments } from '../graphql/connect.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import type { AccountType, ApiKeyType } from '../schema/account.js';
import { AuditEventConnection, AuditEventsArguments, AccountConnection, ApiKeyConnection } from '../schema/account.js';
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
import { type Connection, connectionField, ConnectionArguments } from '../schema/connection.js';
import type { Fields } from '../schema/fields.js';
import { Restricted } from '../schema/restricted.js';
import { auditEventCount, auditEvents, auditLatestFirst, type AuditEventRow } from '../store/queries/audit-events.js';
import {
  apiKeys,
  accountCount,
  accountsByEmail,
  accounts,
  type ApiKeyRow,
  keysNewestFirst,
  apiKeyCount,
  type AccountRow,
} from '../store/queries/accounts.js';
import type { DataSource } from 'typeorm';

export function accountNode({
  id,
  email,
  name,
  role,
  disabled,
  revision,
  createdAt,
  updatedAt,
}: AccountRow): Fields<AccountType> {
  return { id: toGlobalId('Account', id), email, name, role, disabled, revision, createdAt, updatedAt };
}

export function apiKeyNode(key: ApiKeyRow): Fields<ApiKeyType> {
  const { id, name, hint, role, scopes, createdAt, expiresAt, lastUsedAt } = key;
  return { id: toGlobalId('ApiKey', id), name, hint, role, scopes, createdAt, expiresAt, lastUsedAt };
}

/** @param accountId null for the keys of everybody. */
export function connectKeys(
  dataSource: DataSource,
  accountId: string | null,
  given: PageArguments,
): Promise<Connection<Fields<ApiKeyType>>> {
  const list = { name: 'apiKeys', of: accountId ?? '', order: keysNewestFirst };
  return connect(
    list,
    pageOf(list, given),
    async (page) => (await apiKeys(dataSource, accountId, page)).map((row) => ({ ...row, ...apiKeyNode(row) })),
    () => apiKeyCount(dataSource, accountId),
  );
}

function issued({ secret, expiresAt }: IssuedLink): Fields<AccessLinkPayload> {
  return { path: `/join?link=${secret}`, expiresAt };
}

@Resolver()
export class AccountResolver {
  @Restricted('accounts.manage')
  @Query(() => AccountConnection, connectionField('Every account, by e-mail address.'))
  accounts(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<Fields<AccountType>>> {
    const list = { name: 'accounts', order: accountsByEmail };
    return connect(
      list,
      pageOf(list, given),
      async (page) => (await accounts(dataSource, page)).map((row) => ({ ...row, ...accountNode(row) })),
      () => accountCount(dataSource),
    );
  }

  @Restricted('accounts.manage')
  @Query(() => ApiKeyConnection, connectionField('Every API key that was not revoked, newest first.'))
  apiKeys(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { dataSource }: RequestContext,
  ): Promise<Connection<Fields<ApiKeyType>>> {
    return connectKeys(dataSource, null, given);
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
