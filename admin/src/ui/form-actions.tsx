/** Buttons at the bottom of a dialog with a form: one gives up, one sends. */
import type { JSX } from 'react';
import { words } from '../words/en.js';

export interface FormActionsProps {
  /** Id of the form that is sent. */
  readonly form: string;
  readonly isDisabled: boolean;
  readonly onClose: () => void;
  /** Of the button that sends. */
  readonly label?: string;
}

export function FormActions({ form, isDisabled, onClose, label = words.actions.save }: FormActionsProps): JSX.Element {
  return (
    <>
      <button type="button" className="secondary" onClick={onClose}>
        {words.actions.cancel}
      </button>
      <button type="submit" form={form} disabled={isDisabled}>
        {label}
      </button>
    </>
  );
}
