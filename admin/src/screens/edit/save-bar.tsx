/** Why something was changed, and the button that saves it. */
import type { JSX } from 'react';
import { words } from '../../words/en.js';

export interface SaveBarProps {
  /** Fields that are changed and not saved yet. */
  readonly changed: number;
  readonly isSaving: boolean;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onDiscard: () => void;
  /** Whether a list goes on behind it. */
  readonly hasNext: boolean;
  readonly onSaveAndNext: () => void;
}

export function SaveBar({
  changed,
  isSaving,
  note,
  onNote,
  onDiscard,
  hasNext,
  onSaveAndNext,
}: SaveBarProps): JSX.Element {
  return (
    <div className="save" data-changed={changed > 0 || undefined}>
      <div className="field">
        <label htmlFor="note">{words.edit.note}</label>
        <input
          id="note"
          type="text"
          value={note}
          placeholder={words.edit.noteHint}
          onChange={({ target }) => {
            onNote(target.value);
          }}
        />
      </div>
      <div className="row">
        <button type="submit" disabled={changed === 0 || isSaving}>
          {words.edit.save(changed)}
        </button>
        {hasNext && (
          <button type="button" className="secondary" disabled={changed === 0 || isSaving} onClick={onSaveAndNext}>
            {words.edit.saveAndNext}
          </button>
        )}
        {changed > 0 && (
          <button type="button" className="secondary" onClick={onDiscard}>
            {words.edit.discard}
          </button>
        )}
      </div>
    </div>
  );
}
