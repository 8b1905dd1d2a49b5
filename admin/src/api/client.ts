/** What was asked and answered, for all screens. */
import { QueryClient } from '@tanstack/react-query';
import { ask, AskError, type Operation } from './ask.js';
import { textOf } from './graphql.js';

export const client = new QueryClient({
  defaultOptions: {
    // An answer of the service is final; only silence is worth another try.
    queries: { retry: (failures, error) => failures < 2 && error instanceof AskError && error.code === 'UNREACHABLE' },
  },
});

/** What names a question and fetches its answer: the same wherever it is asked. */
export function questionOf<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables) {
  return {
    queryKey: [textOf(operation), variables] as const,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(operation, variables, signal),
  };
}

/** An answer that came ahead is not asked for again by the screen that opens within this time. Milliseconds. */
export const freshMs = 5_000;

/**
 * After something was changed: what is on the screen is asked for again, and what no screen shows is forgotten, so that
 * none opens with what is known to be old.
 */
export async function askAllAgain(): Promise<void> {
  client.removeQueries({ predicate: (query) => query.getObserversCount() === 0 });
  await client.invalidateQueries();
}

/**
 * Asks what a screen is about to ask, while what it stands on is still loading. A failure is the screen's to show: it asks
 * again.
 */
export function askAhead<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables): void {
  client.query({ ...questionOf(operation, variables), staleTime: freshMs }).catch(() => undefined);
}
