/** Search by meaning inside Postgres, with nothing to build: sign bits first, then exact distances of the best. */
import type { DataSource } from 'typeorm';
import type { Queryable } from '../../store/queryable.js';
import { vectorText } from '../../store/writes/vectors.js';
import type { IndexScope, LegHit } from '../lexical/lexical-index.js';
import { inScope, scopeMembers } from '../scope-members.js';

/** Candidates by sign bits that are measured exactly: .999 of the true top 10 are among 400 of 12,000 chunks. */
const leastCandidates = 400;
const candidatesPerHit = 4;
/** How much deeper a scan goes when too few of its candidates were in the scope. */
const deeper = 4;

export interface VectorQuery {
  /** L2-normalised, of the model's dimensions. */
  readonly vector: Float32Array;
  readonly scope: IndexScope;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface VectorSearch {
  /** Nearest passages first; the score is the cosine similarity. */
  search(query: VectorQuery): Promise<LegHit[]>;
}

/** Every vector of the scope is measured. */
function searchExactly(db: Queryable, vector: string, passageIds: readonly number[], limit: number): Promise<LegHit[]> {
  return db.query(
    `SELECT passage_id AS "passageId", -(embedding <#> $1::halfvec) AS score
     FROM passage_vector WHERE passage_id = ANY ($2::int[])
     ORDER BY embedding <#> $1::halfvec, passage_id LIMIT $3`,
    [vector, passageIds, limit],
  );
}

interface Scan {
  readonly hits: LegHit[];
  /** Vectors that the scan looked at, and those of them in the scope. */
  readonly scanned: number;
  readonly inScope: number;
}

/**
 * The nearest by Hamming distance of centred sign bits (binary quantisation as in pgvector's README, "Binary
 * Quantization"; for the centre see `centre.ts`), tested for the scope, and the survivors measured exactly.
 */
async function scanSigns(db: Queryable, { vector, scope, limit }: VectorQuery, depth: number): Promise<Scan> {
  const inside = inScope({ size: 'wide' }, scope, 'n.passage_id', 5);
  const [row] = await db.query<(Omit<Scan, 'hits'> & { hits: LegHit[] | null })[]>(
    `WITH query AS MATERIALIZED (
       SELECT id, $1::halfvec AS vector,
              CASE WHEN centre IS NULL THEN binary_quantize($1::halfvec)
                   ELSE binary_quantize($1::halfvec - centre::halfvec) END AS signs
       FROM embedding_model WHERE active),
     near AS MATERIALIZED (
       SELECT passage_id FROM passage_vector
       WHERE model_id = (SELECT id FROM query) AND ($2::uuid[] IS NULL OR product_id = ANY ($2::uuid[]))
       ORDER BY signs <~> (SELECT signs FROM query) LIMIT $3),
     members AS MATERIALIZED (SELECT n.passage_id FROM near n WHERE ${inside.sql}),
     best AS (
       SELECT m.passage_id AS "passageId", -(pv.embedding <#> (SELECT vector FROM query)) AS score
       FROM members m JOIN passage_vector pv ON pv.passage_id = m.passage_id
       ORDER BY score DESC, m.passage_id LIMIT $4)
     SELECT (SELECT count(*)::int FROM near) AS scanned, (SELECT count(*)::int FROM members) AS "inScope",
            (SELECT json_agg(best ORDER BY score DESC, "passageId") FROM best) AS hits`,
    [vectorText(vector), scope.productIds ?? null, depth, limit, ...inside.parameters],
  );
  return { scanned: row?.scanned ?? 0, inScope: row?.inScope ?? 0, hits: row?.hits ?? [] };
}

/** Searches the vectors of the active model. */
export function createVectorSearch(dataSource: DataSource): VectorSearch {
  return {
    async search(query) {
      const { vector, scope, limit, signal } = query;
      const members = await scopeMembers(dataSource, scope);
      signal?.throwIfAborted();
      if (members.size === 'nothing') return [];
      if (members.size === 'named') return searchExactly(dataSource, vectorText(vector), members.passageIds, limit);
      const wanted = Math.max(leastCandidates, candidatesPerHit * limit);
      for (let depth = wanted; ; depth *= deeper) {
        const scan = await scanSigns(dataSource, query, depth);
        if (scan.inScope >= wanted || scan.scanned < depth) return scan.hits;
        signal?.throwIfAborted();
      }
    },
  };
}
