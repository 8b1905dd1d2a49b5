/** A modal dialog on the native element: focus stays inside, Esc closes it, after a question where something was filled in. */
import { useEffect, useId, useRef, useState, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom; a button to close if left out. What they close by asks first, like Esc, if something is unsaved. */
  readonly actions?: ReactNode | ((close: () => void) => ReactNode);
  readonly wide?: boolean;
  /** Something was filled in that closing would lose. */
  readonly isUnsaved?: boolean;
}

interface LeaveQuestionProps {
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

function LeaveQuestion({ onLeave, onStay }: LeaveQuestionProps): JSX.Element {
  return (
    <Dialog
      title={words.unsaved.title}
      onClose={onStay}
      actions={
        <>
          <button type="button" className="secondary" onClick={onLeave}>
            {words.unsaved.leave}
          </button>
          <button type="button" onClick={onStay}>
            {words.unsaved.stay}
          </button>
        </>
      }
    >
      <p>{words.unsaved.filledIn}</p>
    </Dialog>
  );
}

export function Dialog(props: DialogProps): JSX.Element {
  const { title, onClose, children, actions, wide = false, isUnsaved = false } = props;
  const [isAsking, setAsking] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => {
      element?.close();
    };
  }, []);
  const close = (): void => {
    if (isUnsaved) setAsking(true);
    else onClose();
  };
  const standard = (
    <button type="button" className="secondary" onClick={close}>
      {words.actions.close}
    </button>
  );
  return (
    <>
      <dialog
        ref={dialog}
        className={wide ? 'is-wide' : undefined}
        aria-labelledby={id}
        onCancel={(event) => {
          event.preventDefault();
          close();
        }}
        onClose={() => {
          // A browser does not let a page keep Esc for good: pressed again, it closes the dialog unasked.
          if (dialog.current === null || dialog.current.open) return;
          if (isUnsaved) dialog.current.showModal();
          close();
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
        <div className="actions">{typeof actions === 'function' ? actions(close) : (actions ?? standard)}</div>
      </dialog>
      {isAsking && (
        <LeaveQuestion
          onLeave={onClose}
          onStay={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
