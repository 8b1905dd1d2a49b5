/** A text with the numbers of its lines beside it. */
import { useLayoutEffect, useRef, type JSX, type RefObject } from 'react';
import { lineCount } from './manifest-text.js';

export interface LinesProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly label: string;
  /** Lines that something is wrong with. */
  readonly marked: ReadonlySet<number>;
  readonly isInvalid: boolean;
  readonly describedBy: string;
  readonly takesFocus: boolean;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

function Numbers({ lines, marked }: { readonly lines: number; readonly marked: ReadonlySet<number> }): JSX.Element {
  const stops = [...marked].filter((line) => line <= lines).sort((a, b) => a - b);
  const run = (from: number, to: number): string =>
    Array.from({ length: Math.max(0, to - from) }, (_, at) => `${String(from + at)}\n`).join('');
  return (
    <>
      {stops.map((line, at) => (
        <span key={line}>
          {run((stops[at - 1] ?? 0) + 1, line)}
          <b>{`! ${String(line)}\n`}</b>
        </span>
      ))}
      {run((stops.at(-1) ?? 0) + 1, lines + 1)}
    </>
  );
}

export function ManifestLines(props: LinesProps): JSX.Element {
  const { text, onText, label, marked, isInvalid, describedBy, takesFocus, area } = props;
  const numbers = useRef<HTMLPreElement>(null);
  const follow = (): void => {
    if (numbers.current !== null && area.current !== null) numbers.current.scrollTop = area.current.scrollTop;
  };
  useLayoutEffect(follow);
  return (
    <div className="lines">
      <pre ref={numbers} aria-hidden="true">
        <Numbers lines={lineCount(text)} marked={marked} />
      </pre>
      <textarea
        ref={area}
        value={text}
        aria-label={label}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        autoFocus={takesFocus}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        dir="ltr"
        onScroll={follow}
        onChange={({ target }) => {
          onText(target.value);
        }}
      />
    </div>
  );
}
