/** Lets readers say that something is wrong with a passage or a document, without script. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';

/** What the form is about: a chunk by its key, or a document by its id. */
export type FeedbackSubject = { readonly chunk: string } | { readonly document: string };

/** Longest text, in characters. */
const mostCharacters = 2_000;

interface FeedbackFormProps {
  readonly subject: FeedbackSubject;
  /** Address to come back to. */
  readonly back: string;
  readonly text?: string;
}

function Fields({ subject, back, text }: FeedbackFormProps): JSX.Element {
  return (
    <form class="feedback" action="/feedback" method="post">
      {'chunk' in subject ? (
        <input type="hidden" name="chunk" value={subject.chunk} />
      ) : (
        <input type="hidden" name="document" value={subject.document} />
      )}
      <input type="hidden" name="back" value={back} />
      <label for="feedback-text">What is wrong, and what would be right?</label>
      <textarea id="feedback-text" name="text" rows={4} required maxLength={mostCharacters}>
        {text}
      </textarea>
      <p class="hint">
        Curators of this library read it. They cannot change what the publisher wrote. Without an account, only these
        words are kept, so leave out what should stay with you.
      </p>
      <button>Send</button>
    </form>
  );
}

export interface FeedbackState {
  /** Whether this reader may. */
  readonly isOpen: boolean;
  /** Whether they just did. */
  readonly isSent: boolean;
}

/** The form, folded away below what it is about; nothing where none is taken. */
export function Feedback({ isOpen, isSent, ...form }: FeedbackFormProps & FeedbackState): JSX.Element | null {
  const noun = 'chunk' in form.subject ? 'passage' : 'document';
  if (isSent) {
    return (
      <p class="notice" role="status" id="feedback">
        Thank you. Curators of this library will look at it.
      </p>
    );
  }
  if (!isOpen) return null;
  return (
    <details class="feedback" id="feedback">
      <summary>Is something wrong with this {noun}?</summary>
      <Fields {...form} />
    </details>
  );
}

/** The form again, with what kept it from being sent. */
export function FeedbackPage({ problem, ...form }: FeedbackFormProps & { readonly problem: string }): JSX.Element {
  return (
    <Layout title="Feedback" noIndex>
      <h1>Feedback</h1>
      <p class="notice" role="alert">
        {problem}
      </p>
      <Fields {...form} />
      <p>
        <a href={form.back}>Back to the text</a>
      </p>
    </Layout>
  );
}
