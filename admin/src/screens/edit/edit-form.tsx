/** The fields of one thing, with what is changed and not saved yet. */
import { useEffect, type JSX } from 'react';
import { curatedFields, type SubjectKind } from '../../fields/curated-fields.js';
import { useShortcuts } from '../../shortcuts.js';
import { useMay } from '../../shell/viewer.js';
import { Failure } from '../../ui/failure.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { words } from '../../words/en.js';
import { ConflictDialog } from './conflict-dialog.js';
import { FieldRow } from './field-row.js';
import { SaveBar } from './save-bar.js';
import type { EditPayload, Standing } from './operations.js';
import { useFieldHelp } from './use-field-help.js';
import { fresh, useProgress } from './use-progress.js';

export interface EditFormProps {
  readonly kind: SubjectKind;
  /** As the service has it now. */
  readonly standing: Standing;
  /** Told whether something is changed and not saved. */
  readonly onUnsaved: (isUnsaved: boolean) => void;
  /** Goes on once it is saved; absent where there is no next. */
  readonly onNext: (() => void) | undefined;
}

/** What is wrong with none of the fields alone. */
function General({ errors }: { readonly errors: EditPayload['userErrors'] }): JSX.Element[] {
  return errors
    .filter(({ field }) => field === null)
    .map(({ message }) => (
      <p key={message} className="notice is-warn" role="alert">
        {message}
      </p>
    ));
}

/** Tells the screen, which has ways of losing what is not saved. */
function useTell(isUnsaved: boolean, onUnsaved: EditFormProps['onUnsaved']): void {
  useEffect(() => {
    onUnsaved(isUnsaved);
    return () => {
      onUnsaved(false);
    };
  }, [isUnsaved, onUnsaved]);
}

export function EditForm({ kind, standing, onUnsaved, onNext }: EditFormProps): JSX.Element {
  const { progress, setProgress, note, setNote, base, save, change } = useProgress(kind, standing);
  const { draft, errors, conflict, failure, isSaving } = progress;
  const mayEdit = useMay('CURATION_EDIT');
  const helpOf = useFieldHelp(standing);
  const changed = Object.keys(draft).length;
  const isUnsaved = changed > 0;
  useTell(isUnsaved, onUnsaved);
  const submit = (onSaved?: () => void): void => {
    if (changed > 0 && !isSaving) void save(base, draft, onSaved);
  };
  useShortcuts({
    'Mod+Enter': ({ shiftKey }) => {
      submit(shiftKey ? onNext : undefined);
    },
  });
  return (
    <form
      noValidate
      aria-busy={isSaving}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <UnsavedGuard isUnsaved={isUnsaved} text={words.unsaved.text(changed)} />
      {failure !== null && <Failure error={failure} />}
      <General errors={errors} />
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
            setNote('');
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
