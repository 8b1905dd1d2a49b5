/** A changed CSV file: what it would do, row by row, and then doing it. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { previewCsvMutation } from '../../bulk/operations.js';
import { PreviewTable } from '../../bulk/preview-table.js';
import { Refusals } from '../../bulk/refusals.js';
import { useApplyBulk, type Refusal } from '../../bulk/use-bulk.js';
import { Guard } from '../../shell/guard.js';
import { Failure } from '../../ui/failure.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';

function CsvForm(): JSX.Element {
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<readonly Refusal[]>([]);
  const preview = useChange(previewCsvMutation);
  const bulk = useApplyBulk((left) => {
    setRefused(left);
    preview.reset();
  });
  const id = useId();
  const shown = preview.data?.previewCsvEdit;
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setRefused([]);
    preview.mutate({ input: { csv: await file.text(), note: note.trim() === '' ? null : note.trim() } });
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
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = '';
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          {words.csv.hint}
        </p>
      </div>
      {preview.error !== null && <Failure error={preview.error} />}
      {bulk.error !== null && <Failure error={bulk.error} />}
      {refused.length > 0 && <Refusals refused={refused} />}
      {shown !== undefined && (
        <section className="part" aria-labelledby={`${id}-preview`}>
          <h2 id={`${id}-preview`}>{words.csv.preview}</h2>
          {shown.rowErrors.length > 0 && (
            <div className="notice is-warn" role="alert">
              <strong>{words.csv.rowErrors(shown.rowErrors.length)}</strong>
              <ul>
                {shown.rowErrors.map(({ line, path, message }) => (
                  <li key={`${String(line)} ${message}`}>
                    {words.csv.line(line)} {path !== null && <code>{path}</code>} {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <PreviewTable preview={shown.preview} noun={words.bulk.row} />
          {shown.preview.changing > 0 && (
            <button
              type="button"
              disabled={bulk.isPending}
              onClick={() => {
                bulk.apply(shown.preview.token);
              }}
            >
              {words.bulk.apply(shown.preview.changing, words.bulk.row)}
            </button>
          )}
        </section>
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
