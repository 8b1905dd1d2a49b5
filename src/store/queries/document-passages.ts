/** The text of a document as it is indexed. */
import type { Queryable } from '../queryable.js';

export interface DocumentPassage {
  readonly fileId: number;
  readonly headingPath: readonly string[];
  readonly text: string;
  readonly tokens: number;
}

/** In reading order, with what is hidden; null if there is no such document. @param place slugs. */
export async function passagesOfDocument(
  db: Queryable,
  place: { readonly product: string; readonly version: string; readonly document: string },
): Promise<DocumentPassage[] | null> {
  const [document] = await db.query<{ id: string }[]>(
    `SELECT d.id FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
     WHERE p.slug = $1 AND v.slug = $2 AND d.slug = $3`,
    [place.product, place.version, place.document],
  );
  if (document === undefined) return null;
  return db.query(
    `SELECT c.file_id AS "fileId", p.heading_path AS "headingPath", p.text, p.tokens
     FROM chunk c JOIN passage p ON p.id = c.passage_id WHERE c.document_id = $1 ORDER BY c.position, c.id`,
    [document.id],
  );
}
