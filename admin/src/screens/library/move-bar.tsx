/** What is selected of vendors, products or versions, and the dialog that moves or merges it. */
import { useState, type JSX, type ReactNode } from 'react';
import type { ListSelection } from '../../list/selection.js';
import { MoveDialog } from '../../moves/move-dialog.js';
import { useMay } from '../../shell/viewer.js';
import { words } from '../../words/en.js';

export interface MoveBarProps {
  readonly kind: 'VENDOR' | 'PRODUCT' | 'VERSION';
  readonly selection: ListSelection;
  /** Rows that match. */
  readonly total: number;
  /** What else there is to do with the list. */
  readonly children: ReactNode;
}

export function MoveBar({ kind, selection, total, children }: MoveBarProps): JSX.Element {
  const [isMoving, setMoving] = useState(false);
  const mayEdit = useMay('CURATION_EDIT');
  const noun = words.subjects[kind].toLowerCase();
  const amount = selection.ids.size;
  const close = (): void => {
    setMoving(false);
  };
  return (
    <div className="selection row" role="group" aria-label={words.library.selection}>
      {mayEdit && <span aria-live="polite">{words.library.selected(amount, total, noun)}</span>}
      {amount > 0 && (
        <>
          <button type="button" className="plain" onClick={selection.clear}>
            {words.library.clear}
          </button>
          <button
            type="button"
            className="secondary small"
            onClick={() => {
              setMoving(true);
            }}
          >
            {words.library.moveThings(amount, noun)}
          </button>
        </>
      )}
      <span className="spread" />
      {children}
      {isMoving && (
        <MoveDialog
          title={words.moves.ofThings(amount, noun)}
          moved={{ kind, ids: [...selection.ids] }}
          onClose={close}
          onMade={() => {
            close();
            selection.clear();
          }}
        />
      )}
    </div>
  );
}
