/** Filters that stand in a query, under the same contract as the scope beside it: they narrow it and never widen it. */
import type { DataSource } from 'typeorm';
import type { IndexScope } from './lexical/lexical-index.js';
import { filterFields, type FilterField, type ParsedQuery } from './query.js';
import type { ResolvedScope, ScopeRequest, UnknownScope, VersionResolution } from './request.js';
import { resolveScope, type ScopeResolution } from './resolve-scope.js';
import { scopeKeys } from './scope-fields.js';

function scopeOf({ filters }: ParsedQuery): ScopeRequest {
  const valuesOf = (wanted: FilterField): string[] =>
    filters.flatMap(({ field, value }) => (field === wanted ? [value] : []));
  const named = filterFields.map((field) => [scopeKeys[field], valuesOf(field)] as const);
  return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

function inBoth(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  return a === undefined || b === undefined ? (a ?? b) : b.filter((id) => a.includes(id));
}

/** `null` when nothing is in both. */
function intersection(a: IndexScope, b: IndexScope): IndexScope | null {
  const productIds = inBoth(a.productIds, b.productIds);
  const versionIds = inBoth(a.versionIds, b.versionIds);
  const kinds = inBoth(a.kinds, b.kinds);
  const documentIds = inBoth(a.documentIds, b.documentIds);
  if ([productIds, versionIds, kinds, documentIds].some((ids) => ids?.length === 0)) return null;
  return {
    ...(productIds && { productIds }),
    ...(versionIds && { versionIds }),
    ...(kinds && { kinds }),
    ...(documentIds && { documentIds }),
  };
}

function distinct<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => unknown): Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(keyOf(entry)), entry])).values()];
}

/** What became of the names on both sides, each once; names within the query have their answers from there. */
function bothSaid(beside: ResolvedScope, within: ResolvedScope, query: ParsedQuery): ResolvedScope {
  const fields = new Set<string>(query.filters.map(({ field }) => field));
  const others = beside.unknown.filter(({ kind }) => fields.has(kind.toLowerCase()));
  const unknown = distinct<UnknownScope>([...others, ...within.unknown], ({ kind, requested }) => [kind, requested]);
  const resolutions = [...(fields.has('version') ? beside.versions : []), ...within.versions];
  const versions = distinct<VersionResolution>(resolutions, (one) => [one.requested, one.productId]);
  return { ...within, unknown, versions };
}

/**
 * Resolves the scope of a request together with the filters of its query.
 * @param without what is not to limit it, on either side.
 */
export async function resolveQueryScope(
  dataSource: DataSource,
  scope: ScopeRequest,
  query: ParsedQuery,
  without: FilterField | null = null,
): Promise<ScopeResolution> {
  if (query.filters.length === 0) return resolveScope(dataSource, scope, without);
  const [beside, within] = await Promise.all([
    resolveScope(dataSource, scope, without),
    resolveScope(dataSource, { ...scope, ...scopeOf(query) }, without),
  ]);
  return {
    slugs: within.slugs,
    resolved: bothSaid(beside.resolved, within.resolved, query),
    index: beside.index === null || within.index === null ? null : intersection(beside.index, within.index),
  };
}
