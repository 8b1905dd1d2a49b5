/** A rule in a form, with what it would change before it is in force. */
import { useId, useRef, useState, type JSX } from 'react';
import { useChange } from '../api/use-ask.js';
import { CatalogueField } from '../catalogue/catalogue-field.js';
import { isSameValue } from '../fields/field-value.js';
import { Dialog } from '../ui/dialog.js';
import { Failure } from '../ui/failure.js';
import { FormActions } from '../ui/form-actions.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { createRuleMutation, updateRuleMutation, type Rule } from './rule-operations.js';
import { PreviewPart } from './preview-part.js';
import { badLineOf, inputOf, matches, type RuleDraft } from './rule-draft.js';
import { TextField } from './text-field.js';

export interface RuleDialogProps {
  readonly draft: RuleDraft;
  /** The rule that it changes; null for a new one. */
  readonly seen: Pick<Rule, 'id' | 'revision' | 'validFrom' | 'validTo'> | null;
  readonly onClose: () => void;
}

const { fields } = words.rules;

/** What a rule says, field by field. */
function RuleFields({
  draft,
  change,
}: {
  readonly draft: RuleDraft;
  readonly change: (to: Partial<RuleDraft>) => void;
}) {
  const id = useId();
  const badPin = badLineOf(draft.pins);
  const badBoost = badLineOf(draft.boosts);
  const text = (name: keyof Omit<RuleDraft, 'match' | 'isEnabled'>) => ({
    value: draft[name],
    onChange: (value: string) => {
      change({ [name]: value });
    },
  });
  return (
    <>
      <TextField label={fields.name} isRequired {...text('name')} />
      <div className="field">
        <label htmlFor={`${id}-match`}>{fields.match}</label>
        <select
          id={`${id}-match`}
          value={draft.match}
          onChange={({ target }) => {
            change({ match: matches.find((each) => each === target.value) ?? 'CONTAINS' });
          }}
        >
          {matches.map((match) => (
            <option key={match} value={match}>
              {words.rules.matches[match]}
            </option>
          ))}
        </select>
      </div>
      <TextField label={fields.words} isRequired {...text('words')} />
      <TextField
        label={fields.pins}
        hint={fields.pinsHint}
        isLong
        problem={badPin === null ? null : words.rules.pinProblem(badPin)}
        {...text('pins')}
      />
      <TextField label={fields.hides} hint={fields.hidesHint} isLong {...text('hides')} />
      <TextField
        label={fields.boosts}
        hint={fields.boostsHint}
        isLong
        problem={badBoost === null ? null : words.rules.boostProblem(badBoost)}
        {...text('boosts')}
      />
      <TextField label={fields.redirect} {...text('redirect')} />
      <CatalogueField
        label={words.settings.product}
        name="product"
        hint={words.settings.scopeHint}
        {...text('product')}
      />
      <CatalogueField label={words.settings.version} name="version" product={draft.product} {...text('version')} />
      <CatalogueField label={words.settings.vendor} name="vendor" {...text('vendor')} />
      <TextField label={fields.validFrom} type="datetime-local" {...text('validFrom')} />
      <TextField label={fields.validTo} type="datetime-local" {...text('validTo')} />
      <TextField label={fields.priority} type="number" {...text('priority')} />
      <TextField label={words.settings.note} isLong {...text('note')} />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.isEnabled}
          onChange={({ target }) => {
            change({ isEnabled: target.checked });
          }}
        />
        {words.settings.isEnabled}
      </label>
    </>
  );
}

export function RuleDialog({ draft: given, seen, onClose }: RuleDialogProps): JSX.Element {
  const [draft, setDraft] = useState(given);
  const create = useChange(createRuleMutation);
  const update = useChange(updateRuleMutation);
  const say = useSay();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const saved = {
    onSuccess: () => {
      say(draft.isEnabled ? words.rules.saved(draft.name) : words.rules.savedOff(draft.name));
      onClose();
    },
  };
  const save = (): void => {
    const input = inputOf(draft, seen);
    if (seen === null) create.mutate({ input: { rule: input } }, saved);
    else update.mutate({ input: { id: seen.id, expectedRevision: seen.revision, rule: input } }, saved);
  };
  const isBad = badLineOf(draft.pins) !== null || badLineOf(draft.boosts) !== null;
  const error = create.error ?? update.error;
  return (
    <Dialog
      wide
      title={seen === null ? words.rules.make : words.rules.editOf(given.name)}
      onClose={onClose}
      isUnsaved={!isSameValue(draft, given)}
      actions={(close) => (
        <FormActions form={id} isDisabled={isBad || create.isPending || update.isPending} onClose={close} />
      )}
    >
      <form
        ref={form}
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <RuleFields
          draft={draft}
          change={(to) => {
            setDraft({ ...draft, ...to });
          }}
        />
      </form>
      <PreviewPart
        query={draft.words}
        product={draft.product}
        form={form}
        isBad={isBad}
        drafts={() => ({ rules: [{ id: seen?.id ?? null, rule: inputOf(draft, seen) }] })}
      />
      {error !== null && <Failure error={error} />}
    </Dialog>
  );
}
