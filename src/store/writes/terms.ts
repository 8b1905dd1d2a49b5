/** Adds to the vocabulary of a product. */
import type { Queryable } from '../queryable.js';

export interface Vocabulary {
  /** Plain words, lower case. */
  readonly words: ReadonlySet<string>;
  /** Error codes, commands and the like, lower case. */
  readonly identifiers: ReadonlySet<string>;
}

/** Terms in one statement: while it runs, the embedded Postgres answers nobody. */
const atOnce = 1_000;

/**
 * Only ever adds: what no passage holds any more is found out by those who ask. Statements of their own, outside the
 * transaction of a document, and in one order: two writers of the same words wait for each other for a statement at
 * most, and never in a circle. Each word is looked up by itself: joined, all words of the product would be read.
 */
export async function rememberTerms(
  db: Queryable,
  productId: string,
  { words, identifiers }: Vocabulary,
): Promise<void> {
  const terms = [...new Set([...words, ...identifiers])].sort();
  for (let from = 0; from < terms.length; from += atOnce) {
    const texts = terms.slice(from, from + atOnce);
    await db.query(
      `INSERT INTO term (product_id, text, identifier)
       SELECT $1, said.text, said.identifier
       FROM unnest($2::text[], $3::bool[]) AS said (text, identifier)
       LEFT JOIN LATERAL (SELECT text, identifier FROM term WHERE product_id = $1 AND text = said.text LIMIT 1) t ON true
       WHERE t.text IS NULL OR (said.identifier AND NOT t.identifier)
       ORDER BY said.text COLLATE "C"
       ON CONFLICT (product_id, text) DO UPDATE SET identifier = true WHERE excluded.identifier AND NOT term.identifier`,
      [productId, texts, texts.map((text) => identifiers.has(text))],
    );
  }
}
