/** The way through the list that an edit screen was opened from, row by row. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { editAddress } from '../../fields/edit-address.js';
import { pageSize } from '../../list/list-address.js';
import { rowPlaceOf, type Neighbour } from '../../list/row-place.js';
import { useShortcuts } from '../../shortcuts.js';
import { words } from '../../words/en.js';
import type { Walk } from './use-walk.js';

const lists = {
  VENDOR: ['/vendors', words.library.vendors],
  PRODUCT: ['/products', words.library.products],
  VERSION: ['/versions', words.library.versions],
  DOCUMENT: ['/documents', words.library.documents],
} as const satisfies Record<SubjectKind, readonly [string, string]>;

export interface WalkBarProps {
  readonly kind: SubjectKind;
  readonly walk: Walk;
}

/** Goes to a row of the list, asking about what is not saved only where something may be lost. */
export function useStep({ kind, walk }: WalkBarProps | { kind: SubjectKind; walk: null }) {
  const navigate = useNavigate();
  return ({ path, at }: Neighbour, isSaved = false): void => {
    const search = rowPlaceOf(walk?.place.search ?? {}, at);
    // The form has yet to hear that it was saved.
    void navigate({ to: editAddress(kind, path), search: search as never, ignoreBlocker: isSaved });
  };
}

interface StepProps extends WalkBarProps {
  readonly to: Neighbour | null;
  readonly label: string;
}

function Step({ kind, walk, to, label }: StepProps): JSX.Element {
  if (to === null) {
    return (
      <button type="button" className="secondary small" disabled>
        {label}
      </button>
    );
  }
  return (
    <Link
      className="button secondary small"
      to={editAddress(kind, to.path)}
      search={rowPlaceOf(walk.place.search, to.at) as never}
    >
      {label}
    </Link>
  );
}

export function WalkBar({ kind, walk }: WalkBarProps): JSX.Element {
  const { place, neighbours } = walk;
  const step = useStep({ kind, walk });
  const [to, name] = lists[kind];
  const page = Math.ceil((neighbours?.at ?? place.at) / pageSize);
  useShortcuts({
    '[': () => {
      if (neighbours?.previous) step(neighbours.previous);
    },
    ']': () => {
      if (neighbours?.next) step(neighbours.next);
    },
  });
  return (
    <nav className="walk row" aria-label={words.walk.label(name)}>
      <Step kind={kind} walk={walk} to={neighbours?.previous ?? null} label={words.walk.previous} />
      <Step kind={kind} walk={walk} to={neighbours?.next ?? null} label={words.walk.next} />
      <span className="soft" role="status">
        {neighbours === null
          ? words.loading
          : neighbours.at === null
            ? words.walk.left(neighbours.total)
            : words.walk.at(neighbours.at, neighbours.total)}
      </span>
      <Link to={to} search={{ ...place.search, ...(page > 1 && { page: String(page) }) } as never}>
        {words.walk.list(name)}
      </Link>
    </nav>
  );
}
