/** Where things go: a place by its slugs, another slug, why. */
import { useId, type JSX } from 'react';
import { CatalogueField } from '../catalogue/catalogue-field.js';
import { TextField } from '../settings/text-field.js';
import { words } from '../words/en.js';
import { isNamed, isOne, targetsOf, type MoveDraft, type Moved } from './move-draft.js';

const { moves } = words;

export interface MoveFormProps {
  readonly id: string;
  readonly moved: Moved;
  readonly draft: MoveDraft;
  readonly onChange: (draft: MoveDraft) => void;
  readonly onSubmit: () => void;
  /** The place is not in the library. */
  readonly isAbsent: boolean;
}

function TargetField({ moved, draft, onChange }: Pick<MoveFormProps, 'moved' | 'draft' | 'onChange'>): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{moves.what}</label>
      <select
        id={id}
        value={draft.target ?? ''}
        onChange={({ target: { value } }) => {
          onChange({ ...draft, target: value === '' ? null : Number(value) });
        }}
      >
        {targetsOf[moved.kind].map(({ kind }, at) => (
          <option key={kind} value={at}>
            {(isOne(moved) ? moves.targets : moves.targetsOfMany)[moved.kind][at]}
          </option>
        ))}
        {isOne(moved) && <option value="">{moves.onlySlug}</option>}
      </select>
    </div>
  );
}

export function MoveForm({ id, moved, draft, onChange, onSubmit, isAbsent }: MoveFormProps): JSX.Element {
  const target = draft.target === null ? undefined : targetsOf[moved.kind][draft.target];
  return (
    <form
      id={id}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TargetField moved={moved} draft={draft} onChange={onChange} />
      {target?.fields.map((field) => (
        <CatalogueField
          key={field}
          label={moves.fields[field]}
          hint={moves.slugHint}
          isRequired
          name={field}
          product={draft.product}
          value={draft[field]}
          onChange={(value) => {
            onChange({ ...draft, [field]: value, isNew: false });
          }}
        />
      ))}
      {isAbsent && (
        <label className="check notice is-warn">
          <input
            type="checkbox"
            checked={draft.isNew}
            onChange={({ target: { checked } }) => {
              onChange({ ...draft, isNew: checked });
            }}
          />
          {moves.absent}
        </label>
      )}
      {isAbsent && draft.isNew && target !== undefined && isNamed(target) && (
        <TextField
          label={moves.nameOfNew}
          hint={moves.nameFromSlug}
          value={draft.name}
          onChange={(name) => {
            onChange({ ...draft, name });
          }}
        />
      )}
      {isOne(moved) && (
        <TextField
          label={moves.slug}
          hint={target === undefined ? '' : moves.slugMayStay}
          value={draft.slug}
          onChange={(slug) => {
            onChange({ ...draft, slug });
          }}
        />
      )}
      <TextField
        label={words.edit.note}
        hint={words.edit.noteHint}
        value={draft.note}
        onChange={(note) => {
          onChange({ ...draft, note });
        }}
      />
    </form>
  );
}
