/** The views of a list to choose from: one's own, and those that others share. */
import { useId, type JSX } from 'react';
import type { ListAddress } from '../list/list-address.js';
import { words } from '../words/en.js';
import type { View } from './operations.js';
import { shownOfView } from './view-input.js';

export interface ViewChoiceProps {
  readonly address: ListAddress;
  readonly views: readonly View[];
  /** The one that is open. */
  readonly view: View | null;
}

const nothing = { filters: {}, order: undefined, columns: [], density: 'COMFORTABLE' } as const;

export function ViewChoice({ address, views, view }: ViewChoiceProps): JSX.Element {
  const id = useId();
  // One that stands behind the first hundred can be open, too.
  const all = view === null || views.some((one) => one.id === view.id) ? views : [view, ...views];
  const group = (label: string, ones: readonly View[], nameOf: (one: View) => string): JSX.Element | null =>
    ones.length === 0 ? null : (
      <optgroup label={label}>
        {ones.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
      </optgroup>
    );
  return (
    <div className="row">
      <label htmlFor={id}>{words.views.label}</label>
      <select
        id={id}
        value={view?.id ?? ''}
        onChange={({ target }) => {
          const chosen = all.find((one) => one.id === target.value);
          address.open(chosen === undefined ? nothing : shownOfView(chosen), chosen?.id);
        }}
      >
        <option value="">{words.views.none}</option>
        {group(
          words.views.own,
          all.filter(({ isOwn }) => isOwn),
          ({ name, isShared }) => words.views.option(name, isShared),
        )}
        {group(
          words.views.shared,
          all.filter(({ isOwn }) => !isOwn),
          ({ name, ownerName }) => words.views.optionOf(name, ownerName),
        )}
      </select>
    </div>
  );
}
