/** Saving, changing, sharing and deleting of views, each told when it is done. */
import type { AskError } from '../api/ask.js';
import { useChange } from '../api/use-ask.js';
import type { ListAddress } from '../list/list-address.js';
import type { Shown } from '../list/shown.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import {
  createViewMutation,
  deleteViewMutation,
  updateViewMutation,
  type View,
  type ViewedList,
} from './operations.js';
import type { OpenView } from './use-open-view.js';
import { shownOfView, viewInputOf } from './view-input.js';

export type Naming = Pick<View, 'name' | 'isShared'>;

export interface ViewChanges {
  readonly create: (naming: Naming, onDone: () => void) => void;
  /** @param revision that the change is made on; the one that was seen if left out. */
  readonly update: (
    change: { readonly shown: Shown; readonly naming: Naming },
    told: { readonly text: string; readonly onDone?: () => void; readonly revision?: number },
  ) => void;
  readonly remove: (onDone: () => void) => void;
  readonly isPending: boolean;
  readonly error: AskError | null;
  readonly forgetError: () => void;
}

export function useViewChanges(list: ViewedList, address: ListAddress, open: OpenView): ViewChanges {
  const create = useChange(createViewMutation);
  const update = useChange(updateViewMutation);
  const remove = useChange(deleteViewMutation);
  const back = useChange(createViewMutation);
  const say = useSay();
  const { view, seenRevision, see } = open;
  const changes = [create, update, remove];

  const putBack = (gone: View): void => {
    back.mutate(
      { input: { list, view: viewInputOf(shownOfView(gone), gone) } },
      {
        onSuccess: () => {
          say(words.views.back(gone.name));
        },
        onError: ({ message }) => {
          say(message);
        },
      },
    );
  };
  return {
    isPending: changes.some(({ isPending }) => isPending),
    error: changes.find(({ error }) => error !== null)?.error ?? null,
    forgetError: () => {
      for (const change of changes) change.reset();
    },
    create(naming, onDone) {
      create.mutate(
        { input: { list, view: viewInputOf(address, naming) } },
        {
          onSuccess: ({ createSavedView }) => {
            say(words.views.saved(naming.name.trim()));
            address.open(address, createSavedView.view.id, true);
            onDone();
          },
        },
      );
    },
    update({ shown, naming }, { text, onDone, revision = seenRevision }) {
      if (view === null) return;
      update.mutate(
        { input: { id: view.id, expectedRevision: revision, view: viewInputOf(shown, naming) } },
        {
          onSuccess: ({ updateSavedView }) => {
            see(updateSavedView.view.revision);
            say(text);
            onDone?.();
          },
        },
      );
    },
    remove(onDone) {
      if (view === null) return;
      remove.mutate(
        { input: { id: view.id, expectedRevision: seenRevision } },
        {
          onSuccess: () => {
            address.open(address, undefined, true);
            onDone();
            // What was somebody else's would come back as one's own.
            if (view.isOwn) {
              say(words.views.removed(view.name), () => {
                putBack(view);
              });
            } else say(words.views.removed(view.name));
          },
        },
      );
    },
  };
}
