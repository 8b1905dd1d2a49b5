/** Opens the dialog that moves or merges what is edited, and goes where it is then. */
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { editAddress } from '../../fields/edit-address.js';
import { MoveDialog } from '../../moves/move-dialog.js';
import type { MovePreview } from '../../moves/operations.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import type { Standing } from './operations.js';

/** Address of a thing by its path in a preview; of a product that begins with its vendor. */
const addressOf = (kind: SubjectKind, path: string): string =>
  editAddress(kind, kind === 'PRODUCT' ? path.slice(path.lastIndexOf('/') + 1) : path);

interface MoveButtonProps {
  readonly standing: Standing;
  readonly name: string;
  /** Something of it is changed and not saved: a move would lose it. */
  readonly isUnsaved: boolean;
}

export function MoveButton({ standing: { kind, subjectId }, name, isUnsaved }: MoveButtonProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const say = useSay();
  const follow = ({ rows }: MovePreview): void => {
    setOpen(false);
    const own = rows.nodes.find((row) => row.subjectId === subjectId);
    if (own !== undefined) void navigate({ to: addressOf(kind, own.after), search: true });
  };
  return (
    <>
      <button
        type="button"
        className="secondary"
        onClick={() => {
          if (isUnsaved) say(words.moves.saveFirst);
          else setOpen(true);
        }}
      >
        {words.moves.open}
      </button>
      {isOpen && (
        <MoveDialog
          title={words.moves.title(name)}
          moved={{ kind, ids: [subjectId] }}
          onClose={() => {
            setOpen(false);
          }}
          onMade={follow}
        />
      )}
    </>
  );
}
