/** Documents of a scope by what people call them, or by their language. */
import type { Queryable } from '../queryable.js';
import { nullable, required } from './effective.js';
import { isListed } from './visibility.js';

/** Ids; what is absent does not limit. */
export interface DocumentScope {
  readonly productIds?: readonly string[];
  readonly versionIds?: readonly string[];
  readonly kinds?: readonly string[];
}

export interface ScopeDocument {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Lower case; null where the document does not say it. */
  readonly language: string | null;
}

const language = `lower(${nullable('d', 'language')})`;
const ofScope = `FROM document d JOIN version v ON v.id = d.version_id
  WHERE ${isListed('d')} AND ${isListed('v')}
    AND ($1::uuid[] IS NULL OR v.product_id = ANY ($1)) AND ($2::uuid[] IS NULL OR v.id = ANY ($2))
    AND ($3::text[] IS NULL OR ${required('d', 'kind')} = ANY ($3))`;

const idsOf = ({ productIds, versionIds, kinds }: DocumentScope): unknown[] => [
  productIds ?? null,
  versionIds ?? null,
  kinds ?? null,
];

/**
 * Published documents of the scope.
 * @param names lower case: slugs or titles; null for all.
 * @param languages lower case: `en` covers `en-gb`; null for all.
 */
export function documentsCalled(
  db: Queryable,
  scope: DocumentScope,
  names: readonly string[] | null,
  languages: readonly string[] | null,
): Promise<ScopeDocument[]> {
  return db.query(
    `SELECT d.id, d.slug, ${required('d', 'title')} AS title, ${language} AS language ${ofScope}
       AND ($4::text[] IS NULL OR lower(d.slug) = ANY ($4) OR lower(${required('d', 'title')}) = ANY ($4))
       AND ($5::text[] IS NULL OR ${language} = ANY ($5) OR split_part(${language}, '-', 1) = ANY ($5))`,
    [...idsOf(scope), names, languages],
  );
}

/** Slugs of documents of the scope that somebody may have meant: those that share a beginning, or some of all. */
export async function documentSlugsLike(db: Queryable, scope: DocumentScope, name: string): Promise<string[]> {
  const rows = await db.query<{ slug: string; begins: boolean }[]>(
    `SELECT DISTINCT d.slug, starts_with(lower(d.slug), left($4, 2)) AS begins ${ofScope}
     ORDER BY begins DESC, d.slug LIMIT 2000`,
    [...idsOf(scope), name],
  );
  return rows.map(({ slug }) => slug);
}

export async function documentLanguages(db: Queryable, scope: DocumentScope): Promise<string[]> {
  const rows = await db.query<{ language: string }[]>(
    `SELECT DISTINCT ${language} AS language ${ofScope} AND ${nullable('d', 'language')} IS NOT NULL ORDER BY language`,
    idsOf(scope),
  );
  return rows.map((row) => row.language);
}
