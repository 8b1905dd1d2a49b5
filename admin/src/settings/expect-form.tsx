/** Says whether versions of a product should have a kind of document. */
import { useEffect, useId, useState, type JSX } from 'react';
import { useChange } from '../api/use-ask.js';
import type { documentKinds } from '../fields/curated-fields.js';
import { Overtaken } from '../ui/overtaken.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { declareMutation } from './expectation-operations.js';
import { useWithdraw } from './use-withdraw.js';

export interface ExpectFormProps {
  readonly product: string;
  readonly kind: (typeof documentKinds)[number];
  /** The version that it was opened from. */
  readonly version: string | undefined;
  readonly onDone: () => void;
  /** Told whether something was filled in. */
  readonly onFilledIn: (isFilledIn: boolean) => void;
}

interface ExpectedChoiceProps {
  readonly isExpected: boolean;
  readonly onExpected: (isExpected: boolean) => void;
}

function ExpectedChoice({ isExpected, onExpected }: ExpectedChoiceProps): JSX.Element {
  const id = useId();
  return (
    <fieldset className="checks">
      <legend className="hidden">{words.coverage.expect}</legend>
      {([true, false] as const).map((value) => (
        <label key={String(value)}>
          <input
            type="radio"
            name={`${id}-expected`}
            checked={isExpected === value}
            onChange={() => {
              onExpected(value);
            }}
          />
          {value ? words.coverage.isExpected : words.coverage.isNotExpected}
        </label>
      ))}
    </fieldset>
  );
}

export function ExpectForm({ product, kind, version, onDone, onFilledIn }: ExpectFormProps): JSX.Element {
  const [isExpected, setExpected] = useState(true);
  const [from, setFrom] = useState(version ?? '');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const isFilledIn = !isExpected || from !== (version ?? '') || to !== '' || note !== '';
  useEffect(() => {
    onFilledIn(isFilledIn);
  }, [isFilledIn, onFilledIn]);
  const { withdraw } = useWithdraw();
  const say = useSay();
  const declare = useChange(declareMutation, {
    onSuccess: ({
      declareExpectation: {
        expectations: [declared],
      },
    }) => {
      say(
        words.coverage.declared,
        declared &&
          (() => {
            withdraw(declared);
          }),
      );
    },
  });
  const save = (expectedRevision: number): void => {
    declare.mutate(
      { input: { product, kinds: [kind], from, to, isExpected, note, expectedRevision } },
      {
        onSuccess: () => {
          onDone();
        },
      },
    );
  };
  const id = useId();
  const fields = [
    ['from', words.coverage.from, from, setFrom],
    ['to', words.coverage.to, to, setTo],
    ['note', words.coverage.note, note, setNote],
  ] as const;
  return (
    <form
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        save(0);
      }}
    >
      <h3 id={`${id}-title`}>{words.coverage.expect}</h3>
      {declare.error !== null && <Overtaken error={declare.error} isPending={declare.isPending} onOverwrite={save} />}
      <ExpectedChoice isExpected={isExpected} onExpected={setExpected} />
      <div className="expect-fields">
        {fields.map(([name, label, value, set]) => (
          <div key={name} className="field">
            <label htmlFor={`${id}-${name}`}>{label}</label>
            <input
              id={`${id}-${name}`}
              type="text"
              maxLength={500}
              value={value}
              onChange={({ target }) => {
                set(target.value);
              }}
            />
          </div>
        ))}
      </div>
      <button type="submit" className="secondary" disabled={declare.isPending}>
        {words.coverage.declare}
      </button>
    </form>
  );
}
