/** The way through the files of a job, which are asked for from a cursor on. */
import type { JSX } from 'react';
import { words } from '../../words/en.js';

export interface FilesPagerProps {
  readonly total: number;
  readonly isFirst: boolean;
  readonly next: string | null;
  readonly onGo: (after: string | null) => void;
}

export function FilesPager({ total, isFirst, next, onGo }: FilesPagerProps): JSX.Element | null {
  if (isFirst && next === null) return null;
  return (
    <nav className="pager" aria-label={words.pager.label}>
      <span>{words.jobs.filesInAll(total)}</span>
      <span className="spread" />
      {!isFirst && (
        <button
          type="button"
          className="secondary small"
          onClick={() => {
            onGo(null);
          }}
        >
          {words.pager.first}
        </button>
      )}
      {next !== null && (
        <button
          type="button"
          className="secondary small"
          onClick={() => {
            onGo(next);
          }}
        >
          {words.pager.next}
        </button>
      )}
    </nav>
  );
}
