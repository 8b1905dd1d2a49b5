/** How much of a source an ingest may archive without being told to: a folder that was not mounted looks like an empty one. */
import { ArchiveUnconfirmedError } from '../../errors.js';
import type { PlanSurvey } from './survey-plan.js';

/** Share of the documents that the library has published from the source. */
const mostShare = 0.3;
/** So few may always go. */
const always = 5;
/** Documents that a message's details name. */
const named = 20;

/** Products or versions of all that it holds are taken: then whoever ingests has the wrong names in mind, or place. */
const takesNone = ({ documents, refused }: PlanSurvey): boolean => documents.length === 0 && refused.length > 0;

/** True if somebody has to allow it. */
export function needsConsent(survey: PlanSurvey): boolean {
  const { missing, published } = survey;
  if (missing.length > 0 && takesNone(survey)) return true;
  return missing.length > always && missing.length > published * mostShare;
}

/** @throws ArchiveUnconfirmedError if somebody has to allow it and has not. */
export function checkConsent(location: string, survey: PlanSurvey, isAllowed: boolean): void {
  if (isAllowed || !needsConsent(survey)) return;
  const { missing, published } = survey;
  const [refused] = takesNone(survey) ? survey.refused : [];
  throw new ArchiveUnconfirmedError(
    `${refused === undefined ? '' : `Nothing of what it holds can be taken: ${refused.error.message} `}${location} no longer holds ${String(missing.length)} of the ${String(published)} documents that came from there; they would be archived. ` +
      'Nothing was changed. Is the right place named, and all of it there? If so, ingest it again and allow it: --allow-archive, or `allowArchive: true`.',
    { location, missing: missing.length, published, documents: missing.slice(0, named).map(({ key }) => key) },
  );
}
