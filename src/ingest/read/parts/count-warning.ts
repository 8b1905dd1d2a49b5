/** One sentence about many things of the same sort. */

/** Names shown; the rest is counted. */
const SHOWN = 8;

/** @param counts how often each name occurs. No warning when there are none. */
export function countWarning(counts: ReadonlyMap<string, number>, sentence: string): string[] {
  if (counts.size === 0) return [];
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const names = [...counts.keys()].sort();
  const rest = names.length > SHOWN ? ` and ${String(names.length - SHOWN)} more` : '';
  return [`${String(total)} ${sentence}: ${names.slice(0, SHOWN).join(', ')}${rest}`];
}
