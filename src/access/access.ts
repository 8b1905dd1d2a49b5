/** Accounts, sessions and keys of one library, as the rest of the program uses them. */
import type { DataSource } from 'typeorm';
import type { Logger } from '../logger.js';
import type { SignInSettings } from '../sign-in-settings.js';
import { createAccessTokens, type AccessTokens } from './access-tokens.js';
import { createAccounts, type Accounts } from './accounts.js';
import type { FeedbackSetting } from '../config.js';
import { createApiKeys, type ApiKeys } from './api-keys.js';
import { recordAudit } from './audit.js';
import { createFeedbackGate, type FeedbackGate } from './feedback-gate.js';
import { createIdentityProvider } from './identity-provider.js';
import { createPasswords } from './passwords.js';
import { createPrincipals, type Principals } from './principals.js';
import { createProviderSignIn, type ProviderSignIn } from './provider-sign-in.js';
import { createSessions, type Sessions } from './sessions.js';
import { createThrottle } from './throttle.js';

export interface Access {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  readonly principals: Principals;
  /** Whether accounts may sign in with a password. */
  readonly passwordSignIn: boolean;
  /** Null where nobody signs in with an identity provider. */
  readonly providerSignIn: ProviderSignIn | null;
  /** Null likewise. */
  readonly tokens: AccessTokens | null;
  readonly feedback: FeedbackGate;
}

export interface AccessSettings {
  readonly signIn: SignInSettings;
  readonly feedback: FeedbackSetting;
}

export function createAccess(dataSource: DataSource, { signIn, feedback }: AccessSettings, logger: Logger): Access {
  const principals = createPrincipals(dataSource, (caller) =>
    recordAudit(dataSource.manager, caller, { action: 'KEY_USED', subject: caller.name }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the first use of a key could not be written down');
    }),
  );
  const parts = { dataSource, principals, passwords: createPasswords(signIn.password) };
  const sessions = createSessions(parts, createThrottle());
  const provider = signIn.oidc === undefined ? null : createIdentityProvider(signIn.oidc, logger);
  return {
    accounts: createAccounts(parts),
    sessions,
    keys: createApiKeys(parts),
    principals,
    passwordSignIn: signIn.password,
    providerSignIn: provider && createProviderSignIn({ dataSource, provider, principals, sessions }),
    tokens: provider && createAccessTokens(dataSource, provider),
    feedback: createFeedbackGate(feedback),
  };
}
