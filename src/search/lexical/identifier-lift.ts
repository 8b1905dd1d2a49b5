/** Puts passages with a rare identifier of the query (error code, command, API name) before those without. */
import type { Queryable } from '../../store/queryable.js';
import { inScope, type NamedOrWide } from '../scope-members.js';
import type { IndexScope, LegHit } from './lexical-index.js';

/** An identifier in more passages of the scope than this says little; its words are ranked like any others. */
const rareUpTo = 50;
/** Identifiers of one query that are looked up. */
const mostIdentifiers = 8;
/** Passages that a scope too large to count is taken to hold. */
const wideScopeSize = 30_000;

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
    [identifiers.slice(0, mostIdentifiers), ...inside.parameters],
  );
  return new Map(rows.map((row) => [row.identifier, row.passageIds]));
}

/** Robertson-Spärck Jones weight as BM25 uses it, kept positive as Lucene does: ln(1 + (N - n + 0.5) / (n + 0.5)). */
function inverseFrequency(holders: number, size: number): number {
  return Math.log(1 + (Math.max(size, holders) - holders + 0.5) / (holders + 0.5));
}

/**
 * Adds to a passage's BM25 score, for each rare identifier in it, the best BM25 score of the list times the
 * identifier's idf over the idf of one that occurs once: `s' = s + s_max · Σ idf(i) / idf_max`. An identifier that
 * occurs once thus outranks any passage without it, whatever the scale of the scores, and the less rare the weaker.
 */
export function withIdentifiers(
  hits: readonly LegHit[],
  rare: ReadonlyMap<string, readonly number[]>,
  members: NamedOrWide,
): LegHit[] {
  const size = members.size === 'named' ? members.passageIds.length : wideScopeSize;
  const top = Math.max(0, ...hits.map((hit) => hit.score));
  const most = inverseFrequency(1, Math.max(size, 2));
  const lift = new Map<number, number>();
  for (const passageIds of rare.values()) {
    const share = inverseFrequency(passageIds.length, size) / most;
    for (const passageId of passageIds) lift.set(passageId, (lift.get(passageId) ?? 0) + share);
  }
  return hits
    .map((hit) => ({ passageId: hit.passageId, score: hit.score + top * (lift.get(hit.passageId) ?? 0) }))
    .sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}
