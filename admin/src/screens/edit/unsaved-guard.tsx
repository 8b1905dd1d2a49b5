/** Asks before what was not saved is left behind: by a link of the console, by closing the tab, by going back. */
import { useBlocker } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { words } from '../../words/en.js';

export function UnsavedGuard({ fields }: { readonly fields: number }): JSX.Element | null {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => fields > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: fields > 0,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog
      title={words.unsaved.title}
      onClose={blocker.reset}
      actions={
        <>
          <button type="button" className="secondary" onClick={blocker.proceed}>
            {words.unsaved.leave}
          </button>
          <button type="button" onClick={blocker.reset}>
            {words.unsaved.stay}
          </button>
        </>
      }
    >
      <p>{words.unsaved.text(fields)}</p>
    </Dialog>
  );
}
