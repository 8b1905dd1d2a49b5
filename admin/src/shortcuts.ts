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

/** How a sign is typed depends on the keyboard: on many, `[` takes AltGr, which counts as Ctrl and Alt, or ⌥. */
const isTypedWithAlt = ({ altKey, key }: KeyboardEvent): boolean => altKey && /^[^\p{L}\p{N}]$/u.test(key);

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      const isSign = isTypedWithAlt(event);
      const isModified = !isSign && (event.metaKey || event.ctrlKey);
      const run = latest.current[`${isModified ? 'Mod+' : ''}${event.key}`];
      if (run === undefined || (event.altKey && !isSign) || event.defaultPrevented || event.isComposing) return;
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
