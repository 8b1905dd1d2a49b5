/** Keyword search by Elasticsearch: BM25, lifted by rare identifiers, narrowed by phrases. */
import type { Client, estypes } from '@elastic/elasticsearch';
import { IndexUnavailableError } from '../../../errors.js';
import { liftable, rareUpTo, wideScopeSize, withIdentifiers } from '../identifier-lift.js';
import type { AdmissionQuery, HoldersQuery, IndexScope, LegHit, LexicalIndex, LexicalQuery } from '../lexical-index.js';
import { withSentence } from '../sentence-lift.js';
import { unavailable } from './client.js';
import { passageIdOf } from './passage-id.js';
import { admissionQuery, holdersQueries, matchQuery, passageQuery, sentenceClause } from './passage-query.js';

/** A search that takes longer is of no use to anybody who waits for it. Milliseconds. */
export const searchWithinMs = 1_000;

type Found = estypes.SearchHit;
type Answer = estypes.MsearchMultiSearchItem;

function legHits(hits: readonly Found[]): LegHit[] {
  return hits
    .flatMap((hit) => {
      const passageId = passageIdOf(hit._id);
      return passageId === null ? [] : [{ passageId, score: hit._score ?? 0 }];
    })
    .sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}

function holdsSentence({ matched_queries: matched }: Found): boolean {
  return Array.isArray(matched) && matched.includes(sentenceClause);
}

/** A part of the answer that is missing would pass for "not found". */
function whole(answer: estypes.MsearchResponseItem | undefined): Answer {
  if (answer === undefined || 'error' in answer) {
    if (answer?.status === 404) throw new IndexUnavailableError('The index in Elasticsearch is not complete yet.');
    const type = answer?.error.type ?? 'no answer';
    throw new IndexUnavailableError(`Elasticsearch could not search (${type}).`, { status: answer?.status ?? null });
  }
  if (answer.timed_out) throw new IndexUnavailableError('Elasticsearch did not answer in time.');
  if (answer._shards.failed > 0) throw new IndexUnavailableError('A part of the Elasticsearch index does not answer.');
  return answer;
}

function holdsNothing({ productIds, versionIds, kinds, documentIds }: IndexScope): boolean {
  return [productIds, versionIds, kinds, documentIds].some((ids) => ids?.length === 0);
}

function countOf(answer: Answer | undefined): number {
  const total = answer?.hits.total;
  return typeof total === 'object' ? total.value : wideScopeSize;
}

/** @param alias of the index that answers. */
export function createElasticsearchIndex(client: Client, alias: string): Omit<LexicalIndex, 'prepare'> {
  async function ask(
    searches: readonly estypes.MsearchMultisearchBody[],
    signal: AbortSignal | undefined,
  ): Promise<Answer[]> {
    try {
      const { responses } = await client.msearch(
        { index: alias, searches: searches.flatMap((body) => [{}, body]) },
        { requestTimeout: searchWithinMs, maxRetries: 0, ...(signal && { signal }) },
      );
      return searches.map((_, at) => whole(responses[at]));
    } catch (error) {
      signal?.throwIfAborted();
      throw unavailable(error);
    }
  }

  return {
    async countHolders({ words, scope, upTo }: HoldersQuery) {
      if (words.length === 0 || holdsNothing(scope)) return words.map(() => 0);
      const answers = await ask(holdersQueries(words, scope, upTo, searchWithinMs), undefined);
      return answers.map((answer) => Math.min(upTo, countOf(answer)));
    },

    async admit({ query, passageIds, signal }: AdmissionQuery) {
      if (passageIds.length === 0) return [];
      const [answer] = await ask([admissionQuery(query, passageIds, searchWithinMs)], signal);
      return (answer?.hits.hits ?? []).map(({ _id: id }) => Number(id));
    },

    async match({ query, scope, limit, signal }: LexicalQuery) {
      if (query.text === '' || holdsNothing(scope)) return [];
      const [answer] = await ask([matchQuery(query, scope, { limit, withinMs: searchWithinMs })], signal);
      return (answer?.hits.hits ?? []).flatMap(({ _id: id }) => passageIdOf(id) ?? []);
    },

    async search({ query, scope, limit, signal }: LexicalQuery) {
      if (query.text === '' || holdsNothing(scope)) return [];

      const identifiers = liftable(query.identifiers);
      const { byWords, byIdentifier, scopeSize } = passageQuery(query, identifiers, scope, {
        limit,
        withinMs: searchWithinMs,
      });
      const extra = scopeSize === undefined ? [] : [scopeSize];
      const [words, ...rest] = await ask([byWords, ...byIdentifier, ...extra], signal);
      const holders = rest.slice(0, identifiers.length);
      const size = countOf(rest[identifiers.length]);

      const found = words?.hits.hits ?? [];
      const sentences = found.filter(holdsSentence);
      const hits = withSentence(legHits(found), new Set(sentences.map((hit) => Number(hit._id))));

      const rare = new Map<string, LegHit[]>();
      for (const [at, identifier] of identifiers.entries()) {
        const those = legHits(holders[at]?.hits.hits ?? []);
        if (those.length > 0 && those.length <= rareUpTo) rare.set(identifier, those);
      }
      if (rare.size === 0) return hits;
      const known = new Map(hits.map((hit) => [hit.passageId, hit]));
      for (const hit of [...rare.values()].flat()) if (!known.has(hit.passageId)) known.set(hit.passageId, hit);
      const rareIds = new Map([...rare].map(([name, those]) => [name, those.map((hit) => hit.passageId)]));
      return withIdentifiers([...known.values()], rareIds, size).slice(0, limit);
    },
  };
}
