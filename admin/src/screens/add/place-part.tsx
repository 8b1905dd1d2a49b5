/** Documents that the service reads from where they are. */
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type JSX } from 'react';
import { useChange } from '../../api/use-ask.js';
import { Failure } from '../../ui/failure.js';
import { words } from '../../words/en.js';
import { NamesFields, noNames, sentNames } from './names.js';
import { previewMutation, startMutation } from './operations.js';
import { PlanView } from './plan-view.js';

export function PlacePart(): JSX.Element {
  const [location, setLocation] = useState('');
  const [names, setNames] = useState(noNames);
  const [isAllowed, setAllowed] = useState(false);
  const preview = useChange(previewMutation);
  const start = useChange(startMutation);
  const navigate = useNavigate();
  const id = useId();
  const input = { location: location.trim(), ...sentNames(names) };
  const plan = preview.data?.previewIngest.preview;
  const isBlocked = plan?.needsAllowArchive === true && !isAllowed;
  const change = (apply: () => void): void => {
    apply();
    preview.reset();
    start.reset();
    setAllowed(false);
  };
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.add.place}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          preview.mutate({ input });
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-location`}>{words.add.location}</label>
          <input
            id={`${id}-location`}
            type="text"
            required
            value={location}
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => {
              change(() => {
                setLocation(target.value);
              });
            }}
          />
          <p className="hint" id={`${id}-hint`}>
            {words.add.locationHint}
          </p>
        </div>
        <NamesFields
          names={names}
          onNames={(next) => {
            change(() => {
              setNames(next);
            });
          }}
        />
        {plan !== undefined && <PlanView plan={plan} isAllowed={isAllowed} onAllow={setAllowed} />}
        {preview.error !== null && <Failure error={preview.error} />}
        {start.error !== null && <Failure error={start.error} />}
        <div className="row">
          <button type="submit" className="secondary" disabled={preview.isPending || location.trim() === ''}>
            {preview.isPending ? words.add.previewing : words.add.preview}
          </button>
          {plan !== undefined && (
            <button
              type="button"
              disabled={isBlocked || start.isPending}
              onClick={() => {
                start.mutate(
                  { input: { ...input, ...(isAllowed && { allowArchive: true }) } },
                  {
                    onSuccess: ({ startIngest }) => {
                      void navigate({ to: '/jobs/$job', params: { job: startIngest.job.id } });
                    },
                  },
                );
              }}
            >
              {words.add.start}
            </button>
          )}
        </div>
      </form>
    </section>
  );
}
