/** A synonym in a form, with what it would change before it is in force. */
import { useId, useRef, useState, type JSX } from 'react';
import { useChange } from '../api/use-ask.js';
import { CatalogueField } from '../catalogue/catalogue-field.js';
import { isSameValue } from '../fields/field-value.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { FormActions } from '../ui/form-actions.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { PreviewPart } from './preview-part.js';
import { TextField } from './text-field.js';
import { createSynonymMutation, updateSynonymMutation, type Synonym } from './synonym-operations.js';

/** All of it is text until it is sent. */
export interface SynonymDraft {
  /** Lines. */
  readonly terms: string;
  readonly alternatives: string;
  readonly vendor: string;
  readonly product: string;
  readonly isEnabled: boolean;
  readonly note: string;
}

export const emptySynonym: SynonymDraft = {
  ...{ terms: '', alternatives: '', vendor: '', product: '', isEnabled: true, note: '' },
};

export function synonymDraftOf({ terms, alternatives, vendor, product, isEnabled, note }: Synonym): SynonymDraft {
  return {
    ...{ terms: terms.join('\n'), alternatives: alternatives.join('\n'), isEnabled },
    ...{ vendor: vendor ?? '', product: product ?? '', note: note ?? '' },
  };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function inputOf(draft: SynonymDraft) {
  return {
    ...{ terms: linesOf(draft.terms), alternatives: linesOf(draft.alternatives), isEnabled: draft.isEnabled },
    ...{ vendor: textOrNull(draft.vendor), product: textOrNull(draft.product), note: textOrNull(draft.note) },
  };
}

export interface SynonymDialogProps {
  readonly draft: SynonymDraft;
  /** The synonym that it changes; null for a new one. */
  readonly seen: Pick<Synonym, 'id' | 'revision'> | null;
  readonly onClose: () => void;
}

export function SynonymDialog({ draft: given, seen, onClose }: SynonymDialogProps): JSX.Element {
  const [draft, setDraft] = useState(given);
  const create = useChange(createSynonymMutation);
  const update = useChange(updateSynonymMutation);
  const say = useSay();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const saved = {
    onSuccess: () => {
      say(words.synonyms.saved);
      onClose();
    },
  };
  const save = (): void => {
    const input = inputOf(draft);
    if (seen === null) create.mutate({ input: { synonym: input } }, saved);
    else update.mutate({ input: { id: seen.id, expectedRevision: seen.revision, synonym: input } }, saved);
  };
  const text = (name: keyof Omit<SynonymDraft, 'isEnabled'>) => ({
    value: draft[name],
    onChange: (value: string) => {
      setDraft({ ...draft, [name]: value });
    },
  });
  const error = create.error ?? update.error;
  const [firstTerm = ''] = linesOf(draft.terms);
  return (
    <Dialog
      wide
      title={seen === null ? words.synonyms.make : words.synonyms.editOf(linesOf(given.terms).join(', '))}
      onClose={onClose}
      isUnsaved={!isSameValue(draft, given)}
      actions={(close) => <FormActions form={id} isDisabled={create.isPending || update.isPending} onClose={close} />}
    >
      <form
        ref={form}
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField label={words.synonyms.terms} hint={words.synonyms.termsHint} isRequired isLong {...text('terms')} />
        <TextField
          label={words.synonyms.alternatives}
          hint={words.synonyms.alternativesHint}
          isLong
          {...text('alternatives')}
        />
        <CatalogueField
          label={words.settings.product}
          name="product"
          hint={words.settings.scopeHint}
          {...text('product')}
        />
        <CatalogueField label={words.settings.vendor} name="vendor" {...text('vendor')} />
        <TextField label={words.settings.note} isLong {...text('note')} />
        <label className="check">
          <input
            type="checkbox"
            checked={draft.isEnabled}
            onChange={({ target }) => {
              setDraft({ ...draft, isEnabled: target.checked });
            }}
          />
          {words.settings.isEnabled}
        </label>
      </form>
      <PreviewPart
        query={firstTerm}
        product={draft.product}
        form={form}
        drafts={() => ({ synonyms: [{ id: seen?.id ?? null, synonym: inputOf(draft) }] })}
      />
      {error !== null && <Failure error={error} />}
    </Dialog>
  );
}
