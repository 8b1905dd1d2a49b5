/** Takes a mark away, says so, and puts it back on demand. */
import { ask } from '../api/ask.js';
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { lastMarkChangeQuery, undoMarkMutation, unmarkMutation } from './operations.js';

export interface Unmark {
  readonly unmark: (mark: { readonly id: string; readonly revision: number }) => void;
  readonly isPending: boolean;
}

export function useUnmark(): Unmark {
  const remove = useChange(unmarkMutation);
  const undo = useChange(undoMarkMutation);
  const say = useSay();
  const onError = ({ message }: Error): void => {
    say(message);
  };
  const back = async (id: string): Promise<void> => {
    const { searchSettingChanges } = await ask(lastMarkChangeQuery, { id });
    const change = Number(searchSettingChanges.nodes[0]?.id);
    undo.mutate(
      { change },
      {
        onSuccess: () => {
          say(words.marks.back);
        },
        onError,
      },
    );
  };
  return {
    unmark: ({ id, revision }) => {
      remove.mutate(
        { input: { id, expectedRevision: revision } },
        {
          onSuccess: () => {
            say(words.marks.removed, () => {
              back(id).catch(onError);
            });
          },
          onError,
        },
      );
    },
    isPending: remove.isPending || undo.isPending,
  };
}
