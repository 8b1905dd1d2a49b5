/**
 * Which chunks hold a passage that was marked, however the document was cut since: by runs of words in common ("shingles",
 * Broder 1997), because neither keys nor borders stay.
 */
import { groupBy } from '../group-by.js';

/** Words of a run; of a shorter passage, all of its words. */
const longestRun = 5;
/** Share of a chunk's words that must stand in runs of marked passages for the chunk to be theirs. */
const leastShare = 0.5;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

const runsOf = (words: readonly string[], length: number): string[] =>
  words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' '));

export interface MarkedPassage {
  readonly id: string;
  readonly passage: string;
}

export interface MarkableChunk {
  readonly id: number;
  readonly text: string;
}

export interface MarkPlace {
  readonly markId: string;
  readonly chunkId: number;
}

/**
 * The text as it was marked, wherever it stands; where it is no more, chunks of which half was marked, by one mark or by
 * several together.
 */
export function placesOfPassages(marks: readonly MarkedPassage[], chunks: readonly MarkableChunk[]): MarkPlace[] {
  const worded = chunks.map(({ id, text }) => ({ id, words: wordsOf(text) }));
  const byText = groupBy(worded, ({ words }) => words.join(' '));
  const kept = marks.map((mark) => ({ mark, chunks: byText.get(wordsOf(mark.passage).join(' ')) ?? [] }));
  const places = kept.flatMap(({ mark, chunks: holders }) =>
    holders.map(({ id }) => ({ markId: mark.id, chunkId: id })),
  );
  const cut = kept.filter(({ chunks: holders }) => holders.length === 0).map(({ mark }) => mark);
  if (cut.length === 0) return places;
  const runs = cut.map(({ id, passage }) => {
    const words = wordsOf(passage);
    const length = Math.max(1, Math.min(longestRun, words.length));
    return { id, length, known: new Set(runsOf(words, length)) };
  });
  for (const { id: chunkId, words } of worded) {
    const marked = new Set<number>();
    const mine = runs.filter(({ length, known }) => {
      const starts = runsOf(words, length).flatMap((run, at) => (known.has(run) ? [at] : []));
      for (const at of starts) for (let word = at; word < at + length; word += 1) marked.add(word);
      return starts.length > 0;
    });
    if (marked.size === 0 || marked.size < leastShare * words.length) continue;
    places.push(...mine.map(({ id }) => ({ markId: id, chunkId })));
  }
  return places;
}
