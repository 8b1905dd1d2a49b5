/** Opens the dialog that moves or merges what is edited, and goes where it is then. */
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { MoveDialog } from '../../moves/move-dialog.js';
import type { MovePreview } from '../../moves/operations.js';
import { words } from '../../words/en.js';
import type { Standing } from './operations.js';

/** Address of a thing by its path; of a product that begins with its vendor. */
function addressOf(kind: SubjectKind, path: string): string {
  if (kind === 'PRODUCT') return `/products/${path.slice(path.lastIndexOf('/') + 1)}`;
  return `/${kind.toLowerCase()}s/${path}`;
}

interface MoveButtonProps {
  readonly standing: Standing;
  readonly name: string;
}

export function MoveButton({ standing: { kind, subjectId }, name }: MoveButtonProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
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
          setOpen(true);
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
