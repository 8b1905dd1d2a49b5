/** An error in words, with what to do. */
import type { JSX } from 'react';
import { AskError } from '../api/ask.js';
import { words } from '../words/en.js';

export interface FailureProps {
  readonly error: unknown;
  readonly again?: () => void;
}

function SignedOut(): JSX.Element {
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <p>
      {words.errors.signedOut}{' '}
      <a href={`/sign-in?next=${next}`} target="_blank" rel="noreferrer">
        {words.errors.signInAgain}
      </a>
      , {words.errors.thenAgain}
    </p>
  );
}

export function Failure({ error, again }: FailureProps): JSX.Element {
  const isSignedOut = error instanceof AskError && error.code === 'UNAUTHENTICATED';
  return (
    <div className="notice is-error" role="alert">
      <strong>{words.errors.title}</strong>
      {isSignedOut ? <SignedOut /> : <p>{error instanceof AskError ? error.message : words.errors.unforeseen}</p>}
      {again !== undefined && (
        <button type="button" className="secondary" onClick={again}>
          {words.actions.again}
        </button>
      )}
    </div>
  );
}
