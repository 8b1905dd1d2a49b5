/** Somebody else saved first: what it was, theirs, mine, and a choice where both changed the same field. */
import { useMemo, useState, type JSX } from 'react';
import { fieldName, shownValue } from '../../fields/field-value.js';
import { Dialog } from '../../ui/dialog.js';
import { words } from '../../words/en.js';
import type { Draft } from './draft.js';
import { mergedDraft, mergeRows, type MergeRow } from './merge.js';
import type { EditPayload, Standing } from './operations.js';

export interface ConflictDialogProps {
  readonly base: Standing;
  readonly current: Standing;
  readonly draft: Draft;
  readonly changes: NonNullable<EditPayload['conflict']>['changes'];
  readonly onCancel: () => void;
  readonly onSave: (draft: Draft) => void;
}

const settled = { THEIRS: words.conflict.onlyTheirs, MINE: words.conflict.onlyMine, SAME: words.conflict.same };

interface RowProps {
  readonly row: MergeRow;
  readonly isMine: boolean;
  readonly onChoose: (isMine: boolean) => void;
}

function Row({ row: { field, base, theirs, mine, state }, isMine, onChoose }: RowProps): JSX.Element {
  const name = fieldName(field);
  const choice = (label: string, value: unknown, checked: boolean, chosen: boolean): JSX.Element =>
    state === 'BOTH' ? (
      <label className="check">
        <input
          type="radio"
          name={`conflict-${field}`}
          aria-label={label}
          checked={checked}
          onChange={() => {
            onChoose(chosen);
          }}
        />
        <span dir="auto">{shownValue(field, value)}</span>
      </label>
    ) : (
      <span dir="auto">{shownValue(field, value)}</span>
    );
  return (
    <tr>
      <th scope="row">
        {name}
        {state !== 'BOTH' && <span className="minor">{settled[state]}</span>}
      </th>
      <td dir="auto">{shownValue(field, base)}</td>
      <td>{choice(words.conflict.keepTheirs(name), theirs, !isMine, false)}</td>
      <td>{choice(words.conflict.keepMine(name), mine, isMine, true)}</td>
    </tr>
  );
}

export function ConflictDialog(props: ConflictDialogProps): JSX.Element {
  const { base, current, draft, changes, onCancel, onSave } = props;
  const rows = useMemo(() => mergeRows(base.fields, current.fields, draft), [base, current, draft]);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const others = [...new Set(changes.map(({ callerName }) => callerName))].join(', ');
  return (
    <Dialog
      title={words.conflict.title}
      onClose={onCancel}
      wide
      actions={
        <>
          <button type="button" className="secondary" onClick={onCancel}>
            {words.actions.cancel}
          </button>
          <button
            type="button"
            onClick={() => {
              onSave(mergedDraft(rows, draft, mine));
            }}
          >
            {words.conflict.save}
          </button>
        </>
      }
    >
      <p>{words.conflict.about(others)}</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.conflict.field}</th>
              <th scope="col">{words.conflict.was}</th>
              <th scope="col">{words.conflict.theirs}</th>
              <th scope="col">{words.conflict.mine}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.field}
                row={row}
                isMine={mine.has(row.field)}
                onChoose={(isMine) => {
                  const rest = [...mine].filter((field) => field !== row.field);
                  setMine(new Set(isMine ? [...rest, row.field] : rest));
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
