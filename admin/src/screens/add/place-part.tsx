/** Documents that the service reads from where they are. */
import { useNavigate } from '@tanstack/react-router';
import { useId, type JSX } from 'react';
import { Failure } from '../../ui/failure.js';
import { UnsavedGuard } from '../../ui/unsaved-guard.js';
import { words } from '../../words/en.js';
import { isLosable } from './manifest-text.js';
import { NamesFields } from './names.js';
import { takesNone } from './operations.js';
import { PlaceManifest } from './place-manifest.js';
import { PlanView } from './plan-view.js';
import { usePlacePlan } from './use-place-plan.js';

interface LocationFieldProps {
  readonly location: string;
  readonly onLocation: (location: string) => void;
}

function LocationField({ location, onLocation }: LocationFieldProps): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={`${id}-location`}>{words.add.location}</label>
      <input
        id={`${id}-location`}
        type="text"
        required
        value={location}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          onLocation(target.value);
        }}
      />
      <p className="hint" id={`${id}-hint`}>
        {words.add.locationHint}
      </p>
    </div>
  );
}

export function PlacePart(): JSX.Element {
  const place = usePlacePlan();
  const { location, draft, plan, preview, start, isAllowed } = place;
  const navigate = useNavigate();
  const id = useId();
  const isEmpty = plan !== undefined && takesNone(plan);
  const isBlocked = (plan?.needsAllowArchive === true && !isAllowed) || place.isPlanOld || isEmpty;
  const isUnsaved = draft !== null && isLosable(draft);
  return (
    <section className="part" aria-labelledby={`${id}-title`}>
      <UnsavedGuard isUnsaved={isUnsaved} text={words.manifest.unsaved(1)} />
      <h2 id={`${id}-title`}>{words.add.place}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          place.show(draft?.text ?? null);
        }}
      >
        <LocationField location={location} onLocation={place.setLocation} />
        <NamesFields names={place.names} onNames={place.setNames} />
        <PlaceManifest place={place} />
        {plan !== undefined && <PlanView plan={plan} isAllowed={isAllowed} onAllow={place.setAllowed} />}
        {place.isPlanOld && <p className="notice is-warn">{words.manifest.changed}</p>}
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
                  { input: { ...place.input, ...(isAllowed && { allowArchive: true }) } },
                  {
                    onSuccess: ({ startIngest }) => {
                      // What was written is kept with the source.
                      void navigate({ to: '/jobs/$job', params: { job: startIngest.job.id }, ignoreBlocker: true });
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
