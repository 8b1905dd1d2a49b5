/** Search by meaning inside Postgres: sign bits first, by scan or by the graph over them, then exact distances of the best. */
import type { Queryable } from '../../store/queryable.js';
import { replacedModel } from '../../store/writes/embedding-models.js';
import { vectorText } from '../../store/writes/vectors.js';
import type { IndexScope, LegHit } from '../lexical/lexical-index.js';
import { inScope, passagesOf, scopeMembers, type ScopedStore, type ScopeMembers } from '../scope-members.js';
import { createModelWatch } from './model-watch.js';
import { indexedSigns } from './sign-index.js';

/** Candidates by sign bits that are measured exactly: .999 of the true top 10 are among 400 of 12,000 chunks. */
const leastCandidates = 400;
const candidatesPerHit = 4;
/** How many more a scan looks at than it needs: a few are of versions or documents that nobody is shown. */
const spare = 1.25;
/** The same for a scope that is a part of what is scanned; members are no longer looked for once there are enough. */
const spareInScope = 5;
/** How much deeper a scan goes when too few of its candidates were in the scope. */
const deeper = 4;

export interface VectorQuery {
  /** L2-normalised, of the model's dimensions. */
  readonly vector: Float32Array;
  readonly scope: IndexScope;
  /** As in `LexicalQuery`. */
  readonly members?: () => Promise<ScopeMembers>;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface VectorSearch {
  /**
   * Nearest passages first; the score is the cosine similarity.
   * @throws ModelMismatchError when the library's vectors are of another model by now.
   */
  search(query: VectorQuery): Promise<LegHit[]>;
  /**
   * Searches the vectors that were kept of a model that another has replaced: whole up to that moment.
   * @throws ModelMismatchError when they were given up.
   */
  searchReplaced(query: VectorQuery): Promise<LegHit[]>;
  /** As measured for the model in this library; null if never. Right after a search it costs nothing. */
  relevanceThreshold(): Promise<number | null>;
}

const measured = 'SELECT pv.passage_id AS "passageId", -(pv.embedding <#> $1::halfvec) AS score FROM passage_vector pv';
const nearestFirst = 'ORDER BY pv.embedding <#> $1::halfvec, pv.passage_id LIMIT $2';

/** A number in the text of the statement, so that the planner sees which model's graph will do. */
function ofModel(modelId: number, table = 'pv'): string {
  return `${table}.model_id = ${String(modelId)}`;
}

/** Every vector of the named passages is measured. */
function searchNamed(
  db: Queryable,
  modelId: number,
  { vector, limit }: VectorQuery,
  passageIds: readonly number[],
): Promise<LegHit[]> {
  return db.query(`${measured} WHERE ${ofModel(modelId)} AND pv.passage_id = ANY ($3::int[]) ${nearestFirst}`, [
    vectorText(vector),
    limit,
    passageIds,
  ]);
}

/** Every vector of the scope is measured, however many there are. */
function searchExactly(db: Queryable, modelId: number, { vector, scope, limit }: VectorQuery): Promise<LegHit[]> {
  const members = passagesOf(scope, 3);
  return db.query(`${measured} WHERE ${ofModel(modelId)} AND pv.passage_id IN (${members.sql}) ${nearestFirst}`, [
    vectorText(vector),
    limit,
    ...members.parameters,
  ]);
}

/** The query's own vector and signs, centred as the model's are. */
const queryRow = (modelId: number): string => `query AS MATERIALIZED (
  SELECT $1::halfvec AS vector,
         CASE WHEN centre IS NULL THEN binary_quantize($1::halfvec)
              ELSE binary_quantize($1::halfvec - centre::halfvec) END AS signs
  FROM embedding_model WHERE id = ${String(modelId)})`;

interface Scan {
  readonly hits: LegHit[];
  /** Vectors that the scan looked at, and those of them in the scope, as far as they were wanted. */
  readonly scanned: number;
  readonly inScope: number;
}

/**
 * The nearest by Hamming distance of centred sign bits (binary quantisation as in pgvector's README, "Binary
 * Quantization"; for the centre see `centre.ts`), tested for the scope, and as many survivors as are wanted
 * measured exactly. `inScope` is a filter, so that they are taken in the order of `near`: nearest first.
 */
async function scanSigns(
  db: Queryable,
  modelId: number,
  { vector, scope, limit }: VectorQuery,
  { wanted, depth }: { readonly wanted: number; readonly depth: number },
): Promise<Scan> {
  const inside = inScope({ size: 'wide' }, scope, 'n.passage_id', 6);
  const [row] = await db.query<(Omit<Scan, 'hits'> & { hits: LegHit[] | null })[]>(
    `WITH ${queryRow(modelId)},
     near AS MATERIALIZED (
       SELECT pv.passage_id FROM passage_vector pv
       WHERE ${ofModel(modelId)} AND ($2::uuid[] IS NULL OR pv.product_id = ANY ($2::uuid[]))
       ORDER BY pv.signs <~> (SELECT signs FROM query) LIMIT $3),
     members AS MATERIALIZED (SELECT n.passage_id FROM near n WHERE ${inside.sql} LIMIT $5),
     best AS (
       SELECT m.passage_id AS "passageId", -(pv.embedding <#> (SELECT vector FROM query)) AS score
       FROM members m JOIN passage_vector pv ON pv.passage_id = m.passage_id AND ${ofModel(modelId)}
       ORDER BY score DESC, m.passage_id LIMIT $4)
     SELECT (SELECT count(*)::int FROM near) AS scanned, (SELECT count(*)::int FROM members) AS "inScope",
            (SELECT json_agg(best ORDER BY score DESC, "passageId") FROM best) AS hits`,
    [vectorText(vector), scope.productIds ?? null, depth, limit, wanted, ...inside.parameters],
  );
  return { scanned: row?.scanned ?? 0, inScope: row?.inScope ?? 0, hits: row?.hits ?? [] };
}

/**
 * Walks the graph over the signs, which goes on until `depth` passages of the scope have been met (iterative scan of
 * pgvector 0.8) or it has seen as many vectors as one walk may; these are measured exactly.
 */
async function walkSigns(
  db: Queryable,
  modelId: number,
  { vector, scope, limit }: VectorQuery,
  depth: number,
): Promise<Scan> {
  const inside = inScope({ size: 'wide' }, scope, 'pv.passage_id', 5);
  const signs = indexedSigns('pv.signs', vector.length);
  const hits = await db.query<(LegHit & { met: number })[]>(
    `WITH ${queryRow(modelId)},
     near AS MATERIALIZED (
       SELECT pv.passage_id, pv.embedding FROM passage_vector pv
       WHERE ${ofModel(modelId)} AND ($2::uuid[] IS NULL OR pv.product_id = ANY ($2::uuid[]))
         AND ${inside.sql}
       ORDER BY ${signs} <~> (SELECT ${indexedSigns('signs', vector.length)} FROM query) LIMIT $3)
     SELECT n.passage_id AS "passageId", -(n.embedding <#> (SELECT vector FROM query)) AS score,
            (SELECT count(*)::int FROM near) AS met
     FROM near n ORDER BY score DESC, n.passage_id LIMIT $4`,
    [vectorText(vector), scope.productIds ?? null, depth, limit, ...inside.parameters],
  );
  const met = hits[0]?.met ?? 0;
  return { hits: hits.map(({ passageId, score }) => ({ passageId, score })), scanned: met, inScope: met };
}

export interface VectorSearchOptions {
  /** How long it believes what it learnt of its model. Milliseconds. */
  readonly believedMs?: number;
}

/**
 * Searches the vectors of one model, that of the queries, and never those of another.
 * @param modelId row of that model.
 */
export function createVectorSearch(
  store: ScopedStore,
  modelId: number,
  { believedMs }: VectorSearchOptions = {},
): VectorSearch {
  const { dataSource } = store;
  const watched = createModelWatch(dataSource, modelId, believedMs);

  async function scanAll(query: VectorQuery, wanted: number): Promise<LegHit[]> {
    const isPart = [query.scope.versionIds, query.scope.kinds, query.scope.documentIds].some(
      (ids) => ids !== undefined,
    );
    for (let depth = Math.ceil((isPart ? spareInScope : spare) * wanted); ; depth *= deeper) {
      const scan = await scanSigns(dataSource, modelId, query, { wanted, depth });
      if (scan.inScope >= wanted || scan.scanned < depth) return scan.hits;
      query.signal?.throwIfAborted();
    }
  }

  async function searchOwn(query: VectorQuery, isIndexed: boolean, found: ScopeMembers): Promise<LegHit[]> {
    query.signal?.throwIfAborted();
    if (found.size === 'nothing') return [];
    if (found.size === 'named') return searchNamed(dataSource, modelId, query, found.passageIds);
    const wanted = Math.max(leastCandidates, candidatesPerHit * query.limit);
    if (!isIndexed) return scanAll(query, wanted);
    const walk = await walkSigns(dataSource, modelId, query, wanted);
    query.signal?.throwIfAborted();
    return walk.inScope >= wanted ? walk.hits : searchExactly(dataSource, modelId, query);
  }

  const membersOf = (query: VectorQuery): Promise<ScopeMembers> =>
    query.members?.() ?? scopeMembers(store, query.scope);

  return {
    async search(query) {
      const [members, { isActive, activeName, isIndexed }] = await Promise.all([membersOf(query), watched()]);
      if (!isActive) throw replacedModel(activeName);
      return searchOwn(query, isIndexed, members);
    },

    relevanceThreshold: async () => (await watched()).relevanceThreshold,

    async searchReplaced(query) {
      const [members, { activeName, isIndexed }] = await Promise.all([membersOf(query), watched()]);
      const kept: unknown[] = await dataSource.query('SELECT FROM passage_vector WHERE model_id = $1 LIMIT 1', [
        modelId,
      ]);
      if (kept.length === 0) throw replacedModel(activeName);
      return searchOwn(query, isIndexed, members);
    },
  };
}
