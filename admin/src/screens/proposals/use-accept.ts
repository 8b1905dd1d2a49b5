/** Accepts corrections, and tells what became of them. */
import { useChange } from '../../api/use-ask.js';
import { useUndoBulk } from '../../bulk/use-bulk.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { acceptMutation, type Proposal, type Refused } from './operations.js';

/** Why proposals were not answered, for one message. */
export function reasonsOf(refused: Refused): string {
  return refused
    .map(({ proposal, userErrors }) => `${proposal.subjectPath}: ${userErrors.map(({ message }) => message).join(' ')}`)
    .join(' ');
}

export interface Accept {
  readonly isPending: boolean;
  readonly accept: (proposals: readonly Proposal[]) => void;
}

/** @param onDone after they were answered. */
export function useAccept(onDone: () => void): Accept {
  const change = useChange(acceptMutation);
  const { undo } = useUndoBulk();
  const say = useSay();
  return {
    isPending: change.isPending,
    accept(proposals) {
      change.mutate(
        { input: { ids: proposals.map(({ id }) => id) } },
        {
          onSuccess: ({ acceptProposals: { accepted, refused, changed, bulkId } }) => {
            const text = words.proposals.accepted(accepted.length, changed, reasonsOf(refused));
            if (bulkId === null || changed === 0) say(text);
            else {
              say(text, () => {
                undo(bulkId);
              });
            }
            onDone();
          },
          onError: ({ message }) => {
            say(message);
          },
        },
      );
    },
  };
}
