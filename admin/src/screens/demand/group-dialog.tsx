/** One group of questions: how it is asked, each step that mends it, and what a curator says of it. */
import { Link } from '@tanstack/react-router';
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { documentKinds } from '../../fields/curated-fields.js';
import { ExpectForm } from '../../settings/expect-form.js';
import { TextField } from '../../settings/text-field.js';
import { useMay } from '../../shell/viewer.js';
import { Dialog } from '../../ui/dialog.js';
import { Failure } from '../../ui/failure.js';
import { Overtaken } from '../../ui/overtaken.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { states, verdicts, type State, type Verdict } from './demand-address.js';
import { placesOf, questionOf, StateOf } from './group-table.js';
import { markMutation, sendMutation, type Group } from './operations.js';

/** A setting that is made of a question. */
export type Step = 'synonym' | 'rule';

export interface GroupDialogProps {
  readonly group: Group;
  readonly onStep: (step: Step) => void;
  readonly onClose: () => void;
}

/** What names the group to the service: all its wordings, as many as it takes at once. */
const namesOf = ({ questions }: Group): string[] => questions.nodes.map(({ normalised }) => normalised);

function Asked({ group }: { readonly group: Group }): JSX.Element {
  return (
    <section aria-label={words.demand.asked}>
      <ul>
        {group.questions.nodes.map(({ normalised, query, searches, verdict }) => (
          <li key={normalised} dir="auto">
            {query} <small>{`${number(searches)}×, ${words.demand.endings[verdict]}`}</small>
          </li>
        ))}
      </ul>
      <p className="soft">
        {words.demand.columns.of}: {placesOf(group).join(', ') || words.demand.everywhere}.{' '}
        {words.demand.columns.clients}: {group.clients.join(', ') || words.none}. {words.demand.columns.first}:{' '}
        <When at={group.firstAsked} />. {words.demand.columns.last}: <When at={group.lastAsked} />.
      </p>
    </section>
  );
}

function Steps({ group, onStep }: Pick<GroupDialogProps, 'group' | 'onStep'>): JSX.Element {
  const [first] = group.questions.nodes;
  const [product] = first?.products ?? [];
  const [version] = first?.versions ?? [];
  const asked = {
    q: questionOf(group),
    ...(product !== undefined && { product }),
    ...(version !== undefined && { version }),
  };
  return (
    <p className="row">
      {(['synonym', 'rule'] as const).map((step) => (
        <button
          key={step}
          type="button"
          className="secondary small"
          onClick={() => {
            onStep(step);
          }}
        >
          {words.demand[step]}
        </button>
      ))}
      <Link to="/workbench" search={asked as never} className="button secondary small">
        {words.demand.workbench}
      </Link>
      <Link to="/products" className="button secondary small">
        {words.demand.alias}
      </Link>
      {product !== undefined && (
        <Link to="/coverage" search={{ product } as never} className="button secondary small">
          {words.demand.coverage}
        </Link>
      )}
      <Link to="/add" className="button secondary small">
        {words.demand.add}
      </Link>
    </p>
  );
}

interface ExpectationProps extends Pick<GroupDialogProps, 'group' | 'onClose'> {
  readonly onFilledIn: (isFilledIn: boolean) => void;
}

function Expectation({ group, onClose, onFilledIn }: ExpectationProps): JSX.Element | null {
  const [kind, setKind] = useState<(typeof documentKinds)[number] | null>(null);
  const id = useId();
  const [first] = group.questions.nodes;
  const [product] = first?.products ?? [];
  if (product === undefined) return null;
  return (
    <details>
      <summary>{words.demand.expectation}</summary>
      <div className="field">
        <label htmlFor={id}>{words.demand.kind}</label>
        <select
          id={id}
          value={kind ?? ''}
          onChange={({ target }) => {
            setKind(documentKinds.find((name) => name === target.value) ?? null);
          }}
        >
          <option value="">{words.demand.chooseKind}</option>
          {documentKinds.map((name) => (
            <option key={name} value={name}>
              {words.documentKinds[name]}
            </option>
          ))}
        </select>
      </div>
      {kind !== null && <ExpectForm {...{ product, kind, onFilledIn }} version={first?.versions[0]} onDone={onClose} />}
    </details>
  );
}

/** Sends the group to the webhook. */
function Send({ group }: Pick<GroupDialogProps, 'group'>): JSX.Element {
  const send = useChange(sendMutation);
  const say = useSay();
  return (
    <>
      <button
        type="button"
        className="plain"
        disabled={send.isPending}
        onClick={() => {
          send.mutate(
            { questions: namesOf(group) },
            {
              onSuccess: ({ sendQuestions }) => {
                say(words.demand.sent(sendQuestions.sent));
              },
            },
          );
        }}
      >
        {words.demand.send}
      </button>
      {send.error !== null && <Failure error={send.error} />}
    </>
  );
}

interface VerdictChoiceProps {
  readonly verdict: Verdict | null;
  readonly onChoose: (verdict: Verdict | null) => void;
}

function VerdictChoice({ verdict, onChoose }: VerdictChoiceProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.demand.verdictOf}</label>
      <select
        id={id}
        value={verdict ?? ''}
        onChange={({ target }) => {
          onChoose(verdicts.find((name) => name === target.value) ?? null);
        }}
      >
        <option value="">{words.demand.fromLog}</option>
        {verdicts.map((name) => (
          <option key={name} value={name}>
            {words.demand.verdicts[name]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Mark({ group, onClose }: Pick<GroupDialogProps, 'group' | 'onClose'>): JSX.Element {
  const [verdict, setVerdict] = useState<Verdict | null>(group.isVerdictGiven ? group.verdict : null);
  const [note, setNote] = useState(group.note ?? '');
  const [seenRevision] = useState(group.revision);
  const mark = useChange(markMutation);
  const say = useSay();
  const id = useId();
  const saying = (state: State, expectedRevision = seenRevision): void => {
    const said = { state, verdict: state === 'NOT_OURS' ? null : verdict, note };
    mark.mutate(
      { input: { questions: namesOf(group), ...said, expectedRevision } },
      {
        onSuccess: () => {
          say(words.demand.marked(questionOf(group), words.demand.states[state]));
          onClose();
        },
      },
    );
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{words.demand.becomes}</h3>
      <p>
        {words.demand.verdicts[group.verdict]} <StateOf group={group} />
        {group.stateBy !== null && <span className="minor">{words.demand.markedBy(group.stateBy)}</span>}
      </p>
      <VerdictChoice verdict={verdict} onChoose={setVerdict} />
      <TextField label={words.demand.note} value={note} onChange={setNote} />
      {mark.error !== null && (
        <Overtaken
          error={mark.error}
          isPending={mark.isPending}
          onOverwrite={(revision) => {
            saying(mark.variables.input.state, revision);
          }}
        />
      )}
      <div className="row">
        {states.map((state) => (
          <button
            key={state}
            type="button"
            className={state === 'NOT_OURS' ? 'danger small' : 'secondary small'}
            disabled={mark.isPending}
            onClick={() => {
              saying(state);
            }}
          >
            {words.demand.markAs[state]}
          </button>
        ))}
        <Send group={group} />
      </div>
    </section>
  );
}

export function GroupDialog({ group, onStep, onClose }: GroupDialogProps): JSX.Element {
  const [isUnsaved, setUnsaved] = useState(false);
  const mayEdit = useMay('CURATION_EDIT');
  return (
    <Dialog title={questionOf(group)} {...{ onClose, isUnsaved }} wide>
      <Asked group={group} />
      {mayEdit && (
        <>
          <Steps group={group} onStep={onStep} />
          <Expectation group={group} onClose={onClose} onFilledIn={setUnsaved} />
          <Mark group={group} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}
