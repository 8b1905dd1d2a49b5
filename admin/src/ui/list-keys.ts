/** The entry of a list that the keys of a text field above it are about. */
import { useState, type KeyboardEvent } from 'react';

export interface ListKeys {
  /** Position of the entry that Enter takes; -1 for none. */
  readonly active: number;
  /** Another list: back to the entry that is active without a key. */
  readonly reset: () => void;
  /** Goes round with the arrows. Whether the key was one of them. */
  readonly step: (event: KeyboardEvent) => boolean;
}

/**
 * @param amount of entries.
 * @param usual position that is active before an arrow was pressed; -1 for none.
 */
export function useListKeys(amount: number, usual: 0 | -1): ListKeys {
  const [at, setAt] = useState<number>(usual);
  const active = Math.min(at, amount - 1);
  return {
    active,
    reset: () => {
      setAt(usual);
    },
    step: (event) => {
      const down = event.key === 'ArrowDown';
      if (!down && event.key !== 'ArrowUp') return false;
      event.preventDefault();
      if (amount > 0) setAt(down ? (active + 1) % amount : (Math.max(active, 0) - 1 + amount) % amount);
      return true;
    },
  };
}
