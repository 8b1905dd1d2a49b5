/** How a search ended, as far as its answer tells. */
import type { SearchAnswer } from '../search/request.js';
import type { SearchVerdict } from '../store/entities/search-verdict-kind.js';

/** What was asked for and is not there comes before what was not found: it leads to other work. */
export function searchVerdict({ scope, hits }: Pick<SearchAnswer, 'scope' | 'hits'>): SearchVerdict {
  if (scope.unknown.length > 0) return 'UNKNOWN_NAME';
  if (scope.versions.some(({ match }) => match === 'NONE')) return 'VERSION_ABSENT';
  return hits.length === 0 ? 'NOTHING_FOUND' : 'FOUND';
}
