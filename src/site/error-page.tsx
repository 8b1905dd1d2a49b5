/** What a reader sees when something is not there or went wrong. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';

export interface ErrorPageProps {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
  /** Words to look for instead. */
  readonly query?: string;
  /** Signing in helps. */
  readonly signIn?: boolean;
  /** Where to go on. */
  readonly way?: { readonly href: string; readonly label: string };
}

export function ErrorPage({ status, title, advice, query, signIn, way }: ErrorPageProps): JSX.Element {
  return (
    <Layout title={title} withSearch={false} noIndex>
      <div class="error">
        <p class="where">{status}</p>
        <h1>{title}</h1>
        <p>{advice}</p>
        {signIn === true && (
          <p>
            <a class="button" href="/sign-in">
              Sign in
            </a>
          </p>
        )}
        {way !== undefined && (
          <p>
            <a class="button" href={way.href}>
              {way.label}
            </a>
          </p>
        )}
        <form class="search" action="/" method="get" role="search">
          <label class="words">
            <span class="hidden">Search the library</span>
            <input type="search" name="q" value={query ?? ''} />
          </label>
          <button type="submit">Search</button>
        </form>
      </div>
    </Layout>
  );
}
