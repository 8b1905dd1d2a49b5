/** What is changed on an edit screen and not saved yet, and how it is saved. */
import { useState } from 'react';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { leftInDraft, type Draft } from './draft.js';
import type { EditPayload, Standing } from './operations.js';
import { useEdit } from './use-edit.js';

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

export const fresh: Progress = { draft: {}, base: null, errors: [], conflict: null, failure: null, isSaving: false };

export function useProgress(kind: SubjectKind, standing: Standing) {
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
