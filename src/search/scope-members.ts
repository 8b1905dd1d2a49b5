/** Which passages a scope holds: those that a published document of a published version shows within it. */
import type { Queryable } from '../store/queryable.js';
import type { IndexScope } from './lexical/lexical-index.js';

/** Most passages that are named one by one; a larger scope is tested passage by passage as an index delivers them. */
const mostNamed = 4_000;

/**
 * - `nothing`: the scope can't hold a passage;
 * - `named`: it holds exactly these passages;
 * - `wide`: too many to name; `inScope` decides for each.
 */
export type ScopeMembers =
  | { readonly size: 'nothing' }
  | { readonly size: 'named'; readonly passageIds: readonly number[] }
  | { readonly size: 'wide' };

/** The scope as three parameters in the order that `inScope` and `scopeMembers` expect; `null` does not limit. */
export function scopeParameters(scope: IndexScope): [products: unknown, versions: unknown, kinds: unknown] {
  return [scope.productIds ?? null, scope.versionIds ?? null, scope.kinds ?? null];
}

/** What a chunk must fulfil; `$1` to `$3` are the scope's parameters, `c`, `d`, `v` chunk, document and version. */
const chunkShows = `d.state = 'PUBLISHED' AND v.state = 'PUBLISHED'
  AND ($1::uuid[] IS NULL OR v.product_id = ANY ($1::uuid[]))
  AND ($2::uuid[] IS NULL OR c.version_id = ANY ($2::uuid[]))
  AND ($3::text[] IS NULL OR coalesce(d.overrides->>'kind', d.kind) = ANY ($3::text[]))`;

/**
 * SQL condition: the scope holds the passage. A scalar subquery, so that the planner keeps it as a filter on what an
 * ordered index scan delivers instead of turning it into a join that would have to score the whole scope.
 * @param passageId SQL expression, for example `p.id`.
 */
export function inScope(passageId: string): string {
  return `coalesce((SELECT true FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
    WHERE c.passage_id = ${passageId} AND ${chunkShows} LIMIT 1), false)`;
}

/** Reads at most a few thousand chunks, whatever the size of the library. */
export async function scopeMembers(db: Queryable, scope: IndexScope): Promise<ScopeMembers> {
  const limits = [scope.productIds, scope.versionIds, scope.kinds];
  if (limits.some((ids) => ids?.length === 0)) return { size: 'nothing' };
  if (limits.every((ids) => ids === undefined)) return { size: 'wide' };
  const rows = await db.query<{ passageIds: number[]; chunks: number }[]>(
    `SELECT coalesce(array_agg(DISTINCT passage_id), '{}') AS "passageIds", count(*)::int AS chunks
     FROM (SELECT c.passage_id
           FROM version v JOIN document d ON d.version_id = v.id JOIN chunk c ON c.document_id = d.id
           WHERE ${chunkShows} LIMIT ${String(mostNamed + 1)}) AS shown`,
    scopeParameters(scope),
  );
  const [found] = rows;
  if (found === undefined || found.chunks > mostNamed) return { size: 'wide' };
  return found.chunks === 0 ? { size: 'nothing' } : { size: 'named', passageIds: found.passageIds };
}
