/** One change of many documents: fields that are switched on, a look at what it would do, and then the change. */
import { useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { previewBulkMutation } from '../../bulk/operations.js';
import { PreviewTable } from '../../bulk/preview-table.js';
import { Refusals } from '../../bulk/refusals.js';
import { useApplyBulk, type Refusal } from '../../bulk/use-bulk.js';
import { curatedFields } from '../../fields/curated-fields.js';
import { Dialog } from '../../ui/dialog.js';
import type { DocumentFilter } from '../../list/document-filter.js';
import { Failure } from '../../ui/failure.js';
import { words } from '../../words/en.js';
import { BulkFields, inputOfFields, lacksValue, type ChosenFields } from './bulk-fields.js';

export interface BulkDialogProps {
  readonly filter: DocumentFilter;
  /** Documents that it takes. */
  readonly amount: number;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

export function BulkDialog({ filter, amount, onClose, onApplied }: BulkDialogProps): JSX.Element {
  const [chosen, setChosen] = useState<ChosenFields>({});
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const preview = useChange(previewBulkMutation);
  const bulk = useApplyBulk((left) => {
    onApplied();
    if (left.length === 0) onClose();
    else setRefused(left);
  });
  const shown = preview.data?.previewBulkEdit.preview;
  const isShown = shown !== undefined;
  const show = (): void => {
    const input = { filter, ...inputOfFields(chosen), note: note.trim() === '' ? null : note.trim() };
    preview.mutate({ input });
  };
  const isUnsaved = refused.length === 0 && (Object.keys(chosen).length > 0 || note.trim() !== '');
  const back = (
    <button
      type="button"
      className="secondary"
      onClick={() => {
        preview.reset();
      }}
    >
      {words.bulk.back}
    </button>
  );
  const actions = (close: () => void): JSX.Element => (
    <>
      <button type="button" className="secondary" onClick={close}>
        {refused.length > 0 ? words.actions.close : words.actions.cancel}
      </button>
      {!isShown && (
        <button
          type="button"
          disabled={Object.keys(chosen).length === 0 || lacksValue(chosen) || preview.isPending}
          onClick={show}
        >
          {words.bulk.preview}
        </button>
      )}
      {isShown && refused.length === 0 && back}
      {isShown && refused.length === 0 && (
        <button
          type="button"
          disabled={shown.changing === 0 || bulk.isPending}
          onClick={() => {
            bulk.apply(shown.token);
          }}
        >
          {words.bulk.apply(shown.changing, words.bulk.document)}
        </button>
      )}
    </>
  );
  return (
    <Dialog title={words.bulk.title(amount)} {...{ onClose, isUnsaved, actions }} wide>
      {preview.error !== null && <Failure error={preview.error} />}
      {bulk.error !== null && <Failure error={bulk.error} />}
      {refused.length > 0 && <Refusals refused={refused} />}
      {isShown && refused.length === 0 && (
        <>
          <PreviewTable preview={shown} summary={words.bulk.summary(shown.chosen, shown.changing)} />
          {chosen['title']?.to === 'STATED' && amount > shown.chosen && (
            <p className="soft">{words.bulk.alreadyStated(amount - shown.chosen)}</p>
          )}
        </>
      )}
      {!isShown && (
        <BulkFields fields={curatedFields.DOCUMENT} chosen={chosen} onChosen={setChosen} note={note} onNote={setNote} />
      )}
    </Dialog>
  );
}
