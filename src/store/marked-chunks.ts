/**
 * Which chunks hold a passage that was marked, however the document was cut since: by runs of words in common ("shingles",
 * Broder 1997), because neither keys nor borders stay.
 */

/** Words of a run. */
const runLength = 5;
/** Share of a chunk's runs that marked passages must hold for the chunk to be theirs. */
const leastShare = 0.5;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Short texts are one run. */
function runsOf(text: string): string[] {
  const words = wordsOf(text);
  if (words.length <= runLength) return [words.join(' ')];
  return Array.from({ length: words.length - runLength + 1 }, (_, at) => words.slice(at, at + runLength).join(' '));
}

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
  const same = (mark: MarkedPassage): MarkableChunk[] => {
    const wanted = wordsOf(mark.passage).join(' ');
    return chunks.filter(({ text }) => wordsOf(text).join(' ') === wanted);
  };
  const kept = marks.map((mark) => ({ mark, chunks: same(mark) }));
  const places = kept.flatMap(({ mark, chunks: holders }) =>
    holders.map(({ id }) => ({ markId: mark.id, chunkId: id })),
  );
  const cut = kept.filter(({ chunks: holders }) => holders.length === 0).map(({ mark }) => mark);
  if (cut.length === 0) return places;
  const runs = cut.map((mark) => ({ mark, runs: new Set(runsOf(mark.passage)) }));
  for (const { id, text } of chunks) {
    const mine = runsOf(text);
    const marked = mine.filter((run) => runs.some((one) => one.runs.has(run)));
    if (marked.length < leastShare * mine.length) continue;
    for (const one of runs) {
      if (marked.some((run) => one.runs.has(run))) places.push({ markId: one.mark.id, chunkId: id });
    }
  }
  return places;
}
