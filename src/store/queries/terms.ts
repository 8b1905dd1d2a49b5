/** Looks into the vocabulary of products. */
import type { Queryable } from '../queryable.js';

/** Products whose vocabulary a scope is about; null for all. */
export async function productsOfVersions(db: Queryable, versionIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT DISTINCT product_id AS id FROM version WHERE id = ANY ($1::uuid[])`,
    [versionIds],
  );
  return rows.map(({ id }) => id);
}

export interface TermShape {
  /** What it begins with. */
  readonly initial: string;
  readonly shortest: number;
  readonly longest: number;
  readonly identifier: boolean;
}

/** Terms of the products, or of all, that begin so and are about that long. */
export async function termsLike(
  db: Queryable,
  { initial, shortest, longest, identifier }: TermShape,
  productIds: readonly string[] | null,
): Promise<string[]> {
  // One row: a list of thousands costs more to send row by row than to find.
  const [row] = await db.query<{ texts: string | null }[]>(
    `SELECT string_agg(DISTINCT text, E'\\n') AS texts FROM term
     WHERE text LIKE $1 AND length(text) BETWEEN $2 AND $3 AND (identifier OR NOT $4)
       AND ($5::uuid[] IS NULL OR product_id = ANY ($5))`,
    [`${initial.replace(/[\\%_]/g, '\\$&')}%`, shortest, longest, identifier, productIds],
  );
  return row?.texts?.split('\n') ?? [];
}

/** Those of the texts, in lower case, that are in the vocabulary of a product. */
export async function knownTerms(db: Queryable, texts: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ text: string }[]>(`SELECT DISTINCT text FROM term WHERE text = ANY ($1::text[])`, [
    texts,
  ]);
  return new Set(rows.map(({ text }) => text));
}
