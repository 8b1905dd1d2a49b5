/** Looks rare identifiers up in Postgres. */
import type { Queryable } from '../../store/queryable.js';
import { inScope, type NamedOrWide } from '../scope-members.js';
import { rareUpTo } from './identifier-lift.js';
import type { IndexScope } from './lexical-index.js';

/** How many passages of the scope hold the identifier, counted up to a limit. */
export async function countIdentifier(
  db: Queryable,
  identifier: string,
  scope: IndexScope,
  members: NamedOrWide,
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

/** Passages of the scope by rare identifier. */
export async function rareIdentifiers(
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
     GROUP BY i.identifier HAVING count(*) <= ${String(rareUpTo)}`,
    [identifiers, ...inside.parameters],
  );
  return new Map(rows.map((row) => [row.identifier, row.passageIds]));
}
