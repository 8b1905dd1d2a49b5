/** What is to be ingested from a place, and the plan that was made of it. */
import { useState } from 'react';
import { useChange } from '../../api/use-ask.js';
import { refusedFindings, type Refusal } from './manifest-operations.js';
import type { ManifestDraft } from './manifest-text.js';
import { noNames, sentNames, type Names } from './names.js';
import { previewMutation, startMutation } from './operations.js';

export type PlacePlan = ReturnType<typeof usePlacePlan>;

export function usePlacePlan() {
  const [location, setLocation] = useState('');
  const [names, setNames] = useState(noNames);
  const [draft, setDraft] = useState<ManifestDraft | null>(null);
  const [isAllowed, setAllowed] = useState(false);
  const preview = useChange(previewMutation);
  const start = useChange(startMutation);
  const reset = (): void => {
    preview.reset();
    start.reset();
    setAllowed(false);
  };
  const place = { location: location.trim(), ...sentNames(names) };
  const manifestText = preview.variables?.input.manifestText ?? null;
  const plan = preview.data?.previewIngest.preview;
  const findings = preview.error?.code === 'MANIFEST_INVALID' ? refusedFindings(preview.error.details) : null;
  // The text of a place's own manifest is not known here.
  const refusal: Refusal | null = findings === null ? null : { text: manifestText, findings };
  return {
    ...{ location, names, draft, isAllowed, setAllowed, preview, start, plan },
    refusal,
    /** What the plan was made with. */
    input: { ...place, ...(manifestText !== null && { manifestText }) },
    isPlanOld: plan !== undefined && draft !== null && draft.text !== draft.planned,
    setLocation: (next: string) => {
      setLocation(next);
      setDraft(null);
      reset();
    },
    setNames: (next: Names) => {
      setNames(next);
      reset();
    },
    edit: (next: ManifestDraft | null) => {
      setDraft(next);
      if (next === null && manifestText !== null) reset();
    },
    show: (text: string | null) => {
      setAllowed(false);
      if (draft !== null && text !== null) setDraft({ ...draft, planned: text });
      preview.mutate({ input: { ...place, ...(text !== null && { manifestText: text }) } });
    },
  };
}
