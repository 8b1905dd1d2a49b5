/** Asks before what was not saved is left behind: by a link of the console, by closing the tab, by going back. */
import { useBlocker } from '@tanstack/react-router';
import type { JSX } from 'react';
import { words } from '../words/en.js';
import { Dialog } from './dialog.js';

export interface UnsavedGuardProps {
  /** There is something to ask about. */
  readonly isUnsaved: boolean;
  /** What would be lost. */
  readonly text: string;
}

export function UnsavedGuard({ isUnsaved, text }: UnsavedGuardProps): JSX.Element | null {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved,
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
      <p>{text}</p>
    </Dialog>
  );
}
