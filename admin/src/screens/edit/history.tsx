/** Who changed what, when and why, each change against what was before it; and the way back. */
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { useAsk, useChange } from '../../api/use-ask.js';
import { fieldName, shownValue } from '../../fields/field-value.js';
import { Answer } from '../../ui/answer.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { plainMessage } from '../../words/plain-message.js';
import { historyQuery, undoMutation, type Change } from './operations.js';

const pageSize = 20;

/** A value that is not set is what the source said at that moment. */
const shown = ({ field, extracted }: Change, value: unknown, isSet: boolean): string =>
  isSet ? shownValue(field, value) : words.history.fromSource(shownValue(field, extracted));

interface EntryProps {
  readonly change: Change;
  readonly subjectId: string;
  readonly disabled: boolean;
}

function Entry({ change, subjectId, disabled }: EntryProps): JSX.Element {
  const { field, before, beforeSet, after, afterSet, callerName, proposedBy, at, note, bulkId, revision, id } = change;
  // Where a thing stands is taken back with all that moved along.
  const isMove = field === 'place' && bulkId !== null;
  const undo = useChange(undoMutation);
  const say = useSay();
  const run = (input: Parameters<typeof undo.mutate>[0]['input']): void => {
    undo.mutate(
      { input },
      {
        onSuccess: ({ undoChanges: { undone, refused } }) => {
          const reasons = refused.map(({ message }) => plainMessage(message)).join(' ');
          say(refused.length === 0 ? words.history.undone(undone) : words.history.refused(reasons));
        },
        onError: ({ message }) => {
          say(message);
        },
      },
    );
  };
  return (
    <li>
      <p className="what">
        <strong>{fieldName(field)}</strong>{' '}
        <del dir="auto">
          <span className="hidden">{words.history.before}: </span>
          {shown(change, before, beforeSet)}
        </del>{' '}
        →{' '}
        <ins dir="auto">
          <span className="hidden">{words.history.after}: </span>
          {shown(change, after, afterSet)}
        </ins>
      </p>
      <p className="who">
        {callerName}, <When at={at} />
        {proposedBy !== null && <>, {words.proposals.proposedBy(proposedBy)}</>}
        {bulkId !== null && (
          <>
            ,{' '}
            <Link to="/changes" search={{ bulk: bulkId }}>
              {words.history.inBulk}
            </Link>
          </>
        )}
      </p>
      {note !== null && (
        <p className="why" dir="auto">
          {note}
        </p>
      )}
      {!disabled && (
        <p className="row">
          <button
            type="button"
            className="plain"
            aria-label={isMove ? undefined : words.history.undoChange(fieldName(field))}
            onClick={() => {
              run(isMove ? { bulkId } : { changeIds: [id] });
            }}
          >
            {isMove ? words.history.undoMove : words.history.undo}
          </button>
          {!isMove && (
            <button
              type="button"
              className="plain"
              onClick={() => {
                run({ subjectId, afterRevision: revision - 1 });
              }}
            >
              {words.history.restore}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

export function History({
  subjectId,
  disabled,
}: {
  readonly subjectId: string;
  readonly disabled: boolean;
}): JSX.Element {
  const [first, setFirst] = useState(pageSize);
  const query = useAsk(historyQuery, { id: subjectId, first });
  return (
    <section className="history" aria-labelledby="history-title">
      <h2 id="history-title">{words.history.title}</h2>
      <Answer of={query}>
        {({ curation }) => {
          const { nodes, totalCount } = curation?.history ?? { nodes: [], totalCount: 0 };
          if (nodes.length === 0) return <p className="soft">{words.history.empty}</p>;
          return (
            <>
              <ol>
                {nodes.map((change) => (
                  <Entry key={change.id} change={change} subjectId={subjectId} disabled={disabled} />
                ))}
              </ol>
              {totalCount > nodes.length && first < 100 && (
                <button
                  type="button"
                  className="secondary small"
                  onClick={() => {
                    setFirst(Math.min(100, first + pageSize));
                  }}
                >
                  {words.history.more}
                </button>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}
