/** What a query asks for and nothing in its scope holds, and where in the library it is. */
import type { DataSource } from 'typeorm';
import { groupBy } from '../../group-by.js';
import { occurrencesOf } from '../../store/queries/occurrences.js';
import { newestFirst } from '../../store/version-order.js';
import type { LexicalIndex } from '../lexical/lexical-index.js';
import { parseQuery } from '../query.js';
import type { Rank } from '../rank.js';
import type { MissingTerm, TermPlace } from '../request.js';
import { isUnspaced, searchWords } from '../search-words.js';
import type { OpenQuestion } from '../understand.js';
import type { AskedTerm } from './asked-terms.js';
import type { WordFrequencies } from './word-frequencies.js';

/** Terms that are named: a query with more of them is about something else. */
const mostNamed = 5;
/** Passages that are looked at for places of a term. */
const mostHolders = 100;
const mostProducts = 5;
const mostVersions = 5;
/** A word is rare that at most this share of the library's passages holds; or this many of a small sample. */
const rareShare = 0.02;
const rareCount = 3;

export interface MissingTermsParts {
  readonly dataSource: DataSource;
  readonly lexical: Pick<LexicalIndex, 'countHolders'>;
  readonly rank: Rank;
  readonly frequencies: () => Promise<WordFrequencies>;
}

/** What a search knows of the terms already. */
export interface TermSightings {
  readonly terms: readonly AskedTerm[];
  /** Those that a hit holds. */
  readonly held: ReadonlySet<AskedTerm>;
  /** Nothing in the scope holds a word of the query. */
  readonly noneHeld: boolean;
  /** Phrases that nothing in the scope holds. */
  readonly missingPhrases: () => Promise<readonly string[]>;
}

export type FindMissingTerms = (question: OpenQuestion, sightings: TermSightings) => Promise<MissingTerm[]>;

type Missing = Pick<MissingTerm, 'text' | 'kind'>;

function isWholeLibrary({ index }: OpenQuestion): boolean {
  return Object.values(index).every((ids) => ids === undefined);
}

/** The query that finds passages with a term, in this way or as a phrase. */
function lookingFor({ text, kind }: Missing) {
  return parseQuery(kind === 'WORD' ? text : `"${text.replace(/["“”]/gu, ' ')}"`);
}

export function createFindMissingTerms({
  dataSource,
  lexical,
  rank,
  frequencies,
}: MissingTermsParts): FindMissingTerms {
  async function holdersOf(question: OpenQuestion, term: Missing): Promise<readonly number[]> {
    const { hits } = await rank({ ...question, query: lookingFor(term), mode: 'LEXICAL' });
    return hits.slice(0, mostHolders).map(({ passageId }) => passageId);
  }

  /** Common words may be absent from a small scope, and that says nothing. */
  async function rare(terms: readonly AskedTerm[]): Promise<AskedTerm[]> {
    if (terms.every(({ kind }) => kind === 'IDENTIFIER')) return [...terms];
    const { sampled, holders } = await frequencies();
    const most = Math.max(rareCount, rareShare * sampled);
    return terms.filter(({ kind, words }) => kind === 'IDENTIFIER' || holders(words) <= most);
  }

  /** A name that no passage has whole may be part of a longer one. */
  async function isNowhere(question: OpenQuestion, term: AskedTerm): Promise<boolean> {
    return term.kind === 'WORD' || (await holdersOf(question, term)).length === 0;
  }

  async function missingOf(question: OpenQuestion, { terms, held, noneHeld }: TermSightings): Promise<AskedTerm[]> {
    const unseen = terms.filter((term) => !held.has(term) && !isUnspaced(term.text));
    if (unseen.length === 0) return [];
    const candidates = await rare(unseen);
    if (noneHeld || candidates.length === 0) return candidates;
    const holders = await lexical.countHolders({
      words: candidates.map(({ counted }) => counted),
      scope: question.index,
      upTo: 1,
    });
    const uncounted = candidates.filter((_, at) => holders[at] === 0).slice(0, mostNamed);
    const nowhere = await Promise.all(uncounted.map((term) => isNowhere(question, term)));
    return uncounted.filter((_, at) => nowhere[at]);
  }

  /** By product, those that hold it in most passages first. */
  async function placesOf(holders: readonly (readonly number[])[]): Promise<TermPlace[][]> {
    const occurrences = groupBy(
      await occurrencesOf(dataSource, [...new Set(holders.flat())]),
      ({ passageId }) => passageId,
    );
    return holders.map((passageIds) => {
      const found = passageIds.flatMap((passageId) => occurrences.get(passageId) ?? []);
      const byProduct = [...groupBy(found, ({ productId }) => productId)].sort(([, a], [, b]) => b.length - a.length);
      return byProduct.slice(0, mostProducts).map(([productId, ofProduct]) => {
        const versions = new Map(ofProduct.map((one) => [one.versionId, { ...one, order: one.versionOrder }]));
        const released = [...versions.values()].filter(({ preview }) => !preview);
        const sorted = newestFirst(released.length > 0 ? released : [...versions.values()]);
        return { productId, versionIds: sorted.slice(0, mostVersions).map(({ versionId }) => versionId) };
      });
    });
  }

  return async (question, sightings) => {
    const phrases = await sightings.missingPhrases();
    const terms = await missingOf(question, sightings);
    const inPhrases = new Set(phrases.flatMap((text) => searchWords(text).split(' ')));
    const missing: Missing[] = [
      ...phrases.map((text) => ({ text, kind: 'PHRASE' as const })),
      ...terms
        .filter(({ words }) => words.split(' ').some((word) => !inPhrases.has(word)))
        .map(({ text, kind }) => ({ text, kind })),
    ].slice(0, mostNamed);
    if (missing.length === 0) return [];
    if (isWholeLibrary(question)) return missing.map((term) => ({ ...term, foundIn: [] }));
    const everywhere = { ...question, index: {} };
    const holders = await Promise.all(missing.map((term) => holdersOf(everywhere, term)));
    const places = await placesOf(holders);
    return missing.map((term, at) => ({ ...term, foundIn: places[at] ?? [] }));
  };
}
