/** Puts things elsewhere, into others, or under another slug: filled in, looked at, made. */
import { useId, useState, type JSX } from 'react';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { words } from '../words/en.js';
import { emptyDraft, isWhole, type Moved } from './move-draft.js';
import { MoveForm } from './move-form.js';
import { MoveTable } from './move-table.js';
import type { MovePreview } from './operations.js';
import { useMove } from './use-move.js';

export interface MoveDialogProps {
  readonly title: string;
  readonly moved: Moved;
  readonly onClose: () => void;
  readonly onMade: (preview: MovePreview) => void;
}

export function MoveDialog({ title, moved, onClose, onMade }: MoveDialogProps): JSX.Element {
  const [draft, setDraft] = useState(emptyDraft);
  const { preview, error, isAbsent, isPending, look, make, reset } = useMove(moved, onMade);
  const id = useId();
  const actions = (
    <>
      <button type="button" className="secondary" onClick={onClose}>
        {words.actions.cancel}
      </button>
      {preview === null ? (
        <button type="submit" form={id} disabled={!isWhole(moved, draft) || isPending}>
          {words.bulk.preview}
        </button>
      ) : (
        <>
          <button type="button" className="secondary" onClick={reset}>
            {words.bulk.back}
          </button>
          <button type="button" disabled={isPending} onClick={make}>
            {words.moves.make}
          </button>
        </>
      )}
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} wide actions={actions}>
      {error !== null && <Failure error={error} />}
      {preview === null ? (
        <MoveForm
          {...{ id, moved, draft, isAbsent }}
          onChange={setDraft}
          onSubmit={() => {
            look(draft);
          }}
        />
      ) : (
        <MoveTable preview={preview} />
      )}
    </Dialog>
  );
}
