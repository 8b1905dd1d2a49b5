/** A changed CSV file: what it would do, row by row, and then doing it. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import type { ResultOf } from '../../api/graphql.js';
import { previewCsvMutation } from '../../bulk/operations.js';
import { PreviewTable } from '../../bulk/preview-table.js';
import { Refusals } from '../../bulk/refusals.js';
import { useApplyBulk, type Refusal } from '../../bulk/use-bulk.js';
import { Guard } from '../../shell/guard.js';
import { Failure } from '../../ui/failure.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { plainMessage } from '../../words/plain-message.js';

type Preview = ResultOf<typeof previewCsvMutation>['previewCsvEdit'];

/** Of a request, with room for what stands around the text. */
const mostBytes = 1_000_000;

type Unread = 'NOT_UTF8' | 'TOO_LARGE';

async function readText(file: File): Promise<{ readonly csv: string } | { readonly unread: Unread }> {
  let csv: string;
  try {
    csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return { unread: 'NOT_UTF8' };
  }
  return new Blob([JSON.stringify(csv)]).size > mostBytes ? { unread: 'TOO_LARGE' } : { csv };
}

/** What a preview says, to be compared with what another one says. */
const gistOf = ({ preview: { chosen, changing }, rowCount, rowErrors }: Preview): string =>
  JSON.stringify([chosen, changing, rowCount, rowErrors]);

/** The preview of a file. The note of the change is a part of it, and may be written after it was shown. */
function useCsvPreview() {
  const preview = useChange(previewCsvMutation);
  const [asked, setAsked] = useState({ csv: '', note: null as string | null });
  const ask = async (csv: string, note: string | null): Promise<Preview | undefined> => {
    setAsked({ csv, note });
    try {
      return (await preview.mutateAsync({ input: { csv, note } })).previewCsvEdit;
    } catch {
      // It is shown as the error of the preview.
      return undefined;
    }
  };
  const shown = preview.data?.previewCsvEdit;
  return {
    shown,
    ...{ ask, error: preview.error, isPending: preview.isPending, reset: preview.reset },
    /** Token of what is shown, with this note; undefined where it would do something else by now, which is shown then. */
    async tokenWith(note: string | null): Promise<string | undefined> {
      if (shown === undefined || note === asked.note) return shown?.preview.token;
      const again = await ask(asked.csv, note);
      return again !== undefined && gistOf(again) === gistOf(shown) ? again.preview.token : undefined;
    },
  };
}

interface OutcomeProps extends Pick<Preview, 'preview' | 'rowCount' | 'rowErrors'> {
  /** Of the file. */
  readonly name: string;
  readonly isPending: boolean;
  readonly onApply: () => void;
}

/** What the file would do, and what of it is left out. */
function Outcome({ name, preview, rowCount, rowErrors, isPending, onApply }: OutcomeProps): JSX.Element {
  const id = useId();
  // A row can be wrong in several ways.
  const leftOut = new Set(rowErrors.map(({ line }) => line)).size;
  return (
    <section className="part" aria-labelledby={id}>
      <h2 id={id}>{words.csv.preview(name)}</h2>
      {rowErrors.length > 0 && (
        <div className="notice is-warn" role="alert">
          <strong>{words.csv.rowErrors(leftOut)}</strong>
          <ul>
            {rowErrors.map(({ line, path, message }) => (
              <li key={`${String(line)} ${message}`}>
                {words.csv.line(line)} {path !== null && <code>{path}</code>} {plainMessage(message)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <PreviewTable preview={preview} summary={words.csv.summary(preview.changing, rowCount, leftOut)} />
      {preview.changing > 0 && (
        <button type="button" disabled={isPending} onClick={onApply}>
          {words.bulk.apply(preview.changing, words.bulk.row)}
        </button>
      )}
    </section>
  );
}

function CsvForm(): JSX.Element {
  const [note, setNote] = useState('');
  const [file, setFile] = useState<{ readonly name: string; readonly unread?: Unread }>({ name: '' });
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const preview = useCsvPreview();
  const bulk = useApplyBulk((left) => {
    setRefused(left);
    // Why this file was right says nothing of the next one.
    setNote('');
    preview.reset();
  });
  const id = useId();
  const { shown } = preview;
  const written = note.trim() === '' ? null : note.trim();
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const { name } = chosen;
    const text = await readText(chosen);
    setRefused([]);
    preview.reset();
    setFile({ name, ...('unread' in text && text) });
    if ('csv' in text) await preview.ask(text.csv, written);
  };
  const apply = async (): Promise<void> => {
    const token = await preview.tokenWith(written);
    if (token !== undefined) bulk.apply(token);
  };
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-note`}>{words.edit.note}</label>
        <input
          id={`${id}-note`}
          type="text"
          value={note}
          placeholder={words.edit.noteHint}
          onChange={({ target }) => {
            setNote(target.value);
          }}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-file`}>{words.csv.file}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={`${id}-hint`}
          onClick={({ currentTarget }) => {
            // The same file, changed once more, is a choice, too.
            currentTarget.value = '';
          }}
          onChange={({ target }) => {
            void read(target.files?.[0]);
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          {words.csv.hint}
        </p>
      </div>
      {file.unread !== undefined && (
        <p className="notice is-warn" role="alert">
          {words.csv.unread[file.unread]}
        </p>
      )}
      {preview.error !== null && <Failure error={preview.error} />}
      {bulk.error !== null && <Failure error={bulk.error} />}
      {refused.length > 0 && <Refusals refused={refused} />}
      {shown !== undefined && (
        <Outcome
          {...shown}
          name={file.name}
          isPending={preview.isPending || bulk.isPending}
          onApply={() => void apply()}
        />
      )}
    </>
  );
}

export function CsvScreen(): JSX.Element {
  return (
    <Guard action="CURATION_EDIT">
      <Screen title={words.csv.title} about={words.csv.about}>
        <CsvForm />
      </Screen>
    </Guard>
  );
}
