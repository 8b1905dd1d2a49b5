/** Settings of signing in: with a password, and with an identity provider by OpenID Connect. */
import type { z } from 'zod';
import type { Role } from './caller.js';
import { flagOf, namesOf, optionalText } from './setting-kinds.js';

/** Stands for everybody whom the provider lets in. */
export const EVERYBODY = '*';

export interface OidcSettings {
  /** As the provider names itself; discovery begins here. */
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly clientSecret?: string;
  readonly scope: string;
  /** What the button says. */
  readonly label: string;
  /** Claim that lists the groups of somebody. */
  readonly groupsClaim: string;
  /** Groups that get each role; `*` for everybody. */
  readonly groups: Readonly<Record<Role, readonly string[]>>;
}

export interface SignInSettings {
  /** Accounts of this library may sign in with a password. */
  readonly password: boolean;
  /** Absent: nobody signs in with a provider. */
  readonly oidc?: OidcSettings;
}

/** A provider without TLS could be anybody, except on this machine. */
function isSafeIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && search === '' && hash === '';
}

export const signInEnvironment = {
  PASSWORD_SIGN_IN: flagOf(true),
  OIDC_ISSUER: optionalText.refine((value) => value === undefined || isSafeIssuer(value), {
    error: 'must be a URL such as https://login.example.com/realm; http is for loopback addresses only',
  }),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_SCOPE: optionalText.refine((value) => value === undefined || value.split(/\s+/).includes('openid'), {
    error: 'must be scopes separated by spaces, openid among them',
  }),
  OIDC_LABEL: optionalText.refine((value) => value === undefined || value.length <= 60, {
    error: 'must have 60 characters at most',
  }),
  OIDC_GROUPS_CLAIM: optionalText,
  OIDC_READERS: namesOf,
  OIDC_CURATORS: namesOf,
  OIDC_ADMINISTRATORS: namesOf,
};

type SignInEnvironment = z.output<z.ZodObject<typeof signInEnvironment>>;

export function checkSignIn(env: SignInEnvironment, context: z.RefinementCtx): void {
  const complain = (name: keyof SignInEnvironment, message: string): void => {
    context.addIssue({ code: 'custom', path: [name], message });
  };
  if (env.OIDC_ISSUER !== undefined && env.OIDC_CLIENT_ID === undefined) {
    complain('OIDC_CLIENT_ID', 'must be what the provider of OIDC_ISSUER knows this service by');
  }
  if (env.OIDC_ISSUER === undefined && env.OIDC_CLIENT_ID !== undefined) {
    complain('OIDC_ISSUER', 'must be set when OIDC_CLIENT_ID is');
  }
  if (env.OIDC_ISSUER === undefined && !env.PASSWORD_SIGN_IN) {
    complain('OIDC_ISSUER', 'must be set when PASSWORD_SIGN_IN is false; nobody could sign in');
  }
}

export function signInSettingsOf(env: SignInEnvironment): SignInSettings {
  const password = env.PASSWORD_SIGN_IN;
  if (env.OIDC_ISSUER === undefined || env.OIDC_CLIENT_ID === undefined) return Object.freeze({ password });
  const readers = env.OIDC_READERS.length === 0 ? [EVERYBODY] : env.OIDC_READERS;
  return Object.freeze({
    password,
    oidc: Object.freeze({
      issuer: env.OIDC_ISSUER,
      clientId: env.OIDC_CLIENT_ID,
      ...(env.OIDC_CLIENT_SECRET !== undefined && { clientSecret: env.OIDC_CLIENT_SECRET }),
      scope: env.OIDC_SCOPE ?? 'openid profile email',
      label: env.OIDC_LABEL ?? 'Sign in with your organisation',
      groupsClaim: env.OIDC_GROUPS_CLAIM ?? 'groups',
      groups: Object.freeze({ READER: readers, CURATOR: env.OIDC_CURATORS, ADMINISTRATOR: env.OIDC_ADMINISTRATORS }),
    }),
  });
}
