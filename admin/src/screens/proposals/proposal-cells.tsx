/** What a proposal is about and what it asks for, as rows show it. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { fieldName, shownValue } from '../../fields/field-value.js';
import { words } from '../../words/en.js';
import { editAddress } from '../../fields/edit-address.js';
import type { Proposal, ProposedChange } from './operations.js';

export function Subject({ proposal }: { readonly proposal: Proposal }): JSX.Element {
  const { kind, subjectKind, subjectPath, chunkKey, state, isStale } = proposal;
  return (
    <>
      <Link to={editAddress(subjectKind, subjectPath)}>{subjectPath}</Link>{' '}
      {kind === 'FEEDBACK' && <span className="chip">{words.proposals.kinds.FEEDBACK}</span>}
      {state !== 'OPEN' && <span className="chip">{words.proposals.states[state]}</span>}
      {isStale && <span className="chip is-warn">{words.proposals.stale}</span>}
      {chunkKey !== null && (
        <span className="minor">
          <a href={`/c/${encodeURIComponent(chunkKey)}`}>{words.proposals.passage}</a>
        </span>
      )}
    </>
  );
}

function Change({ change, isOpen }: { readonly change: ProposedChange; readonly isOpen: boolean }): JSX.Element {
  const { field, base, current, proposed, isReset, isStale } = change;
  return (
    <li>
      <strong>{fieldName(field)}</strong>{' '}
      <del dir="auto">
        <span className="hidden">{words.history.before}: </span>
        {shownValue(field, base)}
      </del>{' '}
      →{' '}
      <ins dir="auto">
        <span className="hidden">{words.history.after}: </span>
        {isReset ? words.proposals.reset : shownValue(field, proposed)}
      </ins>
      {isOpen && isStale && <span className="minor">{words.proposals.now(shownValue(field, current))}</span>}
    </li>
  );
}

/** Before and after of each field, or the words of feedback; and the answer. */
export function Wish({ proposal }: { readonly proposal: Proposal }): JSX.Element {
  const { changes, note, quote, state, reason, reviewerName } = proposal;
  return (
    <>
      {changes.length > 0 && (
        <ul className="changes">
          {changes.map((change) => (
            <Change key={change.field} change={change} isOpen={state === 'OPEN'} />
          ))}
        </ul>
      )}
      {quote !== null && (
        <q className="minor" dir="auto">
          {quote}
        </q>
      )}
      {note !== null && <p dir="auto">{note}</p>}
      {reviewerName !== null && (
        <span className="minor" dir="auto">
          {words.proposals.answered(reviewerName, reason)}
        </span>
      )}
    </>
  );
}
