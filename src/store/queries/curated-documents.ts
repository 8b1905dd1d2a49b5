/** Documents as curators choose them: by effective values, hidden ones too. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';
import { subjectTable } from './curated-fields.js';
import { nullable, required } from './effective.js';

/** Everything that is given must hold; of a list, one entry. */
export interface DocumentFilter {
  readonly ids?: readonly string[] | null;
  /** Slugs. */
  readonly vendors?: readonly string[] | null;
  readonly products?: readonly string[] | null;
  readonly versions?: readonly string[] | null;
  readonly kinds?: readonly DocumentKind[] | null;
  readonly languages?: readonly string[] | null;
  readonly visibilities?: readonly string[] | null;
  /** In the title, in any case. */
  readonly titleContains?: string | null;
}

const inList = (expression: string, place: number): string =>
  `($${String(place)}::text[] IS NULL OR ${expression} = ANY ($${String(place)}))`;

const condition = [
  `($1::uuid[] IS NULL OR t.id = ANY ($1))`,
  inList('o.slug', 2),
  inList('p.slug', 3),
  inList('v.slug', 4),
  inList(required('t', 'kind'), 5),
  inList(`(${nullable('t', 'language')})`, 6),
  inList(`coalesce(t.overrides->>'visibility', 'PUBLIC')`, 7),
  `($8::text IS NULL OR position(lower($8) IN lower(${required('t', 'title')})) > 0)`,
].join(' AND ');

/** By path. */
export function chosenDocuments(
  db: Queryable,
  filter: DocumentFilter,
  limit: number,
): Promise<{ readonly id: string; readonly revision: number }[]> {
  return db.query(
    `SELECT t.id, t.curation_revision AS revision FROM ${subjectTable('DOCUMENT').from} JOIN vendor o ON o.id = p.vendor_id
     WHERE ${condition} ORDER BY p.slug, v.slug, t.slug LIMIT $9`,
    [
      filter.ids ?? null,
      filter.vendors ?? null,
      filter.products ?? null,
      filter.versions ?? null,
      filter.kinds ?? null,
      filter.languages ?? null,
      filter.visibilities ?? null,
      filter.titleContains ?? null,
      limit,
    ],
  );
}
