/** Asks for the name of a view, and whether others see it. */
import { useId, useState, type JSX } from 'react';
import type { AskError } from '../api/ask.js';
import { TextField } from '../settings/text-field.js';
import { useMay } from '../shell/viewer.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { FormActions } from '../ui/form-actions.js';
import { words } from '../words/en.js';
import type { Naming } from './use-view-changes.js';

export interface NameDialogProps {
  readonly title: string;
  readonly naming: Naming;
  readonly isPending: boolean;
  readonly error: AskError | null;
  readonly onSave: (naming: Naming) => void;
  readonly onClose: () => void;
}

export function NameDialog({ title, naming, isPending, error, onSave, onClose }: NameDialogProps): JSX.Element {
  const [name, setName] = useState(naming.name);
  const [isShared, setShared] = useState(naming.isShared);
  const mayShare = useMay('VIEWS_SHARE') || naming.isShared;
  const id = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={<FormActions form={id} isDisabled={isPending || name.trim() === ''} onClose={onClose} />}
    >
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ name, isShared });
        }}
      >
        <TextField label={words.views.name} hint={words.views.nameHint} value={name} onChange={setName} isRequired />
        {mayShare && (
          <label className="check">
            <input
              type="checkbox"
              checked={isShared}
              onChange={({ target }) => {
                setShared(target.checked);
              }}
            />
            {words.views.isShared}
          </label>
        )}
      </form>
      {error !== null && <Failure error={error} />}
    </Dialog>
  );
}
