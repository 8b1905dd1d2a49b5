/** Looks rare identifiers up in Postgres. */
import type { Queryable } from '../../store/queryable.js';
import { inScope, type NamedOrWide } from '../scope-members.js';
import { inARow, searchWords } from '../search-words.js';
import { rareUpTo } from './identifier-lift.js';
import type { IndexScope } from './lexical-index.js';

/** How many passages of the scope hold the identifier, counted up to a limit. */
export async function countIdentifier(
  db: Queryable,
  identifier: string,
  { scope, members }: { readonly scope: IndexScope; readonly members: NamedOrWide },
  upTo: number,
): Promise<number> {
  const inside = inScope(members, scope, 'p.id', 3);
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM (
       SELECT FROM passage p WHERE p.identifiers @> ARRAY[$1] AND ${inside.sql} LIMIT $2) AS holder`,
    [identifier, upTo, ...inside.parameters],
  );
  return row?.count ?? 0;
}

/** Passages of the scope by identifier; of a common one, one more than is rare. */
export async function identifierHolders(
  db: Queryable,
  identifiers: readonly string[],
  scope: IndexScope,
  members: NamedOrWide,
): Promise<Map<string, number[]>> {
  if (identifiers.length === 0) return new Map();
  const inside = inScope(members, scope, 'p.id', 2);
  const rows = await db.query<{ identifier: string; passageIds: number[] }[]>(
    `SELECT i.identifier, array_agg(found.id) AS "passageIds"
     FROM unnest($1::text[]) AS i (identifier)
     CROSS JOIN LATERAL (
       SELECT p.id FROM passage p WHERE p.identifiers @> ARRAY[i.identifier] AND ${inside.sql}
       LIMIT ${String(rareUpTo + 1)}) AS found
     GROUP BY i.identifier`,
    [identifiers, ...inside.parameters],
  );
  return new Map(rows.map((row) => [row.identifier, row.passageIds]));
}

/** Those of the passages by identifier in which its parts stand one after the other, so that it may be part of a longer one. */
export async function holdersInARow(
  db: Queryable,
  identifiers: readonly string[],
  passageIds: readonly number[],
): Promise<Map<string, number[]>> {
  if (identifiers.length === 0 || passageIds.length === 0) return new Map();
  const rows = await db.query<{ identifier: string; passageIds: number[] }[]>(
    `SELECT i.identifier, array_agg(p.id) AS "passageIds"
     FROM unnest($1::text[], $2::text[]) AS i (identifier, pattern)
     JOIN passage p ON p.id = ANY ($3::int[]) AND ' ' || p.search_words || ' ' LIKE i.pattern
     GROUP BY i.identifier`,
    [identifiers, identifiers.map((identifier) => inARow(searchWords(identifier))), passageIds],
  );
  return new Map(rows.map((row) => [row.identifier, row.passageIds]));
}
