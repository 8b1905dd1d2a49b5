/** How a search ended, as far as its answer tells. */
import type { SearchAnswer } from '../search/request.js';
import type { SearchVerdict } from '../store/entities/search-verdict-kind.js';

/** The best that vectors found; null where they took no part. */
export function bestCosineOf({ hits }: Pick<SearchAnswer, 'hits'>): number | null {
  const cosines = hits.flatMap(({ explain }) => explain.vector?.score ?? []);
  return cosines.length === 0 ? null : Math.max(...cosines);
}

/** What was asked for and is not there comes before what was not found: it leads to other work. */
export function searchVerdict({
  scope,
  hits,
  relevance,
}: Pick<SearchAnswer, 'scope' | 'hits' | 'relevance'>): SearchVerdict {
  if (scope.unknown.length > 0) return 'UNKNOWN_NAME';
  if (scope.versions.some(({ match }) => match === 'NONE')) return 'VERSION_ABSENT';
  if (hits.length === 0) return 'NOTHING_FOUND';
  return relevance.verdict === 'NOTHING_RELEVANT' ? 'NOTHING_RELEVANT' : 'FOUND';
}
