/** Reads what an index reads of a few passages, to estimate how common words are. */
import type { Queryable } from '../queryable.js';
import { isListed, isShown } from './visibility.js';

/** Between the passages; no word of `passage.search_words` has it. */
const boundary = '\u001f';

export interface SampledPassage {
  readonly productId: string;
  /** As an index reads them. */
  readonly words: string;
}

/**
 * Words of `size` passages, or of all if there are fewer, spread evenly over the library in the order in which they came.
 * They are picked by their places in the index, and not by their ids, which have gaps as large as what was deleted. What the
 * caller does not see is left out of them.
 */
export async function sampledWords(db: Queryable, size: number): Promise<SampledPassage[]> {
  // One row: hundreds cost more to send row by row than to find.
  const [row] = await db.query<{ texts: string | null }[]>(
    `WITH placed AS MATERIALIZED (
       SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total FROM passage),
     picked AS MATERIALIZED (SELECT id FROM placed WHERE place * $1::int % total < $1::int)
     SELECT string_agg(p.product_id || ' ' || p.search_words, $2) AS texts FROM picked JOIN passage p ON p.id = picked.id
     WHERE EXISTS (SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
                   WHERE c.passage_id = p.id AND ${isListed('d')} AND ${isListed('v')} AND ${isShown('c')})`,
    [size, boundary],
  );
  const texts = row?.texts?.split(boundary) ?? [];
  return texts.map((text) => {
    const end = text.indexOf(' ');
    return { productId: text.slice(0, end), words: text.slice(end + 1) };
  });
}
