/**
 * Where a passage is shown, and for whom, as terms of the index. A term of what is for everybody bears no number, so that
 * an index from before anything was restricted is right as it is.
 */
import type { estypes } from '@elastic/elasticsearch';
import { AUDIENCES, audienceNumber } from '../../../audience.js';
import { currentAudience } from '../../../ongoing-operation.js';
import type { ShownPlace } from '../../../store/queries/projections.js';

const forAudience = (term: string, audience: number): string => (audience === 0 ? term : `${term}#${String(audience)}`);

/** Said of a passage that nobody before that audience sees anywhere. */
const restricted = (audience: number): string => forAudience('restricted', audience);

export function placeTerms(places: readonly ShownPlace[]): {
  readonly version_ids: string[];
  readonly kinds: string[];
  readonly shown_as: string[];
} {
  const each = (termsOf: (place: ShownPlace) => readonly string[]): string[] => [
    ...new Set(places.flatMap((place) => termsOf(place).map((term) => forAudience(term, place.audience)))),
  ];
  const first = Math.min(...places.map(({ audience }) => audience));
  return {
    version_ids: each(({ versionId }) => [versionId]),
    kinds: each(({ kind }) => [kind]),
    shown_as: [
      ...each(({ versionId, kind, documentId }) => [`${versionId}|${kind}`, `document|${documentId}`]),
      ...(first > 0 ? [restricted(first)] : []),
    ],
  };
}

/** The terms, in all places that the caller may see. */
export function seenTerms(terms: readonly string[]): string[] {
  const most = audienceNumber(currentAudience());
  return AUDIENCES.slice(0, most + 1).flatMap((_, audience) => terms.map((term) => forAudience(term, audience)));
}

/** Leaves out what the caller sees nowhere; nothing for who sees all. */
export function seenSomewhere(): estypes.QueryDslQueryContainer[] {
  const beyond = AUDIENCES.map((_, audience) => audience).slice(audienceNumber(currentAudience()) + 1);
  return beyond.length === 0 ? [] : [{ bool: { must_not: [{ terms: { shown_as: beyond.map(restricted) } }] } }];
}
