/** Makes a previewed bulk, and takes bulks back; tells what became of it. */
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { applyMutation, undoMutation } from './operations.js';

export interface UndoBulk {
  readonly undo: (bulkId: string) => void;
  /** Of changes that make up no bulk. */
  readonly undoChanges: (ids: readonly string[]) => void;
  readonly isPending: boolean;
}

export function useUndoBulk(): UndoBulk {
  const say = useSay();
  // The button to undo stands in a message, which outlives the screen that it is about.
  const change = useChange(undoMutation, {
    onSuccess: ({ undoChanges: { undone, refused } }) => {
      say(words.bulk.undone(undone, refused.length));
    },
    onError: ({ message }) => {
      say(message);
    },
  });
  return {
    isPending: change.isPending,
    undo(bulkId) {
      change.mutate({ input: { bulkId } });
    },
    undoChanges(ids) {
      change.mutate({ input: { changeIds: [...ids] } });
    },
  };
}

export interface Refusal {
  readonly path: string | null;
  readonly message: string;
}

/** @param onDone gets what was left as it was. */
export function useApplyBulk(onDone: (refused: readonly Refusal[]) => void) {
  const apply = useChange(applyMutation);
  const { undo } = useUndoBulk();
  const say = useSay();
  return {
    isPending: apply.isPending,
    error: apply.error,
    apply(token: string) {
      apply.mutate(
        { token },
        {
          onSuccess: ({ applyBulkEdit: { bulk, refused } }) => {
            say(words.bulk.applied(bulk.changed, refused.length), () => {
              undo(bulk.id);
            });
            onDone(refused);
          },
        },
      );
    },
  };
}
