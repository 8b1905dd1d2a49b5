/** Takes a curator's expectation back, and tells so. */
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { withdrawMutation } from './expectation-operations.js';

/** The expectation as it was seen. */
interface Seen {
  readonly id: string;
  readonly revision: number;
}

export function useWithdraw(): { readonly withdraw: (seen: Seen) => void; readonly isPending: boolean } {
  const say = useSay();
  const change = useChange(withdrawMutation, {
    onSuccess: () => {
      say(words.coverage.withdrawn);
    },
    onError: ({ message }) => {
      say(message);
    },
  });
  return {
    isPending: change.isPending,
    withdraw({ id, revision }) {
      change.mutate({ id, expectedRevision: revision });
    },
  };
}
