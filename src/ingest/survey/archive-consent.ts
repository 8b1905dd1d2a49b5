/** How much of a source an ingest may archive without being told to: a folder that was not mounted looks like an empty one. */
import { ArchiveUnconfirmedError } from '../../errors.js';
import type { PlanSurvey } from './survey-plan.js';

/** Share of the documents that the library has published from the source. */
const mostShare = 0.3;
/** So few may always go. */
const always = 5;
/** Documents that a message's details name. */
const named = 20;

/** True if somebody has to allow it. */
export function needsConsent({ missing, published }: Pick<PlanSurvey, 'missing' | 'published'>): boolean {
  return missing.length > always && missing.length > published * mostShare;
}

/** @throws ArchiveUnconfirmedError if somebody has to allow it and has not. */
export function checkConsent(location: string, survey: PlanSurvey, isAllowed: boolean): void {
  if (isAllowed || !needsConsent(survey)) return;
  const { missing, published } = survey;
  throw new ArchiveUnconfirmedError(
    `${location} no longer holds ${String(missing.length)} of the ${String(published)} documents that came from there; they would be archived. ` +
      'Nothing was changed. Is the right place named, and all of it there? If so, ingest it again and allow it: --allow-archive, or `allowArchive: true`.',
    { location, missing: missing.length, published, documents: missing.slice(0, named).map(({ key }) => key) },
  );
}
