/** A labelled field of a form for a vendor, product or version: chosen by name, or typed, also one that is not there yet. */
import { useId, type JSX } from 'react';
import { Combobox } from '../ui/combobox.js';
import { fittingChoices, useCatalogueChoices, useSettled, type Chosen } from './choices.js';

export interface CatalogueFieldProps {
  readonly label: string;
  readonly name: 'vendor' | 'product' | 'version';
  /** Slug of the product whose versions there are to choose from; while it is empty there are none. */
  readonly product?: string;
  readonly value: string;
  /** A choice fills in its name instead of its slug. */
  readonly byName?: true;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly isRequired?: true;
}

function chosenFor({ name, product = '' }: CatalogueFieldProps): Chosen | null {
  if (name !== 'version') return { kind: name === 'vendor' ? 'VENDOR' : 'PRODUCT' };
  return product.trim() === '' ? null : { kind: 'VERSION', product: product.trim() };
}

export function CatalogueField(props: CatalogueFieldProps): JSX.Element {
  const { label, value, onChange, hint, isRequired, byName = false } = props;
  const id = useId();
  const chosen = chosenFor(props);
  const contains = useSettled(value.trim());
  const found = useCatalogueChoices(chosen ?? { kind: 'VENDOR' }, contains, chosen !== null);
  const fitting = chosen === null ? [] : fittingChoices(found?.choices ?? [], value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Combobox
        id={id}
        text={value}
        choices={byName ? fitting.map(([, name]) => [name, name]) : fitting}
        onText={onChange}
        onChoose={onChange}
        isFree
        isRequired={isRequired}
        describedBy={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
