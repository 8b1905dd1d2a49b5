/** The text of a `library.yaml`, with what is wrong with it, line by line, while it is written. */
import { useEffect, useId, useRef, useState, type JSX } from 'react';
import { DownloadManifest } from '../../ui/download-manifest.js';
import { Failure } from '../../ui/failure.js';
import { words } from '../../words/en.js';
import { ManifestLines } from './manifest-lines.js';
import type { Finding, Findings, Refusal } from './manifest-operations.js';
import { insertEntry, mostCharacters, offsetOf } from './manifest-text.js';
import { useManifestCheck } from './use-manifest-check.js';

export interface ManifestEditorProps {
  /** Of the folder, archive or place that it describes. */
  readonly name: string;
  readonly text: string;
  /** What is at the top of it, for entries. */
  readonly places: readonly string[];
  /** A plan with this text was refused. */
  readonly refusal: Refusal | null;
  readonly isBusy: boolean;
  /** It was opened by a button, which is gone now. */
  readonly takesFocus: boolean;
  readonly onText: (text: string) => void;
  readonly onPlan: () => void;
  readonly onKept: () => void;
  readonly onDiscard: () => void;
}

interface FindingListProps {
  readonly findings: Findings;
  readonly onGo: (finding: Finding) => void;
}

function FindingList({ findings: { findings, findingCount }, onGo }: FindingListProps): JSX.Element | null {
  if (findings.length === 0) return null;
  return (
    <ol className="findings" aria-label={words.manifest.findings}>
      {findings.map((finding, at) => (
        <li key={`${String(at)} ${finding.path}`}>
          <span className={`chip ${finding.severity === 'ERROR' ? 'is-warn' : ''}`}>
            {words.manifest.severities[finding.severity]}
          </span>{' '}
          <button
            type="button"
            className="plain"
            onClick={() => {
              onGo(finding);
            }}
          >
            {words.manifest.place(finding.line, finding.column)}
          </button>{' '}
          {finding.path !== '' && <code>{finding.path}</code>} {finding.message}
        </li>
      ))}
      {findingCount > findings.length && <li>{words.manifest.more(findingCount - findings.length)}</li>}
    </ol>
  );
}

interface EntryAdderProps {
  readonly places: readonly string[];
  readonly onAdd: (path: string) => void;
  readonly isRefused: boolean;
}

function EntryAdder({ places, onAdd, isRefused }: EntryAdderProps): JSX.Element {
  const [path, setPath] = useState(places[0] ?? '');
  const id = useId();
  return (
    <div className="row adder">
      {places.length > 0 && (
        <>
          <label htmlFor={id}>{words.manifest.entryFor}</label>
          <select
            id={id}
            value={path}
            onChange={({ target }) => {
              setPath(target.value);
            }}
          >
            {places.map((place) => (
              <option key={place} value={place}>
                {place}
              </option>
            ))}
            <option value="">{words.manifest.noPlace}</option>
          </select>
        </>
      )}
      <button
        type="button"
        className="secondary small"
        onClick={() => {
          onAdd(path);
        }}
      >
        {words.manifest.addEntry}
      </button>
      {isRefused && (
        <p className="soft" role="alert">
          {words.manifest.noBlock}
        </p>
      )}
    </div>
  );
}

const errorsIn = ({ findings }: Findings): number => findings.filter(({ severity }) => severity === 'ERROR').length;

function summaryOf(findings: Findings | null): string {
  if (findings === null) return '';
  if (findings.findingCount === 0) return words.manifest.fine;
  const errors = errorsIn(findings);
  // Errors are told alone, so where there are some, all are.
  return errors > 0
    ? words.manifest.summary(findings.findingCount, 0)
    : words.manifest.summary(0, findings.findingCount);
}

/** Puts the caret somewhere in the text, in sight. */
function useCaret(text: string) {
  const area = useRef<HTMLTextAreaElement>(null);
  const waiting = useRef<number | null>(null);
  const go = (offset: number): void => {
    const element = area.current;
    if (element === null) return;
    element.focus();
    const lineEnd = element.value.indexOf('\n', offset);
    element.setSelectionRange(offset, lineEnd < 0 ? element.value.length : lineEnd);
    const above = element.value.slice(0, offset).split('\n').length - 1;
    const height = parseFloat(getComputedStyle(element).lineHeight);
    element.scrollTop = Math.max(0, (above - 3) * height);
    element.scrollLeft = 0;
  };
  useEffect(() => {
    if (waiting.current === null) return;
    go(waiting.current);
    waiting.current = null;
  }, [text]);
  return {
    area,
    go,
    /** As soon as the text has changed. */
    goLater: (offset: number) => {
      waiting.current = offset;
    },
  };
}

export function ManifestEditor(props: ManifestEditorProps): JSX.Element {
  const { name, text, places, refusal, isBusy, takesFocus, onText, onPlan, onKept, onDiscard } = props;
  const check = useManifestCheck(text);
  const { area, go, goLater } = useCaret(text);
  const [isAddingRefused, setAddingRefused] = useState(false);
  const id = useId();
  const isRefused = refusal !== null && refusal.text === text;
  const findings = isRefused ? refusal.findings : check.findings;
  const isCurrent = isRefused || check.isCurrent;
  const hasErrors = findings !== null && errorsIn(findings) > 0;
  // What a plan refused may be in order by now, such as a path that was not there.
  const isUnusable = check.isCurrent && check.findings !== null && errorsIn(check.findings) > 0;
  const isTooLong = text.length > mostCharacters;
  return (
    <section className="manifest" aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>{words.manifest.title}</h4>
      <p className="soft">
        {words.manifest.about} <span dir="auto">{name}</span>.
      </p>
      {isRefused && <p className="notice is-warn">{words.manifest.refused}</p>}
      <EntryAdder
        places={places}
        isRefused={isAddingRefused}
        onAdd={(path) => {
          const inserted = insertEntry(text, path);
          setAddingRefused(inserted === null);
          if (inserted === null) return;
          goLater(inserted.caret);
          onText(inserted.text);
        }}
      />
      <ManifestLines
        area={area}
        takesFocus={takesFocus}
        text={text}
        onText={onText}
        label={words.manifest.label(name)}
        marked={new Set(findings?.findings.map(({ line }) => line))}
        isInvalid={hasErrors || isTooLong}
        describedBy={`${id}-summary`}
      />
      <p id={`${id}-summary`} role="status" className="summary">
        {isTooLong ? words.manifest.tooLong(text.length, mostCharacters) : summaryOf(findings)}
      </p>
      <div aria-busy={!isCurrent}>
        {check.error !== null && !isRefused && <Failure error={check.error} />}
        {findings !== null && !isTooLong && (
          <FindingList
            findings={findings}
            onGo={({ line, column }) => {
              go(offsetOf(text, line, column));
            }}
          />
        )}
      </div>
      <div className="row">
        <button type="button" disabled={isBusy || isTooLong || isUnusable} onClick={onPlan}>
          {words.manifest.plan}
        </button>
        <DownloadManifest text={text} onKept={onKept} />
        <button type="button" className="plain" onClick={onDiscard}>
          {words.manifest.discard}
        </button>
      </div>
    </section>
  );
}
