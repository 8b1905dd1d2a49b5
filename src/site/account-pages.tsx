/** Pages to sign in and to use a link that works once: plain forms, without a script. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';
import type { SignInWays } from './operations/accounts.js';

export interface SignInPageProps {
  readonly ways: SignInWays;
  /** What was wrong with what was sent. */
  readonly problem?: string | undefined;
  readonly email?: string | undefined;
  /** Where to go on. */
  readonly next: string;
}

function Problem({ text }: { readonly text: string | undefined }): JSX.Element | null {
  return text === undefined ? null : (
    <p class="notice" role="alert">
      {text}
    </p>
  );
}

/** A link and no form: the policy of the pages lets no form lead to another site. */
function ProviderLink({ ways: { provider }, next }: Pick<SignInPageProps, 'ways' | 'next'>): JSX.Element | null {
  return provider === null ? null : (
    <p>
      <a class="button" href={`${provider.path}?next=${encodeURIComponent(next)}`}>
        {provider.label}
      </a>
    </p>
  );
}

export function SignInPage({ ways, problem, email, next }: SignInPageProps): JSX.Element {
  return (
    <Layout title="Sign in" withSearch={false} noIndex>
      <form class="account" action="/sign-in" method="post">
        <h1>Sign in</h1>
        <Problem text={problem} />
        <ProviderLink ways={ways} next={next} />
        {ways.password && (
          <>
            <input type="hidden" name="next" value={next} />
            <label>
              E-mail address
              <input type="email" name="email" value={email ?? ''} autocomplete="username" required />
            </label>
            <label>
              Password
              <input type="password" name="password" autocomplete="current-password" required />
            </label>
            <button type="submit">Sign in</button>
            <p class="hint">Lost your password? Ask an administrator for a link to set a new one.</p>
          </>
        )}
      </form>
    </Layout>
  );
}

export interface JoinPageProps {
  readonly secret: string;
  readonly problem?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export function JoinPage({ secret, problem, name, email }: JoinPageProps): JSX.Element {
  return (
    <Layout title="Set a password" withSearch={false} noIndex>
      <form class="account" action="/join" method="post">
        <h1>Set a password</h1>
        <p>This link works once. For a new account, give your name too; for a lost password, the password is enough.</p>
        <Problem text={problem} />
        <input type="hidden" name="link" value={secret} />
        <label>
          Name
          <input type="text" name="name" value={name ?? ''} autocomplete="name" />
        </label>
        <label>
          E-mail address
          <input type="email" name="email" value={email ?? ''} autocomplete="username" />
          <span class="hint">Needed for the first administrator; an invitation knows it already.</span>
        </label>
        <label>
          New password
          <input type="password" name="password" autocomplete="new-password" minlength={12} maxlength={256} required />
          <span class="hint">At least 12 characters.</span>
        </label>
        <button type="submit">Set password and sign in</button>
      </form>
    </Layout>
  );
}

export function SignedInPage({ name, role }: { readonly name: string; readonly role: string }): JSX.Element {
  return (
    <Layout title="Signed in" noIndex>
      <form class="account" action="/sign-out" method="post">
        <h1>Signed in as {name}</h1>
        <p>Your role is {role.toLowerCase()}.</p>
        {role !== 'READER' && (
          <p>
            <a href="/admin">Open the console</a>
          </p>
        )}
        <button type="submit">Sign out</button>
      </form>
    </Layout>
  );
}
