/** A query of the library's language as queries of Elasticsearch, the scope inside. */
import type { estypes } from '@elastic/elasticsearch';
import type { ParsedQuery } from '../../query.js';
import { searchWords } from '../../search-words.js';
import { rareUpTo, wideScopeSize } from '../identifier-lift.js';
import type { IndexScope } from '../lexical-index.js';
import { isPlainWord } from '../plain-word.js';
import { isSentence } from '../sentence-lift.js';
import { seenSomewhere, seenTerms } from './place-terms.js';

type Query = estypes.QueryDslQueryContainer;
type Body = estypes.MsearchMultisearchBody;

/** Name of the clause that tells which hits hold the whole query, word for word. */
export const sentenceClause = 'sentence';

/** Holds the words one after the other, as they are. */
function phrase(text: string): Query {
  return { match_phrase: { 'content.parts': { query: searchWords(text) } } };
}

/** Holds the words one after the other, in any of their inflections; no synonyms, which nobody wrote. */
function inflectedPhrase(text: string): Query {
  return { match_phrase: { content: { query: searchWords(text), analyzer: 'words' } } };
}

/** Has the name, or a longer one with it inside; words in a row are prose where no source marks them as a command. */
function holds(identifier: string): Query {
  const whole: Query = { term: { identifiers: identifier } };
  if (identifier.includes(' ')) return whole;
  return { bool: { should: [whole, phrase(identifier)], minimum_should_match: 1 } };
}

/** Signs alone are no words, and a phrase without words would stand nowhere. */
function withWords(texts: readonly string[]): string[] {
  return texts.filter((text) => searchWords(text) !== '');
}

function required({ phrases }: ParsedQuery): Query[] {
  return withWords(phrases).map(phrase);
}

function forbidden({ excluded }: ParsedQuery): Query[] {
  return withWords(excluded).flatMap((text) => [phrase(text), inflectedPhrase(text)]);
}

/**
 * What the caller may see of the scope. A version and a kind must be those of one chunk, so both together are one term.
 * Documents may lie outside the rest of the scope, where filters of the query stand beside it.
 */
export function scopeFilter({ productIds, versionIds, kinds, documentIds }: IndexScope): Query[] {
  const filter: Query[] = [];
  if (productIds !== undefined) filter.push({ terms: { product_id: [...productIds] } });
  if (versionIds !== undefined && kinds !== undefined) {
    const pairs = versionIds.flatMap((version) => kinds.map((kind) => `${version}|${kind}`));
    filter.push({ terms: { shown_as: seenTerms(pairs) } });
  } else if (versionIds !== undefined) filter.push({ terms: { version_ids: seenTerms(versionIds) } });
  else if (kinds !== undefined) filter.push({ terms: { kinds: seenTerms(kinds) } });
  else if (documentIds === undefined) filter.push(...seenSomewhere());
  if (documentIds !== undefined) {
    filter.push({ terms: { shown_as: seenTerms(documentIds.map((id) => `document|${id}`)) } });
  }
  return filter;
}

export interface PassageQuery {
  /** Hits by words that hold every quoted phrase; those with the exact sentence are marked. */
  readonly byWords: Body;
  /** Holders of each identifier; one more than is rare when it is not. */
  readonly byIdentifier: readonly Body[];
  /** Counts the scope, up to the size that is taken for a wide one; absent when nobody needs it. */
  readonly scopeSize?: Body;
}

interface Bounds {
  readonly limit: number;
  /** After which Elasticsearch may stop. */
  readonly withinMs: number;
}

interface Matching {
  /** Finds by words, best first. */
  readonly byWords: (limit: number, should?: readonly Query[]) => Body;
  /** A holder may have none of the words that the ranking counts. */
  readonly byIdentifier: (identifier: string) => Body;
}

/** What matches, whoever asks for it and however much of it. */
function matchingOf(query: ParsedQuery, scope: IndexScope, withinMs: number): Matching {
  const filter = scopeFilter(scope);
  const phrases = required(query);
  const words: Query = {
    bool: {
      // Words that no index counts may be what a phrase consists of.
      should: [
        ...phrases,
        { match: { content: { query: searchWords(query.text) } } },
        ...query.identifiers.map(phrase),
        ...query.synonyms.flatMap(({ alternatives }) => alternatives.map(inflectedPhrase)),
      ],
      minimum_should_match: 1,
    },
  };
  const ranked = (size: number, must: readonly Query[], should: readonly Query[] = []): Body => ({
    query: {
      bool: {
        must: [...must],
        filter: [...filter, ...phrases],
        must_not: forbidden(query),
        should: [...should],
      },
    },
    size,
    timeout: `${String(withinMs)}ms`,
    track_total_hits: false,
    _source: false,
  });
  return {
    byWords: (limit, should) => ranked(limit, [words], should),
    byIdentifier: (identifier) => ranked(rareUpTo + 1, [{ bool: { filter: [holds(identifier)], should: [words] } }]),
  };
}

/** @param identifiers those that are looked up. */
export function passageQuery(
  query: ParsedQuery,
  identifiers: readonly string[],
  scope: IndexScope,
  { limit, withinMs }: Bounds,
): PassageQuery {
  const { byWords, byIdentifier } = matchingOf(query, scope, withinMs);
  const sentence: Query[] =
    query.phrases.length === 0 && isSentence(query.text)
      ? [{ constant_score: { filter: phrase(query.text), boost: 0, _name: sentenceClause } }]
      : [];
  return {
    byWords: byWords(limit, sentence),
    byIdentifier: identifiers.map(byIdentifier),
    ...(identifiers.length > 0 && {
      scopeSize: { query: { bool: { filter: scopeFilter(scope) } }, size: 0, track_total_hits: wideScopeSize },
    }),
  };
}

/** The same passages, of which only the ids are wanted: what holds an identifier has its parts in a row. */
export function matchQuery(query: ParsedQuery, scope: IndexScope, { limit, withinMs }: Bounds): Body {
  return matchingOf(query, scope, withinMs).byWords(limit);
}

/** Those of the passages that hold every quoted phrase and nothing that is excluded. */
export function admissionQuery(query: ParsedQuery, passageIds: readonly number[], withinMs: number): Body {
  return {
    query: {
      bool: {
        filter: [{ ids: { values: passageIds.map(String) } }, ...required(query)],
        must_not: forbidden(query),
      },
    },
    size: passageIds.length,
    timeout: `${String(withinMs)}ms`,
    track_total_hits: false,
    _source: false,
  };
}

/** Counts the passages of the scope that hold each word or name. */
export function holdersQueries(words: readonly string[], scope: IndexScope, upTo: number, withinMs: number): Body[] {
  return words.map((word) => ({
    query: {
      bool: {
        must: [
          isPlainWord(word) ? { match: { content: { query: searchWords(word) } } } : { term: { identifiers: word } },
        ],
        filter: scopeFilter(scope),
      },
    },
    size: 0,
    track_total_hits: upTo,
    timeout: `${String(withinMs)}ms`,
  }));
}
