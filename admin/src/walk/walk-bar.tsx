/** The way through the list that a screen of one thing was opened from, row by row. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { SubjectKind } from '../fields/curated-fields.js';
import { editAddress } from '../fields/edit-address.js';
import { pageSize } from '../list/list-address.js';
import { rowPlaceOf, type Neighbour } from '../list/row-place.js';
import { useShortcuts } from '../shortcuts.js';
import { words } from '../words/en.js';
import type { Walk } from './use-walk.js';
import './walk.css';

const lists = {
  VENDOR: ['/vendors', words.library.vendors],
  PRODUCT: ['/products', words.library.products],
  VERSION: ['/versions', words.library.versions],
  DOCUMENT: ['/documents', words.library.documents],
} as const satisfies Record<SubjectKind, readonly [string, string]>;

export interface WalkBarProps {
  readonly kind: SubjectKind;
  readonly walk: Walk;
  /** What of a row the screen shows, as its address ends; its fields where nothing is said. */
  readonly part?: 'text';
}

const addressOf = ({ kind, part }: Pick<WalkBarProps, 'kind' | 'part'>, path: string): string =>
  part === undefined ? editAddress(kind, path) : `${editAddress(kind, path)}/${part}`;

/** Goes to a row of the list, asking about what is not saved only where something may be lost. */
export function useStep({ walk, ...shown }: WalkBarProps | (Omit<WalkBarProps, 'walk'> & { readonly walk: null })) {
  const navigate = useNavigate();
  return ({ path, at }: Neighbour, isSaved = false): void => {
    const search = rowPlaceOf(walk?.place.search ?? {}, at);
    // The form has yet to hear that it was saved.
    void navigate({ to: addressOf(shown, path), search: search as never, ignoreBlocker: isSaved });
  };
}

interface StepProps extends WalkBarProps {
  readonly to: Neighbour | null;
  readonly label: string;
}

function Step({ walk, to, label, ...shown }: StepProps): JSX.Element {
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
      to={addressOf(shown, to.path)}
      search={rowPlaceOf(walk.place.search, to.at) as never}
    >
      {label}
    </Link>
  );
}

export function WalkBar(props: WalkBarProps): JSX.Element {
  const { place, neighbours } = props.walk;
  const step = useStep(props);
  const [to, name] = lists[props.kind];
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
      <Step {...props} to={neighbours?.previous ?? null} label={words.walk.previous} />
      <Step {...props} to={neighbours?.next ?? null} label={words.walk.next} />
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
