/**
 * How much two texts have in common, by their runs of three words (w-shingling, Broder 1997), and which texts are worth
 * comparing at all: those that share a run that not everybody has.
 */

const runLength = 3;
/** A run that more texts hold says nothing about two of them. */
const mostHolders = 40;

const word = /[\p{L}\p{N}_]+/gu;

export type Shingles = ReadonlySet<string>;

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(word) ?? [];
}

/** Runs of three words; of a shorter text the whole text. Empty for a text without words. */
export function shinglesOf(text: string): Shingles {
  const words = wordsOf(text);
  if (words.length === 0) return new Set();
  if (words.length < runLength) return new Set([words.join(' ')]);
  return new Set(
    Array.from({ length: words.length - runLength + 1 }, (_, at) => words.slice(at, at + runLength).join(' ')),
  );
}

/** Share of the runs of either that both have, 0 to 1 (Jaccard). */
export function resemblance(a: Shingles, b: Shingles): number {
  if (a.size === 0 || b.size === 0) return a.size === b.size ? 1 : 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const run of small) if (large.has(run)) shared += 1;
  return shared / (a.size + b.size - shared);
}

export interface Candidate<Key> {
  readonly a: Key;
  readonly b: Key;
  readonly resemblance: number;
}

/** Pairs of texts that resemble each other at least so much. Found through an inverted index: never all pairs. */
export function resemblingPairs<Key>(
  left: ReadonlyMap<Key, Shingles>,
  right: ReadonlyMap<Key, Shingles>,
  least: number,
): Candidate<Key>[] {
  const holders = new Map<string, Key[]>();
  for (const [key, shingles] of right) {
    for (const run of shingles) {
      const keys = holders.get(run);
      if (keys === undefined) holders.set(run, [key]);
      else keys.push(key);
    }
  }
  const pairs: Candidate<Key>[] = [];
  for (const [a, shingles] of left) {
    const near = new Set<Key>();
    for (const run of shingles) {
      const keys = holders.get(run) ?? [];
      if (keys.length <= mostHolders) for (const key of keys) near.add(key);
    }
    for (const b of near) {
      const value = resemblance(shingles, right.get(b) ?? new Set());
      if (value >= least) pairs.push({ a, b, resemblance: value });
    }
  }
  return pairs;
}
