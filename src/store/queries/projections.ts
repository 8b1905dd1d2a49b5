/** Passages as a search index outside Postgres holds them. */
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';
import { isPublished, isShown } from './visibility.js';

/** A published document that shows a passage. */
export interface ShownPlace {
  readonly versionId: string;
  readonly kind: string;
  readonly documentId: string;
  /** Number of the audience that it is for. */
  readonly audience: number;
}

/** What an index holds of a passage, and since which revision. */
export interface PassageProjection {
  readonly id: number;
  readonly revision: number;
  readonly productId: string;
  readonly vendorId: string;
  /** As `NewPassage.searchWords`. */
  readonly searchWords: string;
  readonly identifiers: readonly string[];
  /** Its own heading and the titles of the documents that show it. */
  readonly names: readonly string[];
  /** Where published documents of published versions show it; empty when none does: then no index should hold it. */
  readonly shownAs: readonly ShownPlace[];
}

/** Those of the passages that exist, in one snapshot: text, places and revision belong together. */
export function projectionsOf(db: Queryable, passageIds: readonly number[]): Promise<PassageProjection[]> {
  return db.query(
    `SELECT p.id, p.revision, p.product_id AS "productId", pr.vendor_id AS "vendorId", p.search_words AS "searchWords",
            p.identifiers, array_remove(p.heading_path[array_upper(p.heading_path, 1):] || shown.titles, NULL) AS names,
            coalesce(shown.places, '[]') AS "shownAs"
     FROM passage p
     JOIN product pr ON pr.id = p.product_id
     CROSS JOIN LATERAL (
       SELECT json_agg(DISTINCT jsonb_build_object('versionId', v.id, 'documentId', d.id, 'kind', ${required('d', 'kind')}, 'audience', d.audience)) AS places,
              array_agg(DISTINCT ${required('d', 'title')}) AS titles
       FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
       WHERE c.passage_id = p.id AND ${isPublished('d')} AND ${isPublished('v')} AND ${isShown('c')}) AS shown
     WHERE p.id = ANY ($1::int[])
     ORDER BY p.id`,
    [passageIds],
  );
}
