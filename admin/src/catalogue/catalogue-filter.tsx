/** A filter of a list by vendor, product or version. */
import { useId, type JSX } from 'react';
import type { ListAddress } from '../list/list-address.js';
import { words } from '../words/en.js';
import { CatalogueChoice } from './catalogue-choice.js';
import type { Chosen } from './choices.js';

export interface CatalogueFilterProps {
  readonly address: ListAddress;
  readonly chosen: Chosen;
  readonly label: string;
}

/** Its name in the address. */
const names = { VENDOR: 'vendor', PRODUCT: 'product', VERSION: 'version' } as const;

export function CatalogueFilter({ address, chosen, label }: CatalogueFilterProps): JSX.Element {
  const id = useId();
  const name = names[chosen.kind];
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <CatalogueChoice
        id={id}
        chosen={chosen}
        value={address.filters[name] ?? ''}
        any={words.lists.any}
        onChange={(value) => {
          if (value !== (address.filters[name] ?? '')) address.change({ [name]: value });
        }}
      />
    </div>
  );
}
