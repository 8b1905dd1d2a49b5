/** What drafts of rules and synonyms would change, before they are in force: for one question, and for those that people ask. */
import { askedQuestions, type AskedQuestion } from '../store/queries/demand.js';
import type { Queryable } from '../store/queryable.js';
import { parseQuery } from './query.js';
import type { LibrarySearch, SearchAnswer, SearchHit, SearchRequest } from './request.js';
import { createRuleIndex, rulesAbout } from './settings/rule-index.js';
import type { SettingDrafts } from './settings/setting-drafts.js';
import { unlimited } from './settings/setting-scope.js';
import { createSynonymIndex, withSynonyms } from './settings/synonym-index.js';

/** Days of the query log that are looked through, and questions of it, most asked first. */
const logged = { days: 30, questions: 500 } as const;
/** Hits that are compared. */
const compared = 10;

/** A hit of either list and its places in both. */
export interface RankMove {
  readonly chunkId: number;
  /** 1-based; null if it is not in the list. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface SearchPreview {
  readonly before: SearchAnswer;
  readonly after: SearchAnswer;
  /** In the order after; then what is no longer in the list. */
  readonly moves: readonly RankMove[];
}

/** A question of the query log that is answered otherwise. */
export interface ChangedQuestion extends SearchPreview {
  readonly query: string;
  readonly searches: number;
}

export function movesBetween(before: readonly SearchHit[], after: readonly SearchHit[]): RankMove[] {
  const ranksIn = (hits: readonly SearchHit[]): Map<number, number> =>
    new Map(hits.map(({ passageId, rank }) => [passageId, rank]));
  const [ranksBefore, ranksAfter] = [ranksIn(before), ranksIn(after)];
  const gone = before.filter(({ passageId }) => !ranksAfter.has(passageId));
  return [...after, ...gone].map(({ passageId, chunkId }) => ({
    chunkId,
    before: ranksBefore.get(passageId) ?? null,
    after: ranksAfter.get(passageId) ?? null,
  }));
}

export async function previewSearch(
  search: LibrarySearch,
  request: SearchRequest,
  drafts: SettingDrafts,
): Promise<SearchPreview> {
  const [before, after] = await Promise.all([search.search(request), search.search({ ...request, drafts })]);
  return { before, after, moves: movesBetween(before.hits, after.hits) };
}

/** Whether a question says what one of the drafts is about, wherever it is asked. */
export function speaksOf({
  rules,
  synonyms,
  replaced,
}: SettingDrafts): (question: Pick<AskedQuestion, 'query'>) => boolean {
  const anywhere = { vendor: null, product: null };
  const always = { isEnabled: true, validFrom: null, validTo: null, version: null, kind: null };
  const ruleIndex = createRuleIndex([...rules, ...replaced.rules].map((rule) => ({ ...rule, ...anywhere, ...always })));
  const synonymIndex = createSynonymIndex(
    [...synonyms, ...replaced.synonyms].map((one) => ({ ...one, ...anywhere, isEnabled: true })),
  );
  return ({ query }) => {
    const parsed = parseQuery(query);
    return (
      rulesAbout(ruleIndex, parsed, unlimited, new Date()).length > 0 ||
      withSynonyms(parsed, synonymIndex, unlimited).synonyms.length > 0
    );
  };
}

/** @param most questions that are searched for, twice each; the most asked. */
export async function changedQuestions(
  db: Queryable,
  search: LibrarySearch,
  drafts: SettingDrafts,
  most: number,
): Promise<ChangedQuestion[]> {
  const all = await askedQuestions(
    db,
    { days: logged.days, product: null, client: null, version: null },
    logged.questions,
  );
  const changed: ChangedQuestion[] = [];
  for (const { query, searches, products, versions } of all.filter(speaksOf(drafts)).slice(0, most)) {
    const preview = await previewSearch(
      search,
      { query, scope: { products, versions }, page: { first: compared } },
      drafts,
    );
    if (preview.moves.some(({ before, after }) => before !== after)) changed.push({ ...preview, query, searches });
  }
  return changed;
}
