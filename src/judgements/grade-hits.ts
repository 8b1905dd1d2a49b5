/** How good a list of hits is, by what curators judged. */
import type { DataSource } from 'typeorm';
import { figuresOf, type Figures } from '../evaluation/metrics.js';
import type { SearchHit } from '../search/request.js';
import { documentsOfChunks } from '../store/queries/judged-targets.js';
import type { JudgedPlace, JudgedTarget } from './judged-questions.js';

type Found = JudgedTarget & { readonly place: JudgedPlace };

/** The chunk that shows a hit, and those of other places and versions that say the same or take its place. */
function chunksOf({ chunkId, alsoAt, alsoIn, changedIn }: SearchHit): number[] {
  return [chunkId, ...[...alsoAt, ...alsoIn, ...changedIn].map((occurrence) => occurrence.chunkId)];
}

/** What each hit counts as: the narrowest target that covers it, or something that nobody judged. */
function namesOf(
  hits: readonly SearchHit[],
  targets: readonly Found[],
  documents: ReadonlyMap<number, string>,
): string[] {
  const narrowestFirst = targets.toSorted(
    (a, b) => b.place.narrowness - a.place.narrowness || b.judgement.grade - a.judgement.grade,
  );
  return hits.map((hit) => {
    const chunkIds = chunksOf(hit);
    const target = narrowestFirst.find(({ place }) =>
      chunkIds.some((id) => place.chunkIds.has(id) || place.documentIds.has(documents.get(id) ?? '')),
    );
    return target?.judgement.target ?? `passage ${String(hit.passageId)}`;
  });
}

/** Null if nothing with a grade above 0 is there to be found. A target counts once, where it comes first. */
export async function gradeHits(
  dataSource: DataSource,
  hits: readonly SearchHit[],
  targets: readonly JudgedTarget[],
): Promise<Figures | null> {
  const alive = targets.filter((one): one is Found => one.place !== null);
  const grades = new Map(
    alive.flatMap(({ judgement: { target, grade } }): [string, number][] => (grade > 0 ? [[target, grade]] : [])),
  );
  if (grades.size === 0) return null;
  const documents = await documentsOfChunks(dataSource, hits.flatMap(chunksOf));
  return figuresOf([...new Set(namesOf(hits, alive, documents))], grades);
}
