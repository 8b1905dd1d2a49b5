/** Which columns a list shows, and how close its rows stand. */
import { useEffect, useId, useRef, useState, type JSX } from 'react';
import { words } from '../words/en.js';
import type { ListAddress } from './list-address.js';
import { shownColumns, withColumn, type Density } from './shown.js';

interface NamedColumn {
  readonly key: string;
  readonly title: string;
  readonly isHeading?: true;
  readonly isExtra?: true;
}

export interface ListStyleProps {
  readonly address: ListAddress;
  readonly columns: readonly NamedColumn[];
}

const densities = ['COMFORTABLE', 'COMPACT'] as const satisfies readonly Density[];

export function DensityChoice({ address }: Pick<ListStyleProps, 'address'>): JSX.Element {
  const id = useId();
  return (
    <div className="row">
      <label htmlFor={id}>{words.views.density}</label>
      <select
        id={id}
        value={address.density}
        onChange={({ target }) => {
          address.restyle({ density: densities.find((name) => name === target.value) ?? 'COMFORTABLE' });
        }}
      >
        {densities.map((name) => (
          <option key={name} value={name}>
            {words.views.densities[name]}
          </option>
        ))}
      </select>
    </div>
  );
}

export function ColumnChoice({ address, columns }: ListStyleProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const close = ({ target }: PointerEvent): void => {
      const { current } = details;
      if (current !== null && !current.contains(target as Node)) current.open = false;
    };
    document.addEventListener('pointerdown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
    };
  }, [isOpen]);
  const shown = shownColumns(columns, address.columns).map(({ key }) => key);
  return (
    <details
      ref={details}
      className="columns"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape') return;
        currentTarget.open = false;
        currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>{words.views.columns(shown.length, columns.length)}</summary>
      {isOpen && (
        <fieldset>
          <legend className="hidden">{words.views.chooseColumns}</legend>
          {columns.map(({ key, title, isHeading }) => (
            <label key={key} className="check">
              <input
                type="checkbox"
                checked={shown.includes(key)}
                disabled={isHeading === true}
                onChange={() => {
                  address.restyle({ columns: withColumn(columns, address.columns, key) });
                }}
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </details>
  );
}
