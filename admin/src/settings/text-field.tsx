/** A labelled input of a form, with a hint and a problem below. */
import { useId, type JSX } from 'react';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly isRequired?: true;
  readonly isLong?: true;
  readonly type?: 'text' | 'datetime-local' | 'number';
}

export function TextField(props: TextFieldProps): JSX.Element {
  const { label, value, onChange, hint, problem = null, isRequired = false, isLong = false, type = 'text' } = props;
  const id = useId();
  const shared = {
    id,
    value,
    required: isRequired,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
    'aria-invalid': problem === null ? undefined : true,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {isLong ? (
        <textarea
          {...shared}
          rows={2}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      ) : (
        <input
          {...shared}
          type={type}
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      )}
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
