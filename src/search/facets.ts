/** Counts what a search could be narrowed to. */
import type { Occurrence } from '../store/queries/occurrences.js';
import { isInScope } from './best-chunk.js';
import type { IndexScope } from './lexical/lexical-index.js';
import type { FacetCount, Facets } from './request.js';

function mostFirst(counts: ReadonlyMap<string, ReadonlySet<number>>): FacetCount[] {
  return [...counts]
    .map(([id, passages]) => ({ id, count: passages.size }))
    .sort((a, b) => b.count - a.count || a.id.localeCompare(b.id));
}

/**
 * Passages among the candidates by product, version and kind, each counted once where the scope shows it. Candidates are
 * what both legs found: a passage that merely holds a common word of the query is no candidate, and does not count.
 */
export function facetsOf(occurrences: readonly Occurrence[], scope: IndexScope): Facets {
  const products = new Map<string, Set<number>>();
  const versions = new Map<string, Set<number>>();
  const kinds = new Map<string, Set<number>>();
  const note = (counts: Map<string, Set<number>>, id: string, passageId: number): void => {
    const passages = counts.get(id) ?? new Set();
    counts.set(id, passages.add(passageId));
  };
  for (const occurrence of occurrences) {
    if (!isInScope(occurrence, scope)) continue;
    note(products, occurrence.productId, occurrence.passageId);
    note(versions, occurrence.versionId, occurrence.passageId);
    note(kinds, occurrence.kind, occurrence.passageId);
  }
  return { products: mostFirst(products), versions: mostFirst(versions), kinds: mostFirst(kinds) };
}

export const noFacets: Facets = { products: [], versions: [], kinds: [] };
