/** Something that is shown this once, to be copied. */
import { useId, useRef, type JSX } from 'react';
import { words } from '../words/en.js';
import { Dialog } from './dialog.js';
import { useSay } from './toasts.js';

export interface SecretProps {
  readonly title: string;
  /** What to do with it. */
  readonly about: string;
  readonly label: string;
  readonly value: string;
  readonly onClose: () => void;
}

export function Secret({ title, about, label, value, onClose }: SecretProps): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const say = useSay();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      say(words.actions.copied);
    } catch {
      // Only over https, or on this machine: selected, it can be copied by hand.
      input.current?.select();
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{about}</p>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          ref={input}
          id={id}
          type="text"
          readOnly
          value={value}
          onFocus={({ target }) => {
            target.select();
          }}
        />
      </div>
      <button type="button" onClick={() => void copy()}>
        {words.actions.copy}
      </button>
    </Dialog>
  );
}
