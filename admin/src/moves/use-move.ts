/** Looks at a move and makes it: finds the place, freezes what would happen, says what became of it. */
import { useState } from 'react';
import { ask, AskError } from '../api/ask.js';
import { useChange } from '../api/use-ask.js';
import { useUndoBulk } from '../bulk/use-bulk.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { inputOf, placeOf, type MoveDraft, type Moved } from './move-draft.js';
import { applyMoveMutation, placeQuery, previewMoveMutation, type MovePreview } from './operations.js';

export interface Move {
  /** The place is not in the library, and the draft does not say to make it. */
  readonly isAbsent: boolean;
  readonly preview: MovePreview | null;
  readonly error: AskError | null;
  readonly isPending: boolean;
  readonly look: (draft: MoveDraft) => void;
  /** Back to what is filled in. */
  readonly reset: () => void;
  readonly make: () => void;
}

/** @param onMade gets the preview of what was made. */
export function useMove(moved: Moved, onMade: (preview: MovePreview) => void): Move {
  const [isAbsent, setAbsent] = useState(false);
  const [lookError, setLookError] = useState<AskError | null>(null);
  const looking = useChange(previewMoveMutation);
  const making = useChange(applyMoveMutation);
  const { undo } = useUndoBulk();
  const say = useSay();
  const preview = looking.data?.previewMove.preview ?? null;

  const find = async (draft: MoveDraft): Promise<void> => {
    const place = placeOf(moved, draft);
    const found = place === null ? null : (await ask(placeQuery, place)).curationByPath;
    const isMissing = place !== null && found === null && !draft.isNew;
    setAbsent(place !== null && found === null);
    if (!isMissing) looking.mutate({ input: inputOf(moved, draft, found?.subjectId ?? null) });
  };
  return {
    isAbsent,
    preview,
    error: lookError ?? looking.error ?? making.error,
    isPending: looking.isPending || making.isPending,
    look(draft) {
      setLookError(null);
      find(draft).catch((error: unknown) => {
        setLookError(error instanceof AskError ? error : new AskError(String(error), 'INTERNAL'));
      });
    },
    reset() {
      looking.reset();
      making.reset();
    },
    make() {
      if (preview === null) return;
      making.mutate(
        { token: preview.token },
        {
          onSuccess: ({ applyMove: { bulk } }) => {
            say(words.moves.made, () => {
              undo(bulk.id);
            });
            onMade(preview);
          },
        },
      );
    },
  };
}
