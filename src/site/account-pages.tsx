/** Pages to sign in and to use a link that works once: plain forms, without a script. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';
import type { AccessLink, SignInWays } from './operations/accounts.js';

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
  /** What it is for. */
  readonly link: AccessLink;
  readonly problem?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

const joinWords = {
  FIRST_ADMINISTRATOR: {
    title: 'Become the first administrator',
    about: 'Make your account. From then on, changes to this library need an account or a key.',
  },
  INVITATION: { title: 'Make your account', about: 'You were invited to this library.' },
  RESET: { title: 'Set a new password', about: 'Everywhere else you are signed out then.' },
} as const;

/** What the link says can't be changed; it is there for password managers, and to be sure. */
function EmailField({ link, email }: Pick<JoinPageProps, 'link' | 'email'>): JSX.Element {
  return (
    <label>
      E-mail address
      <input
        type="email"
        name="email"
        value={link.email ?? email ?? ''}
        autocomplete="username"
        readOnly={link.email !== null}
        required
      />
    </label>
  );
}

export function JoinPage({ secret, link, problem, name, email }: JoinPageProps): JSX.Element {
  const { title, about } = joinWords[link.purpose];
  return (
    <Layout title={title} withSearch={false} noIndex>
      <form class="account" action="/join" method="post">
        <h1>{title}</h1>
        <p>{about}</p>
        <Problem text={problem} />
        <input type="hidden" name="link" value={secret} />
        {link.purpose !== 'RESET' && (
          <label>
            Name
            <input type="text" name="name" value={name ?? ''} autocomplete="name" required />
          </label>
        )}
        <EmailField link={link} email={email} />
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

/** Nobody fills in a form for nothing. */
export function NoLinkPage(): JSX.Element {
  return (
    <Layout title="This link does not work" withSearch={false} noIndex>
      <div class="account">
        <h1>This link does not work</h1>
        <p>It is invalid, expired or already used. Ask an administrator for a new one.</p>
        <p>
          <a href="/sign-in">Sign in</a>
        </p>
      </div>
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
