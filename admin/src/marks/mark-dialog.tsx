/** Hides or marks as wrong: a passage that is given, or pages that are typed in. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../api/use-ask.js';
import { isSameValue } from '../fields/field-value.js';
import { TextField } from '../settings/text-field.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { FormActions } from '../ui/form-actions.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { markPagesMutation, markPassageMutation } from './operations.js';
import { useUnmark } from './use-unmark.js';

export interface MarkDialogProps {
  /** The passage, by the key of a chunk and what it is called; null for pages. */
  readonly passage: { readonly key: string; readonly name: string } | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly effect: 'HIDE' | 'FLAG';
  readonly reason: string;
  readonly allVersions: boolean;
  readonly product: string;
  readonly version: string;
  readonly document: string;
  readonly firstPage: string;
  readonly lastPage: string;
}

const empty: Draft = {
  ...{ effect: 'HIDE', reason: '', allVersions: false },
  ...{ product: '', version: '', document: '', firstPage: '', lastPage: '' },
};

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

type Texts = 'reason' | 'product' | 'version' | 'document' | 'firstPage' | 'lastPage';

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function PageFields({ draft, onChange }: FieldsProps): JSX.Element {
  const text = (name: Texts) => ({
    value: draft[name],
    onChange: (value: string) => {
      onChange({ ...draft, [name]: value });
    },
  });
  return (
    <>
      <TextField label={words.marks.fields.product} isRequired {...text('product')} />
      <TextField label={words.marks.fields.version} hint={words.marks.fields.versionHint} {...text('version')} />
      <TextField label={words.marks.fields.document} isRequired {...text('document')} />
      <TextField label={words.marks.fields.firstPage} type="number" isRequired {...text('firstPage')} />
      <TextField
        label={words.marks.fields.lastPage}
        hint={words.marks.fields.lastPageHint}
        type="number"
        isRequired
        {...text('lastPage')}
      />
    </>
  );
}

function EffectField({ draft, onChange }: FieldsProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.marks.fields.effect}</label>
      <select
        id={id}
        value={draft.effect}
        onChange={({ target }) => {
          onChange({ ...draft, effect: target.value === 'FLAG' ? 'FLAG' : 'HIDE' });
        }}
      >
        <option value="HIDE">{words.marks.effects.HIDE}</option>
        <option value="FLAG">{words.marks.effects.FLAG}</option>
      </select>
    </div>
  );
}

function useMark({ passage, onClose }: MarkDialogProps) {
  const markPassage = useChange(markPassageMutation);
  const markPages = useChange(markPagesMutation);
  const { unmark } = useUnmark();
  const say = useSay();
  const done = (mark: { readonly id: string; readonly revision: number; readonly chunkCount: number }): void => {
    say(words.marks.made(mark.chunkCount), () => {
      unmark(mark);
    });
    onClose();
  };
  const save = ({ effect, allVersions, ...draft }: Draft): void => {
    const reason = textOrNull(draft.reason);
    if (passage !== null) {
      markPassage.mutate(
        { input: { effect, chunk: passage.key, allVersions, reason } },
        {
          onSuccess: (data) => {
            done(data.markPassage.mark);
          },
        },
      );
      return;
    }
    const { product, document } = draft;
    const pages = { firstPage: Number(draft.firstPage), lastPage: Number(draft.lastPage) };
    markPages.mutate(
      { input: { effect, product, version: textOrNull(draft.version), document, ...pages, reason } },
      {
        onSuccess: (data) => {
          done(data.markPages.mark);
        },
      },
    );
  };
  return {
    save,
    isPending: markPassage.isPending || markPages.isPending,
    error: markPassage.error ?? markPages.error,
  };
}

export function MarkDialog(props: MarkDialogProps): JSX.Element {
  const { passage, onClose } = props;
  const [draft, setDraft] = useState(empty);
  const { save, isPending, error } = useMark(props);
  const id = useId();
  return (
    <Dialog
      title={passage === null ? words.marks.markPages : words.marks.markOf(passage.name)}
      onClose={onClose}
      isUnsaved={!isSameValue(draft, empty)}
      actions={(close) => <FormActions form={id} isDisabled={isPending} onClose={close} />}
    >
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          save(draft);
        }}
      >
        <EffectField draft={draft} onChange={setDraft} />
        {passage === null && <PageFields draft={draft} onChange={setDraft} />}
        {passage !== null && (
          <label className="check">
            <input
              type="checkbox"
              checked={draft.allVersions}
              onChange={({ target }) => {
                setDraft({ ...draft, allVersions: target.checked });
              }}
            />
            {words.marks.fields.allVersions}
          </label>
        )}
        <TextField
          label={words.marks.fields.reason}
          hint={words.marks.fields.reasonHint}
          value={draft.reason}
          isLong
          onChange={(reason) => {
            setDraft({ ...draft, reason });
          }}
        />
      </form>
      {error !== null && <Failure error={error} />}
    </Dialog>
  );
}
