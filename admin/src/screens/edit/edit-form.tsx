/** The fields of one thing, with what is changed and not saved yet. */
import { useState, type JSX } from 'react';
import { curatedFields, type SubjectKind } from '../../fields/curated-fields.js';
import { useShortcuts } from '../../shortcuts.js';
import { useMay } from '../../shell/viewer.js';
import { Failure } from '../../ui/failure.js';
import { useSay } from '../../ui/toasts.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { words } from '../../words/en.js';
import { ConflictDialog } from './conflict-dialog.js';
import { leftInDraft, type Draft } from './draft.js';
import { FieldRow } from './field-row.js';
import { SaveBar } from './save-bar.js';
import type { EditPayload, Standing } from './operations.js';
import { useFieldHelp } from './use-field-help.js';
import { useEdit } from './use-edit.js';

export interface EditFormProps {
  readonly kind: SubjectKind;
  /** As the service has it now. */
  readonly standing: Standing;
  /** Goes on once it is saved; absent where there is no next. */
  readonly onNext: (() => void) | undefined;
}

interface Progress {
  readonly draft: Draft;
  /** As it was when the first field was changed: what the draft is compared with. */
  readonly base: Standing | null;
  readonly errors: EditPayload['userErrors'];
  readonly conflict: {
    readonly current: Standing;
    readonly changes: NonNullable<EditPayload['conflict']>['changes'];
  } | null;
  readonly failure: unknown;
  readonly isSaving: boolean;
}

const fresh: Progress = { draft: {}, base: null, errors: [], conflict: null, failure: null, isSaving: false };

function useProgress(kind: SubjectKind, standing: Standing) {
  const [progress, setProgress] = useState(fresh);
  const [note, setNote] = useState('');
  const edit = useEdit(kind);
  const say = useSay();
  const base = progress.base ?? standing;

  const save = async (on: Standing, draft: Draft, onSaved?: () => void): Promise<void> => {
    setProgress((before) => ({ ...before, isSaving: true, conflict: null, failure: null }));
    try {
      const { userErrors, conflict, curation, changes } = await edit({ standing: on, draft, note });
      if (conflict !== null && curation !== null) {
        setProgress((before) => ({
          ...before,
          isSaving: false,
          errors: [],
          conflict: { current: curation, changes: conflict.changes },
        }));
        say(words.edit.notSaved);
      } else if (userErrors.length > 0) {
        setProgress((before) => ({ ...before, isSaving: false, errors: userErrors }));
        say(words.edit.notSaved);
      } else {
        setProgress((before) => {
          const left = leftInDraft(before.draft, draft, on.fields);
          return Object.keys(left).length === 0 ? fresh : { ...fresh, draft: left, base: curation };
        });
        setNote((now) => (now === note ? '' : now));
        say(changes.length === 0 ? words.edit.nothingChanged : words.edit.saved(changes.length));
        onSaved?.();
      }
    } catch (failure) {
      setProgress((before) => ({ ...before, isSaving: false, failure }));
      say(words.edit.notSaved);
    }
  };
  const change = (draft: Draft): void => {
    setProgress({ ...progress, draft, base: Object.keys(draft).length === 0 ? null : base, errors: [] });
  };
  return { progress, setProgress, note, setNote, base, save, change };
}

export function EditForm({ kind, standing, onNext }: EditFormProps): JSX.Element {
  const { progress, setProgress, note, setNote, base, save, change } = useProgress(kind, standing);
  const { draft, errors, conflict, failure, isSaving } = progress;
  const mayEdit = useMay('CURATION_EDIT');
  const helpOf = useFieldHelp(standing);
  const changed = Object.keys(draft).length;
  const submit = (onSaved?: () => void): void => {
    if (changed > 0 && !isSaving) void save(base, draft, onSaved);
  };
  useShortcuts({
    'Mod+Enter': ({ shiftKey }) => {
      submit(shiftKey ? onNext : undefined);
    },
  });
  const general = errors.filter(({ field }) => field === null);
  return (
    <form
      noValidate
      aria-busy={isSaving}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <UnsavedGuard isUnsaved={changed > 0} text={words.unsaved.text(changed)} />
      {failure !== null && <Failure error={failure} />}
      {general.map(({ message }) => (
        <p key={message} className="notice is-warn" role="alert">
          {message}
        </p>
      ))}
      {curatedFields[kind].map((info) => {
        const field = base.fields.find((each) => each.field === info.name);
        return field === undefined ? null : (
          <FieldRow
            key={info.name}
            info={info}
            standing={field}
            draft={draft}
            onDraft={change}
            problem={errors.find((error) => error.field === info.name)?.message}
            disabled={!mayEdit}
            {...helpOf(info.name)}
          />
        );
      })}
      {mayEdit && (
        <SaveBar
          changed={changed}
          isSaving={isSaving}
          note={note}
          onNote={setNote}
          hasNext={onNext !== undefined}
          onSaveAndNext={() => {
            submit(onNext);
          }}
          onDiscard={() => {
            setProgress(fresh);
          }}
        />
      )}
      {conflict !== null && (
        <ConflictDialog
          base={base}
          current={conflict.current}
          draft={draft}
          changes={conflict.changes}
          onCancel={() => {
            setProgress({ ...progress, conflict: null });
          }}
          onSave={(merged) => {
            if (Object.keys(merged).length === 0) setProgress(fresh);
            else void save(conflict.current, merged);
          }}
        />
      )}
    </form>
  );
}
