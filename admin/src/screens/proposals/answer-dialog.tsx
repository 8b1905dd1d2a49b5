/** Rejects corrections, or closes feedback, for a reason. */
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { Dialog } from '../../ui/dialog.js';
import { Failure } from '../../ui/failure.js';
import { FormActions } from '../../ui/form-actions.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { closeMutation, rejectMutation, type Proposal, type Refused } from './operations.js';
import { reasonsOf } from './use-accept.js';

export interface AnswerDialogProps {
  /** All of the same kind. */
  readonly proposals: readonly Proposal[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface OutcomeFieldProps {
  readonly isDone: boolean;
  readonly onDone: (isDone: boolean) => void;
}

/** Whether feedback led to something. */
function OutcomeField({ isDone, onDone }: OutcomeFieldProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={`${id}-outcome`}>{words.proposals.outcome}</label>
      <select
        id={`${id}-outcome`}
        value={isDone ? 'DONE' : 'NOT_OURS'}
        onChange={({ target }) => {
          onDone(target.value === 'DONE');
        }}
      >
        <option value="DONE">{words.proposals.states.DONE}</option>
        <option value="NOT_OURS">{words.proposals.states.NOT_OURS}</option>
      </select>
    </div>
  );
}

export function AnswerDialog({ proposals, onClose, onDone }: AnswerDialogProps): JSX.Element {
  const id = useId();
  const [reason, setReason] = useState('');
  const [isDone, setDone] = useState(true);
  const reject = useChange(rejectMutation);
  const close = useChange(closeMutation);
  const say = useSay();
  const isFeedback = proposals[0]?.kind === 'FEEDBACK';
  const ids = proposals.map((proposal) => proposal.id);
  const title = isFeedback ? words.proposals.closing(ids.length) : words.proposals.rejecting(ids.length);
  const { error, isPending } = isFeedback ? close : reject;

  const told = ({
    answer,
  }: {
    readonly answer: { readonly closed: readonly unknown[]; readonly refused: Refused };
  }) => {
    say(words.proposals.closed(answer.closed.length, reasonsOf(answer.refused)));
    onDone();
  };
  const send = (): void => {
    if (isFeedback) close.mutate({ input: { ids, isDone, reason } }, { onSuccess: told });
    else reject.mutate({ input: { ids, reason } }, { onSuccess: told });
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <FormActions
          form={id}
          isDisabled={isPending}
          onClose={onClose}
          label={isFeedback ? words.proposals.close : words.proposals.reject}
        />
      }
    >
      {error !== null && <Failure error={error} />}
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {isFeedback && <OutcomeField isDone={isDone} onDone={setDone} />}
        <div className="field">
          <label htmlFor={`${id}-reason`}>{words.proposals.reason}</label>
          <textarea
            id={`${id}-reason`}
            required
            rows={3}
            maxLength={2_000}
            aria-describedby={`${id}-hint`}
            value={reason}
            onChange={({ target }) => {
              setReason(target.value);
            }}
          />
          <p id={`${id}-hint`} className="soft">
            {isFeedback ? words.proposals.closeHint : words.proposals.rejectHint}
          </p>
        </div>
      </form>
    </Dialog>
  );
}
