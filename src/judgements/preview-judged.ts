/** Judged questions that drafts of rules and synonyms make better or worse. */
import type { DataSource } from 'typeorm';
import { movesBetween, speaksOf, type RankMove } from '../search/preview.js';
import type { LibrarySearch } from '../search/request.js';
import type { SettingDrafts } from '../search/settings/setting-drafts.js';
import { settingsOf } from '../store/queries/search-settings.js';
import { gradeHits } from './grade-hits.js';
import { findJudged, judgedQuestions } from './judged-questions.js';

/** Hits that the figure counts, and those that are folded into one target. */
const depth = 20;

export interface JudgedChange {
  readonly query: string;
  /** nDCG of the first ten. */
  readonly before: number;
  readonly after: number;
  readonly moves: readonly RankMove[];
}

/**
 * What falls most comes first.
 * @param most questions that are searched for, twice each.
 */
export async function judgedChanges(
  dataSource: DataSource,
  search: LibrarySearch,
  drafts: SettingDrafts,
  most: number,
): Promise<JudgedChange[]> {
  const all = judgedQuestions(await settingsOf(dataSource, 'JUDGEMENT'));
  const asked = all.filter(speaksOf(drafts)).slice(0, most);
  const targets = await findJudged(
    dataSource,
    asked.flatMap(({ judgements }) => judgements),
  );
  const changes: JudgedChange[] = [];
  for (const { query, scope, judgements } of asked) {
    const mine = targets.filter(({ judgement }) => judgements.includes(judgement));
    const request = { query, scope, page: { first: depth } };
    const [was, willBe] = await Promise.all([search.search(request), search.search({ ...request, drafts })]);
    const before = await gradeHits(dataSource, was.hits, mine);
    const after = await gradeHits(dataSource, willBe.hits, mine);
    if (before === null || after === null || before.ndcg10 === after.ndcg10) continue;
    const moves = movesBetween(was.hits, willBe.hits);
    changes.push({ query, before: before.ndcg10, after: after.ndcg10, moves });
  }
  return changes.toSorted((a, b) => a.after - a.before - (b.after - b.before));
}
