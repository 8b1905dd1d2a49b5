/** What is known of documents where no folder and no manifest says it. */
import { useId, type JSX } from 'react';
import { CatalogueField } from '../../catalogue/catalogue-field.js';
import { documentKinds } from '../../fields/curated-fields.js';
import { words } from '../../words/en.js';

export type DocumentKind = (typeof documentKinds)[number];

export interface Names {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly document: string;
  readonly documentKind: DocumentKind | '';
}

export const noNames: Names = { vendor: '', product: '', version: '', document: '', documentKind: '' };

type Sent = Partial<Omit<Names, 'documentKind'>> & { documentKind?: DocumentKind };

/** As inputs take it: what was left empty is left out. */
export function sentNames({ documentKind, ...texts }: Names): Sent {
  const given = Object.entries(texts).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
  return { ...(Object.fromEntries(given) as Sent), ...(documentKind !== '' && { documentKind }) };
}

export const isSameNames = (a: Names, b: Names): boolean =>
  JSON.stringify(sentNames(a)) === JSON.stringify(sentNames(b));

export interface NamesFieldsProps {
  readonly names: Names;
  readonly onNames: (names: Names) => void;
}

export function VendorField({ names, onNames }: NamesFieldsProps): JSX.Element {
  return (
    <CatalogueField
      label={words.add.vendor}
      name="vendor"
      byName
      value={names.vendor}
      onChange={(vendor) => {
        onNames({ ...names, vendor });
      }}
    />
  );
}

/** All but the vendor. */
export function OtherNames({ names, onNames }: NamesFieldsProps): JSX.Element {
  const id = useId();
  return (
    <>
      {(['product', 'version', 'document'] as const).map((name) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{words.add[name]}</label>
          <input
            id={`${id}-${name}`}
            type="text"
            value={names[name]}
            aria-describedby={name === 'document' ? `${id}-hint` : undefined}
            onChange={({ target }) => {
              onNames({ ...names, [name]: target.value });
            }}
          />
          {name === 'document' && (
            <p className="hint" id={`${id}-hint`}>
              {words.add.documentHint}
            </p>
          )}
        </div>
      ))}
      <div className="field">
        <label htmlFor={`${id}-kind`}>{words.add.kind}</label>
        <select
          id={`${id}-kind`}
          value={names.documentKind}
          onChange={({ target }) => {
            onNames({ ...names, documentKind: documentKinds.find((kind) => kind === target.value) ?? '' });
          }}
        >
          <option value="">{words.add.kindAny}</option>
          {documentKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.documentKinds[kind]}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

export function NamesFields(props: NamesFieldsProps): JSX.Element {
  return (
    <fieldset className="names">
      <legend>{words.add.names}</legend>
      <p className="hint">{words.add.namesHint}</p>
      <VendorField {...props} />
      <OtherNames {...props} />
    </fieldset>
  );
}
