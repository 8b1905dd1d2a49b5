/** The fields of a bulk edit. What is not switched on stays as it is in every document. */
import { useId, type JSX } from 'react';
import type { CuratedFieldInfo } from '../../fields/curated-fields.js';
import { FieldInput } from '../../fields/field-input.js';
import { fieldName } from '../../fields/field-value.js';
import { words } from '../../words/en.js';

/**
 * `SAME`: all get the value. `SOURCE`: back to what each one's source says. `STATED`, of titles: what each one's text states.
 * `CONFIRMED`: each keeps what it has, also when its source changes.
 */
interface ChosenField {
  readonly to: 'SAME' | 'SOURCE' | 'STATED' | 'CONFIRMED';
  readonly value: unknown;
}

export type ChosenFields = Readonly<Record<string, ChosenField>>;

interface FieldsInput {
  readonly set: Record<string, unknown>;
  readonly reset: string[];
  readonly confirm: string[];
  readonly useStatedTitle: boolean;
}

export function inputOfFields(chosen: ChosenFields): FieldsInput {
  const entries = Object.entries(chosen);
  const namesOf = (sort: ChosenField['to']): string[] =>
    entries.filter(([, { to }]) => to === sort).map(([name]) => name);
  return {
    set: Object.fromEntries(entries.filter(([, { to }]) => to === 'SAME').map(([name, { value }]) => [name, value])),
    reset: namesOf('SOURCE'),
    confirm: namesOf('CONFIRMED'),
    useStatedTitle: chosen['title']?.to === 'STATED',
  };
}

/** Whether a field that is switched on still lacks the value that it can't do without. */
export function lacksValue(chosen: ChosenFields): boolean {
  return Object.values(chosen).some(
    ({ to, value }) => to === 'SAME' && typeof value === 'string' && value.trim() === '',
  );
}

export interface BulkFieldsProps {
  readonly fields: readonly CuratedFieldInfo[];
  readonly chosen: ChosenFields;
  readonly onChosen: (chosen: ChosenFields) => void;
  readonly note: string;
  readonly onNote: (note: string) => void;
}

const emptyOf = ({ nullable, control }: CuratedFieldInfo): unknown =>
  nullable === true ? null : control === 'LIST' ? [] : '';

function BulkField({
  field,
  chosen,
  onChosen,
}: Pick<BulkFieldsProps, 'chosen' | 'onChosen'> & { readonly field: CuratedFieldInfo }): JSX.Element {
  const id = useId();
  const name = fieldName(field.name);
  const entry = chosen[field.name];
  const set = (next: ChosenField): void => {
    onChosen({ ...chosen, [field.name]: next });
  };
  const others = [
    ...(field.name === 'title' ? [['STATED', words.bulk.statedTitle] as const] : []),
    ['SOURCE', words.bulk.reset(name)] as const,
    ['CONFIRMED', words.bulk.confirm(name)] as const,
  ];
  return (
    <div className="bulk-field">
      <label className="check">
        <input
          type="checkbox"
          checked={entry !== undefined}
          onChange={({ target }) => {
            if (target.checked) set({ to: 'SAME', value: emptyOf(field) });
            else onChosen(Object.fromEntries(Object.entries(chosen).filter(([key]) => key !== field.name)));
          }}
        />
        {words.bulk.change(name)}
      </label>
      {entry !== undefined && (
        <div>
          <label htmlFor={id} className="hidden">
            {words.bulk.valueOf(name)}
          </label>
          <FieldInput
            field={field}
            id={id}
            value={entry.value}
            disabled={entry.to !== 'SAME'}
            onChange={(value) => {
              set({ ...entry, value });
            }}
          />
          {others.map(([to, label]) => (
            <label key={to} className="check">
              <input
                type="checkbox"
                checked={entry.to === to}
                onChange={({ target }) => {
                  set({ ...entry, to: target.checked ? to : 'SAME' });
                }}
              />
              {label}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

export function BulkFields({ fields, chosen, onChosen, note, onNote }: BulkFieldsProps): JSX.Element {
  return (
    <>
      <p className="soft">{words.bulk.about}</p>
      {fields.map((field) => (
        <BulkField key={field.name} field={field} chosen={chosen} onChosen={onChosen} />
      ))}
      <div className="field">
        <label htmlFor="bulk-note">{words.edit.note}</label>
        <input
          id="bulk-note"
          type="text"
          value={note}
          placeholder={words.edit.noteHint}
          onChange={({ target }) => {
            onNote(target.value);
          }}
        />
      </div>
    </>
  );
}
