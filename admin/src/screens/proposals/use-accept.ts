/** Accepts corrections, and tells what became of them. */
import { useRef, useState } from 'react';
import { useChange } from '../../api/use-ask.js';
import { useUndoBulk } from '../../bulk/use-bulk.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { plainMessage } from '../../words/plain-message.js';
import { acceptMutation, type Proposal, type Refused } from './operations.js';

/** Why proposals were not answered, for one message. */
export function reasonsOf(refused: Refused): string {
  return refused
    .map(
      ({ proposal, userErrors }) =>
        `${proposal.subjectPath}: ${userErrors.map(({ message }) => plainMessage(message)).join(' ')}`,
    )
    .join(' ');
}

export interface Accept {
  readonly isPending: boolean;
  /** Does nothing while others are on their way. */
  readonly accept: (proposals: readonly Proposal[]) => void;
  /** Ids of those that were accepted or are about to be: their rows stand there until the list is here anew. */
  readonly answered: ReadonlySet<string>;
}

/** @param onDone after they were answered. */
export function useAccept(onDone: () => void): Accept {
  const { undo, undoChanges } = useUndoBulk();
  const say = useSay();
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const [sent, setSent] = useState<readonly string[]>([]);
  // Beside the state, because a second press of a key may come before the first one shows.
  const isSent = useRef(false);
  const settle = (): void => {
    isSent.current = false;
    setSent([]);
  };
  const change = useChange(acceptMutation, {
    onSuccess: ({ acceptProposals: { accepted: made, refused, changed, changeIds, bulkId } }) => {
      settle();
      setAccepted((before) => [...before, ...made.map(({ id }) => id)]);
      const text = words.proposals.accepted(made.length, changed, reasonsOf(refused));
      if (changed === 0) say(text);
      else {
        say(text, () => {
          if (bulkId === null) undoChanges(changeIds);
          else undo(bulkId);
        });
      }
      onDone();
    },
    onError: ({ message }) => {
      settle();
      say(message);
    },
  });
  return {
    isPending: change.isPending,
    answered: new Set([...accepted, ...sent]),
    accept(proposals) {
      if (isSent.current) return;
      isSent.current = true;
      const ids = proposals.map(({ id }) => id);
      setSent(ids);
      change.mutate({ input: { ids } });
    },
  };
}
