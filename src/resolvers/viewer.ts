/** Who asks: signing in and out, and what belongs to one's own account. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Args } from 'type-graphql';
import { ACTIONS, may } from '../access/may.js';
import { PROVIDER_PATH } from '../access/provider-sign-in.js';
import type { StartedSession } from '../access/sessions.js';
import type { Peer } from '../caller.js';
import { BadInputError, ForbiddenError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { keyOfType } from '../graphql/node-id.js';
import type { ApiKeyType, SessionType } from '../schema/account.js';
import { AccountType, ViewerType, ApiKeyConnection, SessionConnection } from '../schema/account.js';
import {
  AccessLinkType,
  ChangePasswordInput,
  ChangePasswordPayload,
  RedeemLinkInput,
  RedeemLinkPayload,
  RevokeSessionInput,
  RevokeSessionPayload,
  SignInInput,
  SignInPayload,
  SignOutPayload,
} from '../schema/account-changes.js';
import { Restricted } from '../schema/restricted.js';
import type { Account } from '../store/entities/account.js';
import type { Fields } from '../schema/fields.js';
import { accountNode, connectKeys } from './account.js';
import { pageOf, connect } from '../graphql/connect.js';
import { sessionsNewestFirst, type SessionRow, sessionCount, sessions } from '../store/queries/accounts.js';
import { connectionField, ConnectionArguments, type Connection } from '../schema/connection.js';
import type { Keyed } from '../store/keyset.js';

/**
 * What a browser sends from a page of this service. Another site could otherwise sign somebody in as somebody else.
 * @throws BadInputError, ForbiddenError
 */
function browserOf({ peer }: RequestContext): Peer {
  if (peer === undefined) throw new BadInputError('Sign in over HTTP; here, send an API key instead.', {});
  if (!peer.isSameOrigin) throw new ForbiddenError('Sign in from a page of this service.', {});
  return peer;
}

async function enter(peer: Peer, session: StartedSession, { access, caller }: RequestContext): Promise<Account> {
  if (peer.sessionId !== null) await access.sessions.end(caller, peer.sessionId);
  peer.keepSession(session.secret, session.expiresAt);
  return session.account;
}

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Restricted('session.open')
  @Query(() => ViewerType, { description: 'Who asks, and what they may do.' })
  async viewer(@Ctx() { caller, access }: RequestContext): Promise<Fields<ViewerType>> {
    const { kind, name, role } = caller;
    const permissions = ACTIONS.filter((action) => may(caller, action));
    const provider = access.providerSignIn && { label: access.providerSignIn.label, path: PROVIDER_PATH };
    const signInWays = { password: access.passwordSignIn, provider };
    return { kind, name, role, permissions, hasAdministrator: await access.principals.hasAdministrator(), signInWays };
  }

  @FieldResolver(() => AccountType, { nullable: true, description: 'Their account, when they have signed in.' })
  async account(@Ctx() { caller, access }: RequestContext): Promise<Fields<AccountType> | null> {
    return caller.kind === 'ACCOUNT' && caller.id !== null ? accountNode(await access.accounts.get(caller.id)) : null;
  }

  @Restricted('account.own')
  @FieldResolver(
    () => SessionConnection,
    connectionField('Browsers that are signed in with their account, newest first.'),
  )
  sessions(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { caller, dataSource, peer }: RequestContext,
  ): Promise<Connection<Fields<SessionType>>> {
    const accountId = caller.id ?? '';
    const list = { name: 'sessions', of: accountId, order: sessionsNewestFirst };
    const nodeOf = ({ id, ...row }: Keyed<SessionRow>) => ({
      ...row,
      id: toGlobalId('Session', id),
      isCurrent: id === peer?.sessionId,
    });
    return connect(
      list,
      pageOf(list, given),
      async (page) => (await sessions(dataSource, accountId, page)).map(nodeOf),
      () => sessionCount(dataSource, accountId),
    );
  }

  @Restricted('account.own')
  @FieldResolver(() => ApiKeyConnection, connectionField('API keys that they made, newest first.'))
  apiKeys(
    @Args(() => ConnectionArguments) given: ConnectionArguments,
    @Ctx() { caller, dataSource }: RequestContext,
  ): Promise<Connection<Fields<ApiKeyType>>> {
    return connectKeys(dataSource, caller.id, given);
  }

  @Restricted('session.open')
  @Query(() => AccessLinkType, {
    nullable: true,
    description: 'What a link that works once is for; null if it is invalid, expired or already used.',
  })
  accessLink(
    @Arg('secret', () => String, { description: 'The secret in the link.' }) secret: string,
    @Ctx() { access }: RequestContext,
  ): Promise<Fields<AccessLinkType> | null> {
    return access.accounts.look(secret);
  }

  @Restricted('session.open')
  @Mutation(() => SignInPayload, { description: 'Signs in; the answer sets a cookie.' })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) { email, password }: SignInInput,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly account: Fields<AccountType> }> {
    const peer = browserOf(context);
    const { address, userAgent } = peer;
    const session = await context.access.sessions.signIn(context.caller, { email, password, address, userAgent });
    return { account: accountNode(await enter(peer, session, context)) };
  }

  @Restricted('session.open')
  @Mutation(() => SignOutPayload, { description: 'Signs out.' })
  async signOut(@Ctx() { access, caller, peer }: RequestContext): Promise<Fields<SignOutPayload>> {
    peer?.dropSession();
    if (peer?.sessionId == null) return { wasSignedIn: false };
    await access.sessions.end(caller, peer.sessionId);
    return { wasSignedIn: true };
  }

  @Restricted('session.open')
  @Mutation(() => RedeemLinkPayload, {
    description: 'Uses a link that works once: makes an account, or sets a new password. Over HTTP it also signs in.',
  })
  async redeemLink(
    @Arg('input', () => RedeemLinkInput, { description: 'The link’s secret, and what to do with it.' })
    { secret, password, name, email }: RedeemLinkInput,
    @Ctx() context: RequestContext,
  ): Promise<{ readonly account: Fields<AccountType> }> {
    const { access, caller, peer } = context;
    if (peer !== undefined) browserOf(context);
    const redemption = { secret, password, name: name ?? undefined, email: email ?? undefined };
    const account = await access.accounts.redeem(caller, redemption);
    if (peer !== undefined) await enter(peer, await access.sessions.start(caller, account, peer.userAgent), context);
    return { account: accountNode(account) };
  }

  @Restricted('account.own')
  @Mutation(() => ChangePasswordPayload, { description: 'Changes one’s own password and signs out everywhere else.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput,
    @Ctx() { access, caller, peer }: RequestContext,
  ): Promise<Fields<ChangePasswordPayload>> {
    return { account: accountNode(await access.accounts.changePassword(caller, input, peer?.sessionId ?? null)) };
  }

  @Restricted('account.own')
  @Mutation(() => RevokeSessionPayload, { description: 'Ends one of one’s own sessions.' })
  async revokeSession(
    @Arg('input', () => RevokeSessionInput, { description: 'Which one.' }) { id }: RevokeSessionInput,
    @Ctx() { access, caller }: RequestContext,
  ): Promise<Fields<RevokeSessionPayload>> {
    await access.sessions.revoke(caller, caller.id ?? '', keyOfType(id, 'Session'));
    return { id };
  }
}
