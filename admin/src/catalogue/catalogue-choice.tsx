/** A vendor, product or version to choose, by its name: from a `select` where all fit into one, else found by typing. */
import { useState, type JSX } from 'react';
import { Combobox, type Choices } from '../ui/combobox.js';
import { fittingChoices, useCatalogueChoices, useCatalogueName, useSettled, type Chosen } from './choices.js';

export interface CatalogueChoiceProps {
  readonly id: string;
  readonly chosen: Chosen;
  /** A slug; empty where nothing is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it means that nothing is chosen. */
  readonly any: string;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean | undefined;
}

function Select({ choices, ...props }: CatalogueChoiceProps & { readonly choices: Choices }): JSX.Element {
  const { id, value, onChange, any, describedBy, disabled } = props;
  // What is in force stays, also where it is no choice: no more, or not yet.
  const isKnown = value === '' || choices.some(([slug]) => slug === value);
  return (
    <select
      id={id}
      value={value}
      aria-describedby={describedBy}
      disabled={disabled}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      <option value="">{any}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {choices.map(([slug, name]) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Finder({ usual, ...props }: CatalogueChoiceProps & { readonly usual: Choices }): JSX.Element {
  const { id, chosen, value, onChange, any, describedBy, disabled } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const contains = useSettled(typed?.trim() ?? '');
  const found = useCatalogueChoices(chosen, contains, contains !== '');
  const choices = contains === '' ? usual : (found?.choices ?? []);
  const known = usual.find(([slug]) => slug === value)?.[1];
  const name = useCatalogueName(chosen, value, known === undefined);
  return (
    <Combobox
      id={id}
      text={typed ?? known ?? name}
      choices={typed === null || typed.trim() === '' ? [['', any], ...usual] : fittingChoices(choices, typed)}
      onText={setTyped}
      onChoose={(slug) => {
        setTyped(null);
        onChange(slug);
      }}
      onLeave={() => {
        setTyped(null);
        if (typed?.trim() === '') onChange('');
      }}
      describedBy={describedBy}
      disabled={disabled}
      placeholder={any}
    />
  );
}

export function CatalogueChoice(props: CatalogueChoiceProps): JSX.Element {
  const found = useCatalogueChoices(props.chosen);
  return found === null || found.isWhole ? (
    <Select {...props} choices={found?.choices ?? []} />
  ) : (
    <Finder {...props} usual={found.choices} />
  );
}
