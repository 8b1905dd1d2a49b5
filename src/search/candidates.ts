/** Candidates of one search, from as deep as somebody pages: page one is made of those that the legs usually give. */
import type { DataSource } from 'typeorm';
import { occurrencesOf, passagesPointing } from '../store/queries/occurrences.js';
import type { Curation, Places } from './curate.js';
import { pointingWords } from './definitions/definition-keys.js';
import { withFileEvidence } from './file-evidence.js';
import type { FusedHit } from './fusion.js';
import { asksForChanges, changeWords } from './lists-of-changes.js';
import { pointersBehind } from './pointers-behind.js';
import type { Rank, Ranking } from './rank.js';
import type { OpenQuestion } from './understand.js';

/** How many times as many candidates as usual each step has. */
const depths = [1, 4, 16] as const;

export interface Candidates {
  readonly ranking: Ranking;
  /** Curated, best first. */
  readonly hits: readonly FusedHit[];
  /** Where they are, and those that are hidden. */
  readonly places: Places;
  /** No step has more. */
  readonly isAll: boolean;
}

/** From 0 on; each step is made once. */
export type CandidatesAt = (step: number) => Promise<Candidates>;

/** The same promise however often it is asked for. */
export function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => (made ??= make());
}

/**
 * What a deeper step adds stands behind what there was, in its own order: scores of two steps do not compare, because each
 * is normalised by the worst of its candidates.
 */
function continued(before: readonly FusedHit[], deeper: readonly FusedHit[]): readonly FusedHit[] {
  const known = new Set(before.map(({ passageId }) => passageId));
  const added = deeper.filter(({ passageId }) => !known.has(passageId));
  const least = before.findLast(({ score }) => score > 0)?.score ?? 1;
  const most = added[0]?.score ?? 0;
  const factor = most > least ? least / most : 1;
  return [...before, ...added.map((hit) => ({ ...hit, score: factor * hit.score }))].toSorted(
    (a, b) => b.score - a.score || a.passageId - b.passageId,
  );
}

export function createCandidates(
  { dataSource, rank }: { readonly dataSource: DataSource; readonly rank: Rank },
  question: OpenQuestion,
  curation: Curation,
): CandidatesAt {
  const steps: Promise<Candidates>[] = [];
  const changesAsked = asksForChanges(question.query.text);

  async function look(step: number): Promise<Candidates> {
    const before = step === 0 ? [] : (await at(step - 1)).hits;
    const ranking = await rank({
      ...question,
      ...(curation.spare > 0 && { spare: curation.spare }),
      ...(step > 0 && { deeper: depths[step] ?? 1 }),
    });
    const passageIds = new Set([...before, ...ranking.hits].map(({ passageId }) => passageId));
    const places = once(() => occurrencesOf(dataSource, [...passageIds]));
    // Where one leg alone was asked, nothing else needs the places of all hits, and to read them takes a fifth of the search.
    const mayPoint: Places = async () => {
      const ids = await passagesPointing(dataSource, [...passageIds], { pointingWords, changeWords });
      return ids.length === 0 ? [] : occurrencesOf(dataSource, ids);
    };
    const found = await withFileEvidence(ranking.hits, places, question.index);
    const hits = await curation.curate(
      await pointersBehind(found, question.mode === 'HYBRID' ? places : mayPoint, changesAsked),
      places,
    );
    return {
      ranking,
      hits: step === 0 ? hits : continued(before, hits),
      places,
      isAll: ranking.isAll || step === depths.length - 1,
    };
  }

  const at: CandidatesAt = (step) => (steps[step] ??= look(step));
  return at;
}
