/** How common words are in the library, by a sample of its passages: an estimate that costs a search nothing. */
import type { DataSource } from 'typeorm';
import type { Audience } from '../../audience.js';
import { currentAudience, outsideOperations } from '../../ongoing-operation.js';
import { sampledWords, type SampledPassage } from '../../store/queries/sampled-words.js';

export interface WordFrequencies {
  /** Passages in the sample. */
  readonly sampled: number;
  /** Those of them that hold the word, in the commonest of its spellings; of several words, the rarest. */
  readonly holders: (words: string) => number;
  /** Whether passages of other products use a word so often that it is hardly the name of one of these products. */
  readonly isOrdinary: (word: string, productIds: ReadonlySet<string>) => boolean;
}

/** Passages that are looked at. */
const sampleSize = 500;
/** A sample of fewer says little and is soon outgrown, while it is quickly made. */
const wholeSample = 100;
/** How long a sample is believed, by whether it is a whole one. Milliseconds. */
const believedForMs = { whole: 600_000, small: 2_000 } as const;

/**
 * Share of the passages of other products from which on a word is an ordinary one, and least passages. In the manuals of
 * thirteen products, names of others are in .0 to .6 % (BIND in 1.3 %), and next, make, access or node in 5 to 12 %.
 */
const ordinary = { share: 0.01, passages: 3 } as const;

/** What English puts behind a word, and what is left of one without it. */
const endings = ['s', 'es', 'd', 'ed', 'ing'];

function spellingsOf(word: string): string[] {
  const shorter = endings.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
  return [word, ...shorter, ...endings.map((ending) => `${word}${ending}`)];
}

export function frequenciesIn(sample: readonly SampledPassage[]): WordFrequencies {
  const counts = new Map<string, number>();
  const passages = sample.map(({ productId, words }) => ({ productId, words: new Set(words.split(/\s+/u)) }));
  for (const { words } of passages) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ofWord = (word: string): number => Math.max(...spellingsOf(word).map((spelling) => counts.get(spelling) ?? 0));
  return {
    sampled: sample.length,
    holders: (words) => Math.min(...words.split(' ').map(ofWord)),
    isOrdinary(word, productIds) {
      const others = passages.filter(({ productId }) => !productIds.has(productId));
      const holders = others.filter(({ words }) => words.has(word)).length;
      return holders >= Math.max(ordinary.passages, ordinary.share * others.length);
    },
  };
}

/** Reads a sample of what the caller may see when the one before is too old; searches that meet meanwhile wait for the same. */
export function createWordFrequencies(dataSource: DataSource): () => Promise<WordFrequencies> {
  const known = new Map<Audience, { readonly frequencies: Promise<WordFrequencies>; readonly until: number }>();

  async function read(): Promise<WordFrequencies> {
    return frequenciesIn(await sampledWords(dataSource, sampleSize));
  }

  return async () => {
    const audience = currentAudience();
    const believed = known.get(audience);
    if (believed !== undefined && performance.now() < believed.until) return believed.frequencies;
    const frequencies = outsideOperations(read, audience);
    const mine = { frequencies, until: performance.now() + believedForMs.small };
    known.set(audience, mine);
    try {
      const { sampled } = await frequencies;
      if (sampled >= wholeSample && known.get(audience) === mine) {
        known.set(audience, { frequencies, until: performance.now() + believedForMs.whole });
      }
    } catch (error) {
      if (known.get(audience) === mine) known.delete(audience);
      throw error;
    }
    return frequencies;
  };
}
