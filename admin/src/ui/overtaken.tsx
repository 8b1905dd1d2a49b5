/** Somebody else changed it meanwhile: who, and the way to save one's own over that. */
import type { JSX } from 'react';
import { AskError } from '../api/ask.js';
import { words } from '../words/en.js';
import { Failure } from './failure.js';

export interface Overtaking {
  /** Of what is there now. */
  readonly revision: number;
  readonly changedBy: string;
}

/** Null for any other error. */
export function overtakingOf(error: unknown): Overtaking | null {
  if (!(error instanceof AskError) || error.code !== 'CONFLICT') return null;
  const { revision, changedBy } = error.details;
  return typeof revision === 'number' && typeof changedBy === 'string' ? { revision, changedBy } : null;
}

export interface OvertakenProps {
  readonly error: unknown;
  readonly isPending: boolean;
  /** Sends the same again, to change what is there now. */
  readonly onOverwrite: (revision: number) => void;
}

export function Overtaken({ error, isPending, onOverwrite }: OvertakenProps): JSX.Element {
  const overtaking = overtakingOf(error);
  if (overtaking === null) return <Failure error={error} />;
  return (
    <div className="notice is-warn" role="alert">
      <p>{words.errors.overtaken(overtaking.changedBy)}</p>
      <button
        type="button"
        className="secondary"
        disabled={isPending}
        onClick={() => {
          onOverwrite(overtaking.revision);
        }}
      >
        {words.actions.overwrite}
      </button>
    </div>
  );
}
