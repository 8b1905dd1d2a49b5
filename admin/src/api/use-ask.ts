/** Queries and mutations for components. After a mutation everything that is on the screen is asked for again. */
import {
  keepPreviousData,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { ask, type AskError, type Operation } from './ask.js';
import { askAllAgain, questionOf } from './client.js';

export interface AskOptions {
  readonly enabled?: boolean;
  /** Milliseconds after which it is asked again while the screen is open. */
  readonly every?: number;
}

/** While other variables are asked for, what the last ones gave stays. */
export function useAsk<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  { enabled = true, every }: AskOptions = {},
): UseQueryResult<Data, AskError> {
  return useQuery<Data, AskError>({
    ...questionOf(operation, variables),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: every ?? false,
  });
}

export interface Told<Data> {
  readonly onSuccess?: (data: Data) => void;
  readonly onError?: (error: AskError) => void;
}

/** @param told of the outcome also when what asked is off the screen by then; what `mutate` gets is told only until then. */
export function useChange<Data, Variables>(
  operation: Operation<Data, Variables>,
  told: Told<Data> = {},
): UseMutationResult<Data, AskError, Variables> {
  return useMutation<Data, AskError, Variables>({
    mutationFn: (variables) => ask(operation, variables),
    ...told,
    // Not waited for: who asked for the change hears of it first, also if its row is gone afterwards.
    onSettled: () => {
      void askAllAgain();
    },
  });
}
