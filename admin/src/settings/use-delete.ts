/** Deletes a rule or a synonym, says so, and brings it back on demand. */
import type { Operation } from '../api/ask.js';
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';

export interface Delete {
  readonly remove: () => void;
  readonly isPending: boolean;
}

export interface Deleted {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
}

interface DeleteOperations<Removed, Restored> {
  readonly remove: Operation<Removed, { input: { id: string; expectedRevision: number } }>;
  readonly restore: Operation<Restored, { id: string }>;
}

export function useDelete<Removed, Restored>(
  operations: DeleteOperations<Removed, Restored>,
  { id, revision, name }: Deleted,
): Delete {
  const say = useSay();
  const onError = ({ message }: Error): void => {
    say(message);
  };
  // Told of for good: the row is gone by then, and the button to undo stands in a message.
  const restore = useChange(operations.restore, {
    onSuccess: () => {
      say(words.settings.restored(name));
    },
    onError,
  });
  const remove = useChange(operations.remove, {
    onSuccess: () => {
      say(words.settings.deleted(name), () => {
        restore.mutate({ id });
      });
    },
    onError,
  });
  return {
    isPending: remove.isPending,
    remove() {
      remove.mutate({ input: { id, expectedRevision: revision } });
    },
  };
}
