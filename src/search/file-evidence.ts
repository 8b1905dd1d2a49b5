/**
 * What else a file says about the query counts for each passage of it: a page on the subject holds its words in many
 * passages, where another one only mentions them. The evidence is the length of the vector of what the keyword leg found in
 * the file (the root of the sum of squares): strong passages count, and many weak ones of a long page do not add up. It
 * needs no index of whole documents. It is evidence beside both legs: a search by words alone keeps their order.
 */
import { groupBy } from '../group-by.js';
import type { Occurrence } from '../store/queries/occurrences.js';
import { isInScope } from './best-chunk.js';
import type { Places } from './curate.js';
import type { FusedHit } from './fusion.js';
import type { IndexScope } from './lexical/lexical-index.js';
import { placeOf } from './spread.js';

/** What the file with the most evidence counts beside the best that the legs can give to a passage. */
const weight = 0.2;
/** Passages of a file that count, the best. */
const counted = 10;

/** Files are told apart by version, so that a page is not worth more for standing in many of them. */
function fileOf(occurrence: Occurrence): string {
  return `${occurrence.versionId} ${placeOf(occurrence)}`;
}

/**
 * Adds the evidence of the best file in the scope that holds the passage; the scores stay within what the legs can give, and
 * lifts of exact names are on top of that as before. Nothing changes where one of the legs took no part or found nothing,
 * or where ranks are fused.
 * @param places of all hits; asked for only then.
 * @returns best first.
 */
export async function withFileEvidence(
  hits: readonly FusedHit[],
  places: Places,
  scope: IndexScope,
): Promise<readonly FusedHit[]> {
  const byBoth = (['lexical', 'vector'] as const).every((leg) => hits.some(({ explain }) => explain[leg] !== null));
  if (!byBoth || hits[0]?.explain.fusion !== 'WEIGHTED') return hits;
  const found = new Map(hits.map(({ passageId, explain }) => [passageId, explain.lexical?.normalised ?? 0]));
  const shown = (await places()).filter((occurrence) => isInScope(occurrence, scope));
  const strengths = new Map(
    [...groupBy(shown, fileOf)].map(([file, ofFile]) => {
      const passageIds = new Set(ofFile.map(({ passageId }) => passageId));
      const best = [...passageIds].map((passageId) => found.get(passageId) ?? 0).sort((a, b) => b - a);
      return [file, Math.hypot(...best.slice(0, counted))];
    }),
  );
  const most = Math.max(0, ...strengths.values());
  if (most === 0) return hits;
  const byPassage = groupBy(shown, ({ passageId }) => passageId);
  return hits
    .map((hit) => {
      const files = (byPassage.get(hit.passageId) ?? []).map((occurrence) => strengths.get(fileOf(occurrence)) ?? 0);
      const evidence = Math.max(0, ...files) / most;
      const lift = hit.explain.exact?.lift ?? 0;
      const score = (hit.score - lift + weight * evidence) / (1 + weight) + lift;
      return { ...hit, score, explain: { ...hit.explain, file: { evidence, weight } } };
    })
    .toSorted((a, b) => b.score - a.score || a.passageId - b.passageId);
}
