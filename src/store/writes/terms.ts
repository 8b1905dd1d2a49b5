/** Adds to the vocabulary of a product. */
import type { Queryable } from '../queryable.js';

export interface Vocabulary {
  /** Plain words, lower case. */
  readonly words: ReadonlySet<string>;
  /** Error codes, commands and the like, lower case. */
  readonly identifiers: ReadonlySet<string>;
}

/**
 * Only ever adds: what no passage holds any more is found out by those who ask. A statement of its own, outside the
 * transaction of a document, and in one order: two writers of the same words wait for each other for this statement at
 * most, and never in a circle. Each word is looked up by itself: joined, all words of the product would be read.
 */
export async function rememberTerms(
  db: Queryable,
  productId: string,
  { words, identifiers }: Vocabulary,
): Promise<void> {
  if (words.size + identifiers.size === 0) return;
  await db.query(
    `INSERT INTO term (product_id, text, identifier)
     SELECT $1, said.text, said.identifier
     FROM (SELECT text COLLATE "C" AS text, bool_or(identifier) AS identifier
           FROM (SELECT unnest($2::text[]) AS text, false AS identifier UNION ALL SELECT unnest($3::text[]), true) AS given
           GROUP BY 1) AS said
     LEFT JOIN LATERAL (SELECT text, identifier FROM term WHERE product_id = $1 AND text = said.text LIMIT 1) t ON true
     WHERE t.text IS NULL OR (said.identifier AND NOT t.identifier)
     ORDER BY said.text
     ON CONFLICT (product_id, text) DO UPDATE SET identifier = true WHERE excluded.identifier AND NOT term.identifier`,
    [productId, [...words], [...identifiers]],
  );
}
