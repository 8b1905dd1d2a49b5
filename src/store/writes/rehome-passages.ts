/** Passages belong to a product: those of documents that came to another one go along, or are copied where others still show them. */
import type { Queryable } from '../queryable.js';

const passageColumns = 'hash, heading_path, text, search_text, search_words, identifiers, defines, tokens' as const;

/** What the moved documents show and their product does not hold: `moving` has the ids of the documents. */
const listRehoming = `
  CREATE TEMP TABLE rehoming ON COMMIT DROP AS
  SELECT DISTINCT c.passage_id AS id, v.product_id AS home, p.product_id AS was, p.hash
  FROM moving m JOIN chunk c ON c.document_id = m.id JOIN version v ON v.id = c.version_id
  JOIN passage p ON p.id = c.passage_id
  WHERE m.kind = 'DOCUMENT' AND p.product_id <> v.product_id`;

/** One of equal texts that the product does not hold yet goes there, if nothing elsewhere shows it. */
const listGoing = `
  CREATE TEMP TABLE going ON COMMIT DROP AS
  SELECT r.id, r.home, NOT EXISTS (
    SELECT FROM chunk c JOIN version v ON v.id = c.version_id WHERE c.passage_id = r.id AND v.product_id <> r.home) AS is_free
  FROM (SELECT DISTINCT ON (home, hash) * FROM rehoming ORDER BY home, hash, id) AS r
  WHERE NOT EXISTS (SELECT FROM passage p WHERE p.product_id = r.home AND p.hash = r.hash)`;

const rehome = [
  `SELECT id FROM passage WHERE id IN (SELECT id FROM rehoming) ORDER BY id FOR UPDATE`,
  `UPDATE passage p SET product_id = g.home FROM going g WHERE p.id = g.id AND g.is_free`,
  `UPDATE passage_vector v SET product_id = g.home FROM going g WHERE v.passage_id = g.id AND g.is_free`,
  `INSERT INTO passage (product_id, ${passageColumns})
   SELECT g.home, ${passageColumns} FROM going g JOIN passage p ON p.id = g.id WHERE NOT g.is_free`,
  `INSERT INTO passage_vector (passage_id, product_id, model_id, embedding, signs)
   SELECT copy.id, g.home, v.model_id, v.embedding, v.signs
   FROM going g JOIN passage p ON p.id = g.id JOIN passage copy ON copy.product_id = g.home AND copy.hash = p.hash
   JOIN passage_vector v ON v.passage_id = g.id WHERE NOT g.is_free`,
  `UPDATE chunk c SET passage_id = held.id
   FROM rehoming r JOIN passage held ON held.product_id = r.home AND held.hash = r.hash, version v
   WHERE c.passage_id = r.id AND held.id <> r.id AND v.id = c.version_id AND v.product_id = r.home`,
  `DELETE FROM passage WHERE id IN (SELECT id FROM rehoming)
   AND NOT EXISTS (SELECT FROM chunk c WHERE c.passage_id = passage.id)`,
] as const;

/** The vocabulary goes along as a whole: words that no passage holds are left out by those who ask. */
const copyTerms = `
  INSERT INTO term (product_id, text, identifier)
  SELECT pair.home, t.text, bool_or(t.identifier)
  FROM (SELECT DISTINCT was, home FROM rehoming) AS pair JOIN term t ON t.product_id = pair.was
  GROUP BY pair.home, t.text ORDER BY t.text COLLATE "C"
  ON CONFLICT (product_id, text) DO UPDATE SET identifier = true WHERE excluded.identifier AND NOT term.identifier`;

/** Within the transaction that moved the documents; set by set, however many there are. */
export async function rehomePassages(db: Queryable): Promise<void> {
  await db.query(listRehoming);
  const [row] = await db.query<{ count: number }[]>('SELECT count(*)::int AS count FROM rehoming');
  if (row !== undefined && row.count > 0) {
    await db.query('ANALYZE rehoming');
    await db.query(copyTerms);
    await db.query(listGoing);
    for (const statement of rehome) await db.query(statement);
    await db.query('DROP TABLE going');
  }
  await db.query('DROP TABLE rehoming');
}
