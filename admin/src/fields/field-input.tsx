/** The control for a curated field. An emptied control is no value where that may be, else an empty text, which the service refuses in words. */
import type { JSX } from 'react';
import { words } from '../words/en.js';
import { audiences, documentKinds, visibilities, type CuratedFieldInfo } from './curated-fields.js';

export interface FieldInputProps {
  readonly field: CuratedFieldInfo;
  readonly id: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly describedBy?: string;
  readonly disabled?: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const linesOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('\n') : '');

function Choice({
  names,
  ...props
}: FieldInputProps & { readonly names: readonly (readonly [string, string])[] }): JSX.Element {
  const { id, value, onChange, describedBy, disabled } = props;
  const isNamed = names.some(([name]) => name === value);
  return (
    <select
      id={id}
      value={textOf(value)}
      aria-describedby={describedBy}
      disabled={disabled}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      {!isNamed && <option value="">{words.choose}</option>}
      {names.map(([name, label]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  );
}

export function FieldInput(props: FieldInputProps): JSX.Element {
  const { field, id, value, onChange, describedBy, disabled } = props;
  const common = { id, 'aria-describedby': describedBy, disabled };
  switch (field.control) {
    case 'DOCUMENT_KIND':
      return <Choice {...props} names={documentKinds.map((name) => [name, words.documentKinds[name]])} />;
    case 'AUDIENCE':
      return <Choice {...props} names={audiences.map((name) => [name, words.visibilities[name]])} />;
    case 'VISIBILITY':
      return <Choice {...props} names={visibilities.map((name) => [name, words.visibilities[name]])} />;
    case 'FLAG':
      return (
        <input
          {...common}
          type="checkbox"
          checked={value === true}
          onChange={({ target }) => {
            onChange(target.checked);
          }}
        />
      );
    case 'LIST':
      return (
        <textarea
          {...common}
          value={linesOf(value)}
          onChange={({ target }) => {
            onChange(target.value === '' ? [] : target.value.split('\n'));
          }}
        />
      );
    case 'TEXT':
      return (
        <textarea
          {...common}
          value={textOf(value)}
          onChange={({ target }) => {
            onChange(target.value === '' && field.nullable === true ? null : target.value);
          }}
        />
      );
    default:
      return (
        <input
          {...common}
          type={field.control === 'DAY' ? 'date' : field.control === 'ADDRESS' ? 'url' : 'text'}
          value={textOf(value)}
          dir={field.control === 'LINE' ? 'auto' : undefined}
          onChange={({ target }) => {
            onChange(target.value === '' && field.nullable === true ? null : target.value);
          }}
        />
      );
  }
}
