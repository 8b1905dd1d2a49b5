/** ⌘K: go to a screen, a vendor, a product, a version or a document by typing some of the names that lead to it. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState, type JSX, type KeyboardEvent } from 'react';
import { graphql, type ResultOf } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';
import { Dialog } from '../ui/dialog.js';
import { useListKeys } from '../ui/list-keys.js';
import { words } from '../words/en.js';
import { placeGroups } from './places.js';
import { useViewer } from './viewer.js';

const namedQuery = graphql(`
  query CatalogueNamed($words: String!, $states: [LifecycleState!]) {
    catalogueNamed(words: $words, states: $states, first: 8) {
      __typename
      ... on Vendor {
        slug
        name
      }
      ... on Product {
        slug
        name
      }
      ... on Version {
        slug
        label
        state
        product {
          slug
          name
        }
      }
      ... on Document {
        slug
        title
        state
        version {
          slug
          label
          product {
            slug
            name
          }
        }
      }
    }
  }
`);

const viewNamesQuery = graphql(`
  query SavedViewNames {
    savedViews(first: 100) {
      nodes {
        id
        list
        name
      }
    }
  }
`);

const everyState = ['PUBLISHED', 'DRAFT', 'HIDDEN', 'ARCHIVED'] as const;

interface Entry {
  readonly name: string;
  readonly about: string;
  /** Address within the console. */
  readonly to: string;
  /** Id of a saved view of that list. */
  readonly view?: string;
}

function usePlaces(typed: string): Entry[] {
  const { permissions } = useViewer();
  return placeGroups
    .flatMap(({ name: group, places }) => places.map((place) => ({ ...place, about: group })))
    .filter(({ action, name }) => permissions.includes(action) && name.toLowerCase().includes(typed.toLowerCase()));
}

const lists = {
  DOCUMENTS: '/documents',
  VERSIONS: '/versions',
  PRODUCTS: '/products',
  VENDORS: '/vendors',
  CHANGES: '/changes',
  PROPOSALS: '/proposals',
} as const;

function useViews(typed: string): Entry[] {
  const { permissions } = useViewer();
  const mayOpen = permissions.includes('CURATION_READ') && permissions.includes('VIEWS_KEEP');
  const { data } = useAsk(viewNamesQuery, {}, { enabled: mayOpen });
  return (data?.savedViews.nodes ?? [])
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .map(({ id, name, list }) => ({ name, about: words.views.lists[list], to: lists[list], view: id }));
}

type Named = ResultOf<typeof namedQuery>['catalogueNamed'][number];

/** Where it stands, unless that is what one expects of it. */
const stateOf = (state: keyof typeof words.states): string =>
  state === 'PUBLISHED' ? '' : ` · ${words.states[state]}`;

function entryOf(found: Named): Entry[] {
  switch (found.__typename) {
    case 'Vendor':
      return [{ name: found.name, about: words.subjects.VENDOR, to: `/vendors/${found.slug}` }];
    case 'Product':
      return [{ name: found.name, about: words.subjects.PRODUCT, to: `/products/${found.slug}` }];
    case 'Version': {
      const { product, label, slug, state } = found;
      const about = `${words.subjects.VERSION}${stateOf(state)}`;
      return [{ name: `${product.name} ${label}`, about, to: `/versions/${product.slug}/${slug}` }];
    }
    case 'Document': {
      const { version, title, slug, state } = found;
      const about = `${version.product.name} ${version.label}${stateOf(state)}`;
      return [{ name: title, about, to: `/documents/${version.product.slug}/${version.slug}/${slug}` }];
    }
    default:
      return [];
  }
}

interface Things {
  readonly entries: readonly Entry[];
  /** They are those of what was typed before. */
  readonly isStale: boolean;
}

/** Vendors, products, versions and documents. */
function useThings(typed: string): Things {
  const { permissions } = useViewer();
  const states = permissions.includes('CURATION_READ') ? [...everyState] : null;
  const { data, isPlaceholderData, isPending } = useAsk(
    namedQuery,
    { words: typed, states },
    { enabled: typed !== '' },
  );
  if (typed === '') return { entries: [], isStale: false };
  return { entries: (data?.catalogueNamed ?? []).flatMap(entryOf), isStale: isPlaceholderData || isPending };
}

export function Palette({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  /** Enter was pressed before it was known what has the name that was typed. */
  const [isEntered, setIsEntered] = useState(false);
  const id = useId();
  const navigate = useNavigate();
  const prefix = typed.trim().slice(0, 200);
  const things = useThings(prefix);
  const entries = [...usePlaces(prefix), ...useViews(prefix), ...things.entries];
  const { active, reset, step } = useListKeys(entries.length, 0);
  const go = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    const { to, view } = entry;
    void navigate({ to, ...(view !== undefined && { search: { view } as never }) });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (step(event) || event.key !== 'Enter') return;
    event.preventDefault();
    if (things.isStale) setIsEntered(true);
    else go(entries[active]);
  };
  useEffect(() => {
    if (isEntered && !things.isStale) go(entries[active]);
  });
  return (
    <Dialog title={words.palette.title} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        className="palette"
        aria-label={words.palette.label}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={entries.length > 0 ? `${id}-${String(active)}` : undefined}
        autoFocus
        autoComplete="off"
        value={typed}
        placeholder={words.palette.hint}
        onChange={({ target }) => {
          setTyped(target.value);
          setIsEntered(false);
          reset();
        }}
        onKeyDown={onKey}
      />
      <ul id={id} role="listbox" aria-label={words.palette.entries} className="entries">
        {entries.map((entry, index) => (
          <li
            key={`${entry.to} ${entry.view ?? ''}`}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            onClick={() => {
              go(entry);
            }}
          >
            <span dir="auto">{entry.name}</span> <small>{entry.about}</small>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="soft">{words.palette.nothing}</p>}
    </Dialog>
  );
}
