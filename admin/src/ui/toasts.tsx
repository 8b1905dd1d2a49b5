/**
 * Short messages about what happened, with a way back where there is one. They stay until they are dismissed or replaced,
 * or nobody has pointed at them for a while: by then *Undo* would take back what one no longer thinks of.
 */
import { createContext, use, useCallback, useEffect, useState, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';

interface Toast {
  readonly text: string;
  readonly undo?: () => void;
}

/** How long they stay, in milliseconds. */
const stays = { said: 10_000, undoable: 60_000 };

type Say = (text: string, undo?: () => void) => void;

const SayContext = createContext<Say>(() => undefined);

/** Shows a message; `undo` puts a button beside it. */
export const useSay = (): Say => use(SayContext);

interface MessageProps {
  readonly toast: Toast;
  readonly onDismiss: () => void;
}

function Message({ toast: { text, undo }, onDismiss }: MessageProps): JSX.Element {
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = isPointedAt || hasFocus;
  const time = undo === undefined ? stays.said : stays.undoable;
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(onDismiss, time);
    return () => {
      clearTimeout(timer);
    };
  }, [isHeld, time, onDismiss]);
  return (
    <div
      className="toast"
      onPointerEnter={() => {
        setPointedAt(true);
      }}
      onPointerLeave={() => {
        setPointedAt(false);
      }}
      onFocus={() => {
        setHasFocus(true);
      }}
      onBlur={() => {
        setHasFocus(false);
      }}
    >
      <span>{text}</span>
      {undo !== undefined && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            onDismiss();
            undo();
          }}
        >
          {words.actions.undo}
        </button>
      )}
      <button type="button" className="plain" aria-label={words.actions.dismiss} onClick={onDismiss}>
        ×
      </button>
    </div>
  );
}

export function ToastsProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const [toast, setToast] = useState<(Toast & { readonly number: number }) | null>(null);
  const say = useCallback<Say>((text, undo) => {
    setToast((before) => ({ text, ...(undo !== undefined && { undo }), number: (before?.number ?? 0) + 1 }));
  }, []);
  const dismiss = useCallback(() => {
    setToast(null);
  }, []);
  return (
    <SayContext value={say}>
      {children}
      <section className="toasts" role="status" aria-label={words.shell.messages}>
        {toast !== null && <Message key={toast.number} toast={toast} onDismiss={dismiss} />}
      </section>
    </SayContext>
  );
}
