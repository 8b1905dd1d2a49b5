/** A modal dialog on the native element: focus stays inside, Esc closes it. */
import { useEffect, useId, useRef, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the bottom; a button to close if left out. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}

export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => {
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'is-wide' : undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="actions">
        {actions ?? (
          <button type="button" className="secondary" onClick={onClose}>
            {words.actions.close}
          </button>
        )}
      </div>
    </dialog>
  );
}
