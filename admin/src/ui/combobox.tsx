/**
 * A text field with a list of what fits below it, for what is too much to choose from in a `select`: the editable
 * combobox with list autocomplete of the ARIA Authoring Practices Guide.
 */
import { useId, useState, type JSX, type KeyboardEvent } from 'react';
import { words } from '../words/en.js';
import { useListKeys } from './list-keys.js';

/** A value, and how it is named. */
export type Choice = readonly [value: string, name: string];
export type Choices = readonly Choice[];

export interface ComboboxProps {
  readonly id: string;
  /** What stands in the field. */
  readonly text: string;
  /** What fits it. */
  readonly choices: Choices;
  readonly onText: (text: string) => void;
  readonly onChoose: (value: string) => void;
  /** The field is left, or given up with Escape. */
  readonly onLeave?: () => void;
  /** Text that is none of the choices is a value too: Enter takes a choice only after an arrow. */
  readonly isFree?: true;
  readonly isRequired?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly placeholder?: string | undefined;
}

interface ListProps {
  readonly id: string;
  readonly choices: Choices;
  readonly active: number;
  readonly onTake: (choice: Choice) => void;
}

function List({ id, choices, active, onTake }: ListProps): JSX.Element {
  return (
    <ul id={id} role="listbox" aria-label={words.lists.found} className="entries">
      {choices.map((choice, at) => (
        <li
          key={choice[0]}
          id={`${id}-${String(at)}`}
          role="option"
          aria-selected={at === active}
          ref={at === active ? (entry) => entry?.scrollIntoView({ block: 'nearest' }) : undefined}
          // The field stays where typing goes.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onTake(choice);
          }}
        >
          <span dir="auto">{choice[1]}</span> {choice[0] !== choice[1] && <small>{choice[0]}</small>}
        </li>
      ))}
    </ul>
  );
}

export function Combobox(props: ComboboxProps): JSX.Element {
  const { id, text, choices, onText, onChoose, onLeave, isFree = false } = props;
  const [opened, setOpened] = useState<'BY_TYPING' | 'BY_HAND' | null>(null);
  const { active, reset, step } = useListKeys(choices.length, isFree ? -1 : 0);
  const list = useId();
  // Nothing is left to choose where a value is typed whole.
  const isDone = isFree && opened === 'BY_TYPING' && choices.some(([value]) => value === text);
  const isShown = opened !== null && choices.length > 0 && !isDone;
  const close = (): void => {
    setOpened(null);
    reset();
  };
  const take = ([value]: Choice): void => {
    onChoose(value);
    close();
  };
  const onKey = (event: KeyboardEvent): void => {
    const chosen = isShown ? choices[active] : undefined;
    if (event.key === 'Enter' && (chosen !== undefined || (!isFree && opened !== null))) {
      // The form around it is not sent while something is being looked for.
      event.preventDefault();
      if (chosen !== undefined) take(chosen);
    } else if (event.key === 'Escape' && isShown) {
      // Not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      close();
      onLeave?.();
    } else if (!isShown && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setOpened('BY_HAND');
    } else {
      step(event);
    }
  };
  return (
    <div className="combobox">
      <input
        id={id}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? list : undefined}
        aria-activedescendant={isShown && active >= 0 ? `${list}-${String(active)}` : undefined}
        aria-describedby={props.describedBy}
        autoComplete="off"
        dir="auto"
        required={props.isRequired}
        disabled={props.disabled}
        placeholder={props.placeholder}
        value={text}
        onChange={({ target }) => {
          onText(target.value);
          setOpened('BY_TYPING');
          reset();
        }}
        onClick={({ currentTarget }) => {
          if (!isFree) currentTarget.select();
          setOpened('BY_HAND');
        }}
        onKeyDown={onKey}
        onBlur={() => {
          close();
          onLeave?.();
        }}
      />
      {isShown && <List id={list} choices={choices} active={active} onTake={take} />}
    </div>
  );
}
