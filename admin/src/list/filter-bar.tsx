/** Filters of a list: words that are typed, and choices. */
import { useEffect, useId, useRef, useState, type JSX, type ReactNode } from 'react';
import { useShortcuts } from '../shortcuts.js';
import { words } from '../words/en.js';
import type { ListAddress } from './list-address.js';

/** Between the last key and the question, in milliseconds. */
const pauseMs = 250;

export interface TextFilterProps {
  readonly address: ListAddress;
  /** Name in the address. */
  readonly name: string;
  readonly label: string;
  /** The one that `/` leads to. */
  readonly isMain?: true;
}

export function TextFilter({ address, name, label, isMain }: TextFilterProps): JSX.Element {
  const set = address.filters[name] ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { change } = address;
  const apply = useRef(change);
  useEffect(() => {
    apply.current = change;
  });
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => {
      apply.current({ [name]: typed });
      setTyped(null);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, name]);
  useShortcuts(
    isMain === true
      ? {
          '/': () => {
            input.current?.focus();
          },
        }
      : {},
  );
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type="search"
        value={typed ?? set}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </div>
  );
}

export interface ChoiceFilterProps {
  readonly address: ListAddress;
  readonly name: string;
  readonly label: string;
  /** Values with their labels. */
  readonly choices: readonly (readonly [string, string])[];
  /** What is shown where nothing is chosen. */
  readonly any?: string;
}

export function ChoiceFilter({ address, name, label, choices, any }: ChoiceFilterProps): JSX.Element {
  const id = useId();
  const chosen = address.filters[name] ?? '';
  // What the address says is in force, also where it is no choice: no more, or not yet.
  const isKnown = chosen === '' || choices.some(([value]) => value === chosen);
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={chosen}
        onChange={({ target }) => {
          address.change({ [name]: target.value });
        }}
      >
        <option value="">{any ?? words.lists.any}</option>
        {!isKnown && <option value={chosen}>{chosen}</option>}
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** `me` stands in the address, so that a view that is shared is about whoever reads it. */
export function WhoseFilter({ address }: { readonly address: ListAddress }): JSX.Element {
  return (
    <ChoiceFilter
      address={address}
      name="by"
      label={words.views.whose}
      any={words.views.anybody}
      choices={[['me', words.views.me]]}
    />
  );
}

export function FilterBar({
  address,
  children,
}: {
  readonly address: ListAddress;
  readonly children: ReactNode;
}): JSX.Element {
  const names = Object.keys(address.filters);
  return (
    <div className="filters" role="search">
      {children}
      {names.length > 0 && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            address.change(Object.fromEntries(names.map((name) => [name, undefined])));
          }}
        >
          {words.lists.clear}
        </button>
      )}
    </div>
  );
}
