/** Reads what an index reads of a few passages, to estimate how common words are. */
import type { Queryable } from '../queryable.js';

/** Between the texts; no word of `passage.search_words` has it. */
const boundary = '\u001f';

/** Texts of about `size` passages, spread evenly over the library in the order in which they came. */
export async function sampledWords(db: Queryable, size: number): Promise<string[]> {
  // One row: hundreds cost more to send row by row than to find.
  const [row] = await db.query<{ texts: string | null }[]>(
    `WITH bounds AS MATERIALIZED (SELECT min(id)::bigint AS low, max(id)::bigint AS high FROM passage),
     picked AS MATERIALIZED (
       SELECT DISTINCT (low + (high - low) * place / $1)::int AS id FROM bounds, generate_series(0, $1::int) AS place)
     SELECT string_agg(p.search_words, $2) AS texts FROM picked JOIN passage p ON p.id = picked.id`,
    [size, boundary],
  );
  return row?.texts?.split(boundary) ?? [];
}
