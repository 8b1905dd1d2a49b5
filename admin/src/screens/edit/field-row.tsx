/** One field: its control, where its value comes from, and the way back. */
import { useId, type JSX } from 'react';
import { CatalogueChoice } from '../../catalogue/catalogue-choice.js';
import type { Chosen } from '../../catalogue/choices.js';
import type { CuratedFieldInfo } from '../../fields/curated-fields.js';
import { FieldInput } from '../../fields/field-input.js';
import { fieldName, isSameValue, shownValue } from '../../fields/field-value.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import {
  confirmInDraft,
  resetInDraft,
  setInDraft,
  takeBack,
  unsetInDraft,
  valueInDraft,
  type Draft,
  type Wish,
} from './draft.js';
import type { StandingField } from './operations.js';

export interface FieldOptions {
  readonly chosen: Chosen;
  /** What holds where none of it is chosen. */
  readonly otherwise: string;
}

export interface FieldRowProps {
  readonly info: CuratedFieldInfo;
  readonly standing: StandingField;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly problem?: string | undefined;
  readonly disabled: boolean;
  /** What there is to choose from; without, it is written. */
  readonly options?: FieldOptions | undefined;
  /** What the text says of it, which the source does not say it is. */
  readonly inText?: string | undefined;
}

function Provenance({ standing }: { readonly standing: StandingField }): JSX.Element {
  const { isOverridden, isNeedless, sourceChanged, lastChange, extracted, effective, field } = standing;
  if (!isOverridden) return <span className="chip">{words.edit.fromSource}</span>;
  const isConfirmed = !sourceChanged && isSameValue(effective, extracted);
  const said = isConfirmed ? words.edit.confirmedBy : words.edit.correctedBy;
  return (
    <>
      <span className="chip is-good">{said(lastChange?.callerName)}</span>
      {lastChange !== null && <When at={lastChange.at} />}
      {isNeedless && <span className="chip is-warn">{words.edit.needless}</span>}
      {sourceChanged && !isNeedless && <span className="chip is-warn">{words.edit.sourceChanged}</span>}
      {!isNeedless && !isConfirmed && (
        <span className="said">{words.edit.sourceSays(shownValue(field, extracted))}</span>
      )}
    </>
  );
}

interface FromProps extends Pick<FieldRowProps, 'standing' | 'draft' | 'onDraft' | 'disabled' | 'inText'> {
  /** Of the control. */
  readonly id: string;
  /** Of the field, in words. */
  readonly name: string;
}

/** Offers what the text says, where neither the control nor the source does. */
function TakeFromText({ standing, draft, onDraft, inText }: Omit<FromProps, 'id' | 'name' | 'disabled'>) {
  if (inText === undefined || inText === valueInDraft(draft, standing) || inText === standing.extracted) return null;
  return (
    <button
      type="button"
      className="plain"
      onClick={() => {
        onDraft(setInDraft(draft, standing, inText));
      }}
    >
      {words.edit.useInText(inText)}
    </button>
  );
}

/** What saving does. */
function told({ isOverridden, extracted }: StandingField, wish: Wish): string {
  if (!wish.set) return words.edit.willReset;
  return !isOverridden && isSameValue(wish.value, extracted) ? words.edit.willConfirm : words.edit.changed;
}

/** Fields that a thing may rightly lack: a picture book has no language. */
const mayBeNone: readonly string[] = ['language'];

/** Offers to keep what the source says. Where something is to be said, an empty value is nothing that could be right. */
function Confirm({ name, standing, draft, onDraft }: Omit<FromProps, 'id' | 'disabled' | 'inText'>) {
  const { isOverridden, extracted, field } = standing;
  const isEmpty = extracted === null || (Array.isArray(extracted) && extracted.length === 0);
  if (isOverridden || (isEmpty && !mayBeNone.includes(field)) || draft[field] !== undefined) return null;
  return (
    <button
      type="button"
      className="plain"
      aria-label={isEmpty ? words.edit.confirmNoneOf(name) : words.edit.confirmField(name)}
      onClick={() => {
        onDraft(confirmInDraft(draft, standing));
      }}
    >
      {isEmpty ? words.edit.confirmNone : words.edit.confirm}
    </button>
  );
}

/** Where the value comes from, and what else it could be. */
function From({ id, name, standing, draft, onDraft, disabled, inText }: FromProps): JSX.Element {
  const wish = draft[standing.field];
  return (
    <div className="from" id={`${id}-from`}>
      {wish === undefined ? (
        <Provenance standing={standing} />
      ) : (
        <span className="chip is-warn">{told(standing, wish)}</span>
      )}
      {wish !== undefined && (
        <button
          type="button"
          className="plain"
          aria-label={words.edit.revertField(name)}
          onClick={() => {
            onDraft(takeBack(draft, standing.field));
          }}
        >
          {words.edit.revert}
        </button>
      )}
      {wish === undefined && standing.isOverridden && !disabled && (
        <button
          type="button"
          className="plain"
          aria-label={words.edit.resetField(name)}
          onClick={() => {
            onDraft(resetInDraft(draft, standing.field));
          }}
        >
          {words.edit.reset}
        </button>
      )}
      {!disabled && <Confirm {...{ name, standing, draft, onDraft }} />}
      {!disabled && <TakeFromText {...{ standing, draft, onDraft, inText }} />}
    </div>
  );
}

export function FieldRow({
  info,
  standing,
  draft,
  onDraft,
  problem,
  disabled,
  options,
  inText,
}: FieldRowProps): JSX.Element {
  const id = useId();
  const wish = draft[info.name];
  const name = fieldName(info.name);
  const hint = words.fieldHints[info.name];
  const value = valueInDraft(draft, standing);
  const common = { id, describedBy: `${id}-from`, disabled };
  return (
    <div className="field curated" data-changed={wish !== undefined || undefined}>
      <label htmlFor={id}>{name}</label>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {options === undefined ? (
        <FieldInput
          {...common}
          field={info}
          value={value}
          onChange={(to) => {
            onDraft(setInDraft(draft, standing, to));
          }}
        />
      ) : (
        <CatalogueChoice
          {...common}
          chosen={options.chosen}
          value={typeof value === 'string' ? value : ''}
          any={options.otherwise}
          onChange={(to) => {
            onDraft(to === '' ? unsetInDraft(draft, standing) : setInDraft(draft, standing, to));
          }}
        />
      )}
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <From {...{ id, name, standing, draft, onDraft, disabled, inText }} />
    </div>
  );
}
