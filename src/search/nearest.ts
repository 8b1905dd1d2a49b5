/** Names that look like a name nobody has: for "did you mean" in scopes. */

/** Sørensen–Dice coefficient over character bigrams, 0 to 1 (Dice 1945). Case is ignored. */
export function similarity(a: string, b: string): number {
  const left = bigrams(a.toLowerCase());
  const right = bigrams(b.toLowerCase());
  if (left.length === 0 || right.length === 0) return a.toLowerCase() === b.toLowerCase() ? 1 : 0;
  const open = new Map<string, number>();
  for (const pair of left) open.set(pair, (open.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of right) {
    const count = open.get(pair) ?? 0;
    if (count > 0) {
      shared += 1;
      open.set(pair, count - 1);
    }
  }
  return (2 * shared) / (left.length + right.length);
}

function bigrams(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

/** The `limit` candidates most like `requested`, best first; those with nothing in common are left out. */
export function nearestNames(requested: string, candidates: Iterable<string>, limit = 3): string[] {
  return [...new Set(candidates)]
    .map((name) => ({ name, score: similarity(requested, name) }))
    .filter(({ score }) => score > 0.2)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Length of the common beginning, in characters. */
export function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
