/** Which passages a scope holds: those that a published document of a published version shows within it. */
import { required } from '../store/queries/effective.js';
import { isListed, isShown } from '../store/queries/visibility.js';
import type { Store } from '../store/open-store.js';
import type { IndexScope } from './lexical/lexical-index.js';

/**
 * Most chunks whose passages are named one by one; a larger scope is tested passage by passage as an index delivers them.
 * The embedded Postgres takes longer to list and measure 3,000 of them than for a scan of 50,000 signs.
 */
const mostNamed: Readonly<Record<Store['mode'], number>> = { embedded: 1_000, server: 4_000 };

/** Where the passages are, and how quickly they are read there. */
export type ScopedStore = Pick<Store, 'dataSource' | 'mode'>;

/**
 * - `nothing`: the scope can't hold a passage;
 * - `named`: it holds exactly these passages;
 * - `wide`: too many to name; `inScope` decides for each.
 */
export type ScopeMembers =
  | { readonly size: 'nothing' }
  | { readonly size: 'named'; readonly passageIds: readonly number[] }
  | { readonly size: 'wide' };

export type NamedOrWide = Exclude<ScopeMembers, { size: 'nothing' }>;

/** A condition and the parameters it refers to. */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a chunk `c` of document `d` and version `v` must fulfil; an absent part of the scope does not limit. */
export function chunkShows(scope: IndexScope, at: number): SqlCondition {
  const [products, versions, kinds, documents] = [0, 1, 2, 3].map((place) => `$${String(at + place)}`) as [
    string,
    string,
    string,
    string,
  ];
  return {
    sql: `${isListed('d')} AND ${isListed('v')} AND ${isShown('c')}
      AND (${products}::uuid[] IS NULL OR v.product_id = ANY (${products}::uuid[]))
      AND (${versions}::uuid[] IS NULL OR c.version_id = ANY (${versions}::uuid[]))
      AND (${kinds}::text[] IS NULL OR ${required('d', 'kind')} = ANY (${kinds}::text[]))
      AND (${documents}::uuid[] IS NULL OR c.document_id = ANY (${documents}::uuid[]))`,
    parameters: [scope.productIds ?? null, scope.versionIds ?? null, scope.kinds ?? null, scope.documentIds ?? null],
  };
}

/**
 * Condition: the passage is in the scope. It is written so that the planner can only use it as a filter on what an
 * ordered index scan delivers (`IS TRUE`, scalar subquery): from a plain condition it would make a join or an index
 * scan of its own, and then score the whole scope row by row.
 * @param passageId SQL expression, for example `p.id`.
 * @param at number of the condition's first parameter in the statement.
 */
export function inScope(members: NamedOrWide, scope: IndexScope, passageId: string, at: number): SqlCondition {
  if (members.size === 'named') {
    return { sql: `(${passageId} = ANY ($${String(at)}::int[])) IS TRUE`, parameters: [members.passageIds] };
  }
  const { sql, parameters } = chunkShows(scope, at);
  return {
    sql: `coalesce((SELECT true FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
      WHERE c.passage_id = ${passageId} AND ${sql} LIMIT 1), false)`,
    parameters,
  };
}

/** Query for the ids of all passages that the scope holds. */
export function passagesOf(scope: IndexScope, at: number): SqlCondition {
  const { sql, parameters } = chunkShows(scope, at);
  return {
    sql: `SELECT c.passage_id
      FROM version v JOIN document d ON d.version_id = v.id JOIN chunk c ON c.document_id = d.id WHERE ${sql}`,
    parameters,
  };
}

/** Reads at most a few thousand chunks, whatever the size of the library. */
export async function scopeMembers({ dataSource, mode }: ScopedStore, scope: IndexScope): Promise<ScopeMembers> {
  const limits = [scope.productIds, scope.versionIds, scope.kinds, scope.documentIds];
  if (limits.some((ids) => ids?.length === 0)) return { size: 'nothing' };
  if (limits.every((ids) => ids === undefined)) return { size: 'wide' };
  const shown = passagesOf(scope, 1);
  const [found] = await dataSource.query<{ passageIds: number[]; chunks: number }[]>(
    `SELECT coalesce(array_agg(DISTINCT passage_id), '{}') AS "passageIds", count(*)::int AS chunks
     FROM (${shown.sql} LIMIT ${String(mostNamed[mode] + 1)}) AS shown`,
    [...shown.parameters],
  );
  if (found === undefined || found.chunks > mostNamed[mode]) return { size: 'wide' };
  return found.chunks === 0 ? { size: 'nothing' } : { size: 'named', passageIds: found.passageIds };
}
