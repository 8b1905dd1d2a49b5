/** Keys that work wherever nobody is typing. */
import { useEffect, useRef } from 'react';

/** Key as in `KeyboardEvent.key`, with `Mod+` in front for ⌘ or Ctrl. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null
  );
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      const isModified = event.metaKey || event.ctrlKey;
      const run = latest.current[`${isModified ? 'Mod+' : ''}${event.key}`];
      if (run === undefined || event.altKey || event.defaultPrevented || event.isComposing) return;
      if (!isModified && (isTyping(event.target) || document.querySelector('dialog[open]') !== null)) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', handle);
    return () => {
      document.removeEventListener('keydown', handle);
    };
  }, []);
}
