/** Shows what a query gave, or that it is on its way, or what went wrong. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import type { AskError } from '../api/ask.js';
import { words } from '../words/en.js';
import { Failure } from './failure.js';
import { SettledContext } from './settled.js';

export interface AnswerProps<Data> {
  readonly of: UseQueryResult<Data, AskError>;
  /** An answer from before is not shown: it may be old. */
  readonly since?: number;
  readonly children: (data: Data) => ReactNode;
}

export function Answer<Data>({ of: query, since = 0, children }: AnswerProps<Data>): JSX.Element {
  const again = (): void => {
    void query.refetch();
  };
  if (query.data === undefined || query.dataUpdatedAt < since) {
    return query.error === null ? (
      <p className="soft" role="status">
        {words.loading}
      </p>
    ) : (
      <Failure error={query.error} again={again} />
    );
  }
  return (
    <div aria-busy={query.isPlaceholderData}>
      {query.error !== null && <Failure error={query.error} again={again} />}
      <SettledContext value={!query.isPlaceholderData}>{children(query.data)}</SettledContext>
    </div>
  );
}
