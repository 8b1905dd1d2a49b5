/** Takes a curator's expectation back, and tells so. */
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { withdrawMutation } from './expectation-operations.js';

export function useWithdraw(): { readonly withdraw: (id: string) => void; readonly isPending: boolean } {
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
    withdraw(id) {
      change.mutate({ id });
    },
  };
}
