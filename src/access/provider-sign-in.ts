/** Signing in with an identity provider: the browser is sent there and comes back, once and within a few minutes. */
import { LessThan, type DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { DomainError, UnauthenticatedError } from '../errors.js';
import { SignInAttempt } from '../store/entities/sign-in-attempt.js';
import type { Account } from '../store/entities/account.js';
import { recordAudit } from './audit.js';
import type { IdentityProvider, ProviderIdentity, SignInChecks } from './identity-provider.js';
import type { Principals } from './principals.js';
import { admit } from './provider-accounts.js';
import { ATTEMPT_PREFIX, hashSecret, newSecret } from './secret.js';
import type { Sessions, StartedSession } from './sessions.js';

/** Where the browser begins; it comes back to `callback` below it. */
export const PROVIDER_PATH = '/sign-in/provider';

/** How long somebody may take to sign in there. Milliseconds. */
const attemptLasts = 10 * 60_000;

export interface StartedAttempt {
  /** Of the provider. */
  readonly address: string;
  /** For a cookie of this browser: nobody else can finish what it began. */
  readonly secret: string;
  readonly expiresAt: Date;
}

export interface Return {
  /** That the browser came back to, with its query. */
  readonly address: URL;
  /** From the browser's cookie. */
  readonly secret: string | undefined;
  readonly userAgent: string;
}

export interface ProviderSignIn {
  /** What the button says. */
  readonly label: string;
  /**
   * @param next where to go on afterwards, on this site.
   * @throws IdentityProviderUnavailableError
   */
  begin(next: string, redirectUri: string): Promise<StartedAttempt>;
  /** @throws UnauthenticatedError, ForbiddenError, IdentityProviderUnavailableError */
  finish(caller: Caller, back: Return): Promise<{ readonly session: StartedSession; readonly next: string }>;
}

export interface ProviderSignInParts {
  readonly dataSource: DataSource;
  readonly provider: IdentityProvider;
  readonly principals: Principals;
  readonly sessions: Sessions;
}

export function createProviderSignIn({
  dataSource,
  provider,
  principals,
  sessions,
}: ProviderSignInParts): ProviderSignIn {
  /** Takes the attempt away: a return counts once. @throws UnauthenticatedError */
  async function take({ address, secret }: Return): Promise<{ checks: SignInChecks; next: string }> {
    const state = address.searchParams.get('state') ?? '';
    const attempts = dataSource.getRepository(SignInAttempt);
    const mark = { stateHash: hashSecret(state), browserHash: hashSecret(secret ?? '') };
    const attempt = await attempts.findOneBy(mark);
    const taken = attempt === null ? 0 : ((await attempts.delete({ id: attempt.id })).affected ?? 0);
    if (attempt === null || taken === 0 || attempt.expiresAt.getTime() <= Date.now()) {
      throw new UnauthenticatedError(
        'This sign-in was not begun in this browser, took too long, or was used already. Start again.',
      );
    }
    return { checks: { state, nonce: attempt.nonce, codeVerifier: attempt.codeVerifier }, next: attempt.next };
  }

  async function accountOf(caller: Caller, address: URL, checks: SignInChecks): Promise<Account> {
    let identity: ProviderIdentity | undefined;
    try {
      identity = await provider.identify(address, checks);
      return await admit(dataSource, caller, identity, provider.settings);
    } catch (error) {
      if (error instanceof DomainError) {
        const { issuer } = provider.settings;
        await recordAudit(dataSource.manager, caller, {
          action: 'SIGN_IN_FAILED',
          ...(identity?.email != null && { subject: identity.email.slice(0, 254) }),
          details: { issuer, code: error.code, reason: error.message },
        });
      }
      throw error;
    } finally {
      principals.forget();
    }
  }

  return {
    label: provider.settings.label,
    async begin(next, redirectUri) {
      const checks = provider.newChecks();
      const address = await provider.addressFor(checks, redirectUri);
      const secret = newSecret(ATTEMPT_PREFIX);
      const expiresAt = new Date(Date.now() + attemptLasts);
      const attempts = dataSource.getRepository(SignInAttempt);
      await attempts.delete({ expiresAt: LessThan(new Date()) });
      await attempts.insert({
        stateHash: hashSecret(checks.state),
        browserHash: hashSecret(secret),
        codeVerifier: checks.codeVerifier,
        nonce: checks.nonce,
        next,
        expiresAt,
      });
      return { address, secret, expiresAt };
    },
    async finish(caller, back) {
      const { checks, next } = await take(back);
      const account = await accountOf(caller, back.address, checks);
      const details = { issuer: provider.settings.issuer };
      return { session: await sessions.start(caller, account, back.userAgent, details), next };
    },
  };
}
