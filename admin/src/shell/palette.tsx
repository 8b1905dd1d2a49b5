/** ⌘K: go to a screen, a vendor, a product or a document by typing some of its name. */
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type JSX, type KeyboardEvent } from 'react';
import { graphql } from '../api/graphql.js';
import { useAsk } from '../api/use-ask.js';
import { Dialog } from '../ui/dialog.js';
import { useListKeys } from '../ui/list-keys.js';
import { words } from '../words/en.js';
import { placeGroups } from './places.js';
import { useViewer } from './viewer.js';

const suggestQuery = graphql(`
  query Suggest($prefix: String!) {
    suggest(prefix: $prefix, first: 12) {
      kind
      text
      target {
        __typename
        ... on Product {
          slug
        }
        ... on Document {
          slug
          version {
            slug
            label
            product {
              slug
              name
            }
          }
          inVersions(first: 20) {
            nodes {
              slug
              label
            }
          }
        }
      }
    }
    vendors(first: 5, filter: { nameContains: $prefix }, orderBy: { field: NAME }) {
      nodes {
        slug
        name
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

/** Vendors, products, and documents in every version, the newest first. */
function useThings(typed: string): Entry[] {
  const { data } = useAsk(suggestQuery, { prefix: typed }, { enabled: typed !== '' });
  if (typed === '') return [];
  const vendors = (data?.vendors.nodes ?? []).map(({ slug, name }): Entry => ({
    name,
    about: words.subjects.VENDOR,
    to: `/vendors/${slug}`,
  }));
  const named = (data?.suggest ?? []).flatMap(({ text, target }): Entry[] => {
    if (target.__typename === 'Product') {
      return [{ name: text, about: words.subjects.PRODUCT, to: `/products/${target.slug}` }];
    }
    if (target.__typename !== 'Document') return [];
    const { slug, version, inVersions } = target;
    const { product } = version;
    const others = inVersions.nodes.filter((each) => each.slug !== version.slug);
    return [version, ...others].map((each) => ({
      name: text,
      about: `${product.name} ${each.label}`,
      to: `/documents/${product.slug}/${each.slug}/${slug}`,
    }));
  });
  // A document whose title changed from version to version is suggested by each of its titles.
  const byAddress = new Map([...vendors, ...named].toReversed().map((entry) => [entry.to, entry]));
  return [...byAddress.values()].toReversed();
}

export function Palette({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  const id = useId();
  const navigate = useNavigate();
  const prefix = typed.trim().slice(0, 200);
  const entries = [usePlaces(prefix), useViews(prefix), useThings(prefix)].flat();
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
    go(entries[active]);
  };
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
