/**
 * Folds hits that are one place of a manual in several versions, with slightly different words, into one, so that ten
 * versions of a page do not fill the list.
 */
import { compareVersionLabels } from '../store/version-order.js';
import type { ShownPassage } from './best-chunk.js';
import type { FusedHit } from './fusion.js';
import type { OccurrenceRow } from './request.js';
import type { PlannedPin } from './settings/rule-plan.js';

export type ShownHit = FusedHit &
  ShownPassage & {
    /** What gave it its place; null where nobody did. */
    readonly pin: PlannedPin | null;
  };

export type FoldedHit = ShownHit & {
  /** The passages that it stands for, its own among them. */
  readonly standsFor: readonly number[];
  /** Versions that say it in other words at the same place, newest first. */
  readonly changedIn: readonly OccurrenceRow[];
};

/** Share of the smaller text's words from which on two texts are one text in two versions. */
const sameText = 0.6;

/** A newer version takes the place of an older one that scores at most this much better: by chance, not by content. */
export const nearlyEqual = 0.85;

/** A place is the same when product, document, file and headings are. */
function placeOf({ best }: ShownHit): string {
  return JSON.stringify([best.productId, best.documentSlug, best.fileStem, best.headingPath]);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu));
}

/** Overlap coefficient (Szymkiewicz–Simpson) of the words: what was added in a longer text does not make it another. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  return shared / small.size;
}

/** What a text must have in common with another of its place to be the same one, in other words. */
export function isSameText(a: string, b: string): boolean {
  return overlap(wordsOf(a), wordsOf(b)) >= sameText;
}

function isNewer(a: ShownHit, b: ShownHit): boolean {
  const preview = Number(a.best.preview) - Number(b.best.preview);
  return preview < 0 || (preview === 0 && compareVersionLabels(a.best.versionOrder, b.best.versionOrder) > 0);
}

function changedIn(shown: ShownHit, others: readonly ShownHit[]): OccurrenceRow[] {
  const known = new Set([shown.best.versionId, ...shown.alsoIn.map(({ versionId }) => versionId)]);
  const changed: OccurrenceRow[] = [];
  for (const other of [...others].sort((a, b) => (isNewer(a, b) ? -1 : 1))) {
    for (const { versionId, chunkId } of [other.best, ...other.alsoIn]) {
      if (known.has(versionId)) continue;
      known.add(versionId);
      changed.push({ versionId, chunkId });
    }
  }
  return changed;
}

/**
 * The hit that stands for its variants: of what the query names, before all others; else what a curator pinned; else the
 * newest among those that score nearly the same.
 */
function standFor([first, ...others]: readonly [ShownHit, ...ShownHit[]]): ShownHit {
  const group = [first, ...others];
  const ofNamed = group.filter(({ isNamed }) => isNamed);
  const candidates = ofNamed.length > 0 ? ofNamed : first.pin !== null ? [first] : group;
  const best = candidates.reduce((better, hit) => (hit.score > better.score ? hit : better));
  const shown = candidates
    .filter(({ score }) => score >= nearlyEqual * best.score)
    .reduce((newest, hit) => (isNewer(hit, newest) ? hit : newest), best);
  return { ...shown, score: best.score, pin: first.pin };
}

/**
 * One hit for each text of each place: what other versions say there in nearly the same words is named in `changedIn`.
 * Shown is the newest version among those that score nearly the same. A text that only shares the headings stays.
 * @param hits pins, then what the query names, then the rest; each part best first.
 * @param texts of all passages that share a place with one of another version.
 */
export function foldVariants(hits: readonly ShownHit[], texts: ReadonlyMap<number, string>): FoldedHit[] {
  const words = new Map<number, ReadonlySet<string>>();
  const wordsIn = (passageId: number, text: string): ReadonlySet<string> => {
    const known = words.get(passageId) ?? wordsOf(text);
    words.set(passageId, known);
    return known;
  };
  const groups: [ShownHit, ...ShownHit[]][] = [];
  const byPlace = new Map<string, typeof groups>();
  for (const hit of hits) {
    const place = placeOf(hit);
    const atPlace = byPlace.get(place) ?? [];
    byPlace.set(place, atPlace);
    const mine = texts.get(hit.passageId);
    const group = atPlace.find(([first, ...others]) => {
      const theirs = texts.get(first.passageId);
      if (mine === undefined || theirs === undefined) return false;
      if ([first, ...others].some(({ best }) => best.versionId === hit.best.versionId)) return false;
      return overlap(wordsIn(hit.passageId, mine), wordsIn(first.passageId, theirs)) >= sameText;
    });
    if (group !== undefined) group.push(hit);
    else {
      const fresh: (typeof groups)[number] = [hit];
      groups.push(fresh);
      atPlace.push(fresh);
    }
  }
  return groups.map((group) => {
    const shown = standFor(group);
    const others = group.filter(({ passageId }) => passageId !== shown.passageId);
    return { ...shown, standsFor: group.map(({ passageId }) => passageId), changedIn: changedIn(shown, others) };
  });
}
