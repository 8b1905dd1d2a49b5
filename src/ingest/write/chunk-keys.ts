/**
 * Keeps chunk keys stable when a file changes: text that is still there keeps its ordinal, new text gets an ordinal
 * that was never used, and a key whose text is gone leads to the chunk that now holds most of it, or says that none does.
 */
import { diffArrays } from 'diff';
import { groupBy } from '../../group-by.js';
import type { StoredChunk } from '../../store/writes/chunks.js';

export interface OrdinalAssignment {
  /** One per new passage, in reading order. */
  readonly ordinals: readonly number[];
  /** First ordinal that is free from now on. */
  readonly nextOrdinal: number;
  /** Old chunks whose text is no longer in the file. */
  readonly retired: readonly StoredChunk[];
}

/** @param hashes passages of the file's new state, in reading order. */
export function assignOrdinals(
  old: readonly StoredChunk[],
  hashes: readonly string[],
  nextOrdinal: number,
): OrdinalAssignment {
  const ordinals = new Array<number | null>(hashes.length).fill(null);
  const kept = new Set<StoredChunk>();
  let from = 0;
  let to = 0;
  for (const part of diffArrays(
    old.map((chunk) => chunk.hash),
    [...hashes],
  )) {
    for (let step = 0; step < part.value.length; step += 1) {
      const chunk = old[from];
      if (!part.added && !part.removed && chunk !== undefined) {
        ordinals[to] = chunk.ordinal;
        kept.add(chunk);
      }
      if (!part.added) from += 1;
      if (!part.removed) to += 1;
    }
  }
  const moved = groupBy(
    old.filter((chunk) => !kept.has(chunk)),
    (chunk) => chunk.hash,
  );
  let next = nextOrdinal;
  const assigned = hashes.map((hash, at) => {
    const same = ordinals[at];
    if (same != null) return same;
    const chunk = moved.get(hash)?.shift();
    if (chunk !== undefined) {
      kept.add(chunk);
      return chunk.ordinal;
    }
    next += 1;
    return next - 1;
  });
  return { ordinals: assigned, nextOrdinal: next, retired: old.filter((chunk) => !kept.has(chunk)) };
}

/** Share of a passage's words that must be in another one for that to hold its text. */
const KEPT_SHARE = 0.6;

/** Where a key leads that has no chunk any more. */
export interface Successor {
  readonly key: string;
  /** Most of the text is there; else it is just the nearest place. */
  readonly isTextKept: boolean;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu));
}

/**
 * Where each retired chunk's text went: the new chunk that shares most of its words, else the one nearest to its old
 * place in the file; null only when the file has no chunk left.
 * @param old the file's old chunks, `current` its new ones, both in reading order.
 */
export function successorsOf(
  retired: readonly StoredChunk[],
  old: readonly StoredChunk[],
  current: readonly { key: string; text: string }[],
): Map<string, Successor | null> {
  const holders = new Map<string, number[]>();
  if (retired.length > 0) {
    current.forEach((chunk, at) => {
      for (const word of wordsOf(chunk.text)) {
        const list = holders.get(word);
        if (list === undefined) holders.set(word, [at]);
        else list.push(at);
      }
    });
  }
  const placeOf = new Map(old.map((chunk, at) => [chunk.key, at / Math.max(1, old.length - 1)]));
  return new Map(
    retired.map((chunk) => {
      const place = (placeOf.get(chunk.key) ?? 0) * (current.length - 1);
      const shared = new Map<number, number>();
      const words = wordsOf(chunk.text);
      for (const word of words) {
        for (const at of holders.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
      }
      const [best] = [...shared].sort(
        ([a, sharedA], [b, sharedB]) => sharedB - sharedA || Math.abs(a - place) - Math.abs(b - place),
      );
      const key = current[best?.[0] ?? Math.round(place)]?.key;
      const isTextKept = words.size > 0 && (best?.[1] ?? 0) >= words.size * KEPT_SHARE;
      return [chunk.key, key === undefined ? null : { key, isTextKept }];
    }),
  );
}
