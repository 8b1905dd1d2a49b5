/** Short messages about what happened, with a way back where there is one. They stay until they are dismissed or replaced. */
import { createContext, use, useCallback, useState, type JSX, type ReactNode } from 'react';
import { words } from '../words/en.js';

interface Toast {
  readonly text: string;
  readonly undo?: () => void;
}

type Say = (text: string, undo?: () => void) => void;

const SayContext = createContext<Say>(() => undefined);

/** Shows a message; `undo` puts a button beside it. */
export const useSay = (): Say => use(SayContext);

export function ToastsProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const [toast, setToast] = useState<Toast | null>(null);
  const say = useCallback<Say>((text, undo) => {
    setToast(undo === undefined ? { text } : { text, undo });
  }, []);
  const dismiss = (): void => {
    setToast(null);
  };
  return (
    <SayContext value={say}>
      {children}
      <section className="toasts" role="status" aria-label={words.shell.messages}>
        {toast !== null && (
          <div className="toast">
            <span>{toast.text}</span>
            {toast.undo !== undefined && (
              <button
                type="button"
                className="plain"
                onClick={() => {
                  dismiss();
                  toast.undo?.();
                }}
              >
                {words.actions.undo}
              </button>
            )}
            <button type="button" className="plain" aria-label={words.actions.dismiss} onClick={dismiss}>
              ×
            </button>
          </div>
        )}
      </section>
    </SayContext>
  );
}
