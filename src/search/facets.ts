/**
 * Counts what a search could be narrowed to: every passage that the keyword leg matches, and the candidates of the search by
 * meaning. The values of a field are counted as if the field limited nothing and all others did (disjunctive faceting), so
 * that what else could be chosen stays. Nothing that is counted so becomes a hit.
 */
import { StoreUnavailableError } from '../errors.js';
import { groupBy } from '../group-by.js';
import { curationOf, type Curation } from './curate.js';
import { countFacets, selectedAlone, type FacetCounts, type SelectedValues } from './facet-counts.js';
import { createLegHealth } from './leg-health.js';
import type { IndexScope, LexicalIndex } from './lexical/lexical-index.js';
import { withoutScopeWords, type FilterField } from './query.js';
import { resolveQueryScope } from './query-scope.js';
import type { Rank, Ranking, RankParts } from './rank.js';
import type { Facets, Leg } from './request.js';
import { scopeKeys } from './scope-fields.js';
import type { OpenQuestion, Question } from './understand.js';

/** Passages that match and are counted; an Elasticsearch gives no more at once. */
const mostCounted = 10_000;

type Matching = Pick<LexicalIndex, 'match'>;

export interface FacetParts extends Pick<RankParts, 'store' | 'logger'> {
  readonly lexical: Matching;
  /** Answers for `lexical` when that is away. */
  readonly lexicalStandIn?: Matching;
}

/** What the search itself found, and what of it curators hide. */
export interface OwnCandidates {
  readonly ranking: Pick<Ranking, 'hits' | 'legs'>;
  readonly curation: Pick<Curation, 'hides'>;
}

/** @param own null when the scope of the question can't hold anything. */
export type FindFacets = (
  question: Question,
  own: OwnCandidates | null,
  fields: readonly FilterField[],
) => Promise<Facets>;

interface Counted extends Pick<Facets, 'countedLegs' | 'isExact'> {
  readonly counts: FacetCounts;
}

const nothingFound: OwnCandidates['ranking'] = { hits: [], legs: [] };

/** Names of the field as they were asked for, beside the query and within it. */
function namesOf(field: FilterField, { asked, query }: Question): (readonly string[])[] {
  const within = query.filters.flatMap((filter) => (filter.field === field ? [filter.value] : []));
  return [asked[scopeKeys[field]] ?? [], within].filter(({ length }) => length > 0);
}

/** A version may stand behind the name of a product. */
function isLimited(field: FilterField, question: Question): boolean {
  return namesOf(field, question).length > 0 || (field === 'version' && question.scope.versions.length > 0);
}

/** Of languages named on both sides, those that are on both. */
function selectedLanguages(question: Question): readonly string[] {
  const [some = [], others = some] = namesOf('language', question).map((names) =>
    names.map((name) => name.trim().toLowerCase()),
  );
  return some.filter((name) => others.includes(name));
}

function selectedIn(question: Question): SelectedValues {
  const { scope, index } = question;
  return {
    vendor: scope.vendorIds,
    product: scope.productIds,
    version: index?.versionIds ?? [],
    kind: scope.kinds,
    document: isLimited('document', question) ? (index?.documentIds ?? []) : [],
    language: selectedLanguages(question),
  };
}

/** @param most passages that match and are counted. */
export function createFacets(
  { store, lexical, lexicalStandIn, logger }: FacetParts,
  rank: Rank,
  most = mostCounted,
): FindFacets {
  const { dataSource } = store;
  const wordsHealth = createLegHealth('LEXICAL', logger);

  /** Null when neither the index nor its stand-in answers. */
  async function matches({ query, index: scope, signal }: OpenQuestion): Promise<readonly number[] | null> {
    const asked = { query: withoutScopeWords(query), scope, limit: most, ...(signal && { signal }) };
    const { hits } = await wordsHealth.run({
      search: () => lexical.match(asked),
      ...(lexicalStandIn && { standIn: () => lexicalStandIn.match(asked) }),
      ...(signal && { signal }),
    });
    return hits;
  }

  /** Candidates by meaning in another scope than that of the search. */
  async function nearest(question: OpenQuestion): Promise<OwnCandidates['ranking']> {
    if (question.mode === 'LEXICAL') return nothingFound;
    try {
      return await rank({ ...question, mode: 'SEMANTIC' });
    } catch (error) {
      if (error instanceof StoreUnavailableError) return nothingFound;
      throw error;
    }
  }

  async function candidatesIn(question: OpenQuestion): Promise<OwnCandidates> {
    const curation = await curationOf(dataSource, question, new Date());
    return { curation, ranking: await nearest({ ...question, spare: curation.spare }) };
  }

  async function count(
    question: OpenQuestion,
    { ranking, curation: { hides } }: OwnCandidates,
    fields: readonly FilterField[],
    selected: SelectedValues,
  ): Promise<Counted> {
    const { index: scope, mode } = question;
    const matching = mode === 'SEMANTIC' ? [] : await matches(question);
    const passageIds = [...new Set([...(matching ?? []), ...ranking.hits.map(({ passageId }) => passageId)])];
    const legs = [...(mode === 'SEMANTIC' || matching === null ? [] : (['LEXICAL'] as const)), ...ranking.legs];
    return {
      counts: await countFacets(dataSource, { passageIds, scope, hides }, fields, selected),
      countedLegs: legs,
      isExact: matching !== null && matching.length < most,
    };
  }

  /** Null where nothing can be. */
  async function scopeFor(field: FilterField, question: Question): Promise<IndexScope | null> {
    if (!isLimited(field, question)) return question.index;
    return (await resolveQueryScope(dataSource, question.asked, question.query, field)).index;
  }

  return async (question, own, fields) => {
    // What was counted can be told of any of them.
    const asked: readonly FilterField[] = fields.length > 0 ? fields : ['kind'];
    const scopes = await Promise.all(asked.map(async (field) => ({ field, scope: await scopeFor(field, question) })));
    const keyOf = (scope: IndexScope | null): string => JSON.stringify(scope);
    const selected = selectedIn(question);
    const counting = [...groupBy(scopes, ({ scope }) => keyOf(scope)).values()].map(async (group) => {
      const index = group[0]?.scope ?? null;
      if (index === null) return [];
      const open = { ...question, index };
      const isOwn = own !== null && keyOf(index) === keyOf(question.index);
      const those = group.map(({ field }) => field);
      return [await count(open, isOwn ? own : await candidatesIn(open), those, selected)];
    });
    const counted = (await Promise.all(counting)).flat();
    const legs: readonly Leg[] = ['LEXICAL', 'VECTOR'];
    return {
      values: Object.fromEntries([
        ...asked.map((field) => [field, selectedAlone(field, selected)] as const),
        ...counted.flatMap(({ counts }) => [...counts]),
      ]),
      countedLegs:
        counted.length === 0 ? [] : legs.filter((leg) => counted.every((one) => one.countedLegs.includes(leg))),
      isExact: counted.every(({ isExact }) => isExact),
    };
  };
}
