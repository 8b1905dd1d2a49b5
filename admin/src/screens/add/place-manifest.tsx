/** The manifest of a place that the service reaches: written in place of its own, or where it has none. */
import { useState, type JSX } from 'react';
import { words } from '../../words/en.js';
import { ManifestEditor } from './manifest-editor.js';
import { emptyManifest, openDraft } from './manifest-text.js';
import type { PlacePlan } from './use-place-plan.js';

export function PlaceManifest({ place }: { readonly place: PlacePlan }): JSX.Element | null {
  const { draft, refusal } = place;
  const [wasOpened, setOpened] = useState(false);
  const name = place.location.trim();
  const known = place.plan?.manifest ?? null;
  const plan = (): void => {
    place.show(draft?.text ?? null);
  };
  if (draft === null) {
    if (known === null && refusal === null) return null;
    return (
      <p>
        <button
          type="button"
          className="secondary small"
          autoFocus={wasOpened}
          onClick={() => {
            setOpened(true);
            place.edit(openDraft(known?.text ?? emptyManifest, known !== null));
          }}
        >
          {words.manifest.openOf(known?.isDraft === false, name)}
        </button>
      </p>
    );
  }
  return (
    <ManifestEditor
      name={name}
      text={draft.text}
      places={[]}
      refusal={refusal}
      isBusy={place.preview.isPending}
      takesFocus={wasOpened}
      onText={(text) => {
        place.edit({ ...draft, text });
      }}
      onPlan={plan}
      onKept={() => {
        place.edit({ ...draft, kept: draft.text });
      }}
      onDiscard={() => {
        place.edit(null);
      }}
    />
  );
}
