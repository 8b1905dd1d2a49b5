/** How common words are in the library, by a sample of its passages: an estimate that costs a search nothing. */
import type { DataSource } from 'typeorm';
import { outsideOperations } from '../../ongoing-operation.js';
import { sampledWords } from '../../store/queries/sampled-words.js';

export interface WordFrequencies {
  /** Passages in the sample. */
  readonly sampled: number;
  /** Those of them that hold the word, in the commonest of its spellings; of several words, the rarest. */
  readonly holders: (words: string) => number;
}

/** Passages that are looked at. */
const sampleSize = 500;
/** A sample of fewer says little and is soon outgrown, while it is quickly made. */
const wholeSample = 100;
/** How long a sample is believed, by whether it is a whole one. Milliseconds. */
const believedForMs = { whole: 600_000, small: 2_000 } as const;

/** What English puts behind a word, and what is left of one without it. */
const endings = ['s', 'es', 'd', 'ed', 'ing'];

function spellingsOf(word: string): string[] {
  const shorter = endings.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
  return [word, ...shorter, ...endings.map((ending) => `${word}${ending}`)];
}

export function frequenciesIn(texts: readonly string[]): WordFrequencies {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.split(/\s+/u))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ofWord = (word: string): number => Math.max(...spellingsOf(word).map((spelling) => counts.get(spelling) ?? 0));
  return { sampled: texts.length, holders: (words) => Math.min(...words.split(' ').map(ofWord)) };
}

/** Reads a sample when the one before is too old; searches that meet meanwhile wait for the same. */
export function createWordFrequencies(dataSource: DataSource): () => Promise<WordFrequencies> {
  let known: { readonly frequencies: Promise<WordFrequencies>; readonly until: number } | undefined;

  async function read(): Promise<WordFrequencies> {
    return frequenciesIn(await sampledWords(dataSource, sampleSize));
  }

  return async () => {
    if (known !== undefined && performance.now() < known.until) return known.frequencies;
    const frequencies = outsideOperations(read);
    const mine = { frequencies, until: performance.now() + believedForMs.small };
    known = mine;
    try {
      const { sampled } = await frequencies;
      if (sampled >= wholeSample && known === mine) {
        known = { frequencies, until: performance.now() + believedForMs.whole };
      }
    } catch (error) {
      if (known === mine) known = undefined;
      throw error;
    }
    return frequencies;
  };
}
