/** The four grades of one hit as buttons: one tab stop, arrows between them, the one that was given pressed. */
import { useRef, type JSX, type KeyboardEvent } from 'react';
import { words } from '../words/en.js';
import './grades.css';

export const grades = [0, 1, 2, 3] as const;

export interface GradesProps {
  /** Of what, for those who hear it. */
  readonly name: string;
  readonly grade: number | null;
  /** The pressed one again takes it away: null. */
  readonly onGrade: (grade: number | null) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function Grades({ name, grade, onGrade }: GradesProps): JSX.Element {
  const group = useRef<HTMLSpanElement>(null);
  const walk = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.max(0, Math.min(at + step, buttons.length - 1))]?.focus();
  };
  return (
    <span ref={group} className="grades" role="group" aria-label={words.judgements.gradeOf(name)} onKeyDown={walk}>
      {grades.map((one) => (
        <button
          key={one}
          type="button"
          className="secondary small"
          tabIndex={one === (grade ?? 0) ? 0 : -1}
          aria-pressed={one === grade}
          title={words.judgements.grades[one]}
          onClick={() => {
            onGrade(one === grade ? null : one);
          }}
        >
          {one}
        </button>
      ))}
    </span>
  );
}
