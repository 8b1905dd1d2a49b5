/** Words as the full-text dictionary knows them, so that what is marked as found is what the indexes find. */
import type { Queryable } from '../queryable.js';

/** Stems of English words by word, in lower case; stop words have none. */
export async function stemsOf(db: Queryable, words: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ word: string; stem: string }[]>(
    `SELECT word, stem[1] AS stem FROM unnest($1::text[]) AS word, ts_lexize('english_stem', word) AS stem
     WHERE stem[1] IS NOT NULL`,
    [words],
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}
