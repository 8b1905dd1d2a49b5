/** Spreading of the first hits over files and chapters. */
import { describe, expect, test } from '@jest/globals';
import { spreadOverPlaces } from '../src/search/spread.js';
import type { FoldedHit } from '../src/search/variants.js';
import { occurrence } from './testkit/occurrences.js';

function hit(
  passageId: number,
  score: number,
  fileStem: string,
  { headingPath = ['Notes', String(passageId)], isPaginated = false } = {},
): FoldedHit {
  const best = occurrence(passageId, { fileStem, headingPath, isPaginated });
  return {
    passageId,
    score,
    explain: { lexical: null, vector: null, exact: null, fusion: 'WEIGHTED' },
    best,
    alsoAt: [],
    alsoIn: [],
    isNamed: false,
    pin: null,
    standsFor: [passageId],
    changedIn: [],
  };
}

const order = (hits: readonly FoldedHit[], first = 10) => spreadOverPlaces(hits, first).map((each) => each.passageId);

describe('spreadOverPlaces', () => {
  test('lets other files in between hits of one file that score nearly the same', () => {
    const notes = [hit(1, 0.9, 'notes'), hit(2, 0.89, 'notes'), hit(3, 0.88, 'notes')];
    expect(order([...notes, hit(4, 0.8, 'table'), hit(5, 0.6, 'guide')])).toEqual([1, 4, 2, 5, 3]);
  });

  test('leaves hits that score the same in their order', () => {
    expect(order([hit(2, 0.9, 'notes'), hit(1, 0.9, 'table'), hit(3, 0.9, 'guide')])).toEqual([2, 1, 3]);
  });

  test('keeps a file together that answers clearly better than others', () => {
    expect(order([hit(1, 1, 'guide'), hit(2, 0.95, 'guide'), hit(3, 0.5, 'other')])).toEqual([1, 2, 3]);
  });

  test('gives as many as are wanted, each with the score of its place in the order', () => {
    const hits = spreadOverPlaces([hit(1, 1, 'a'), hit(2, 0.9, 'a'), hit(3, 0.8, 'b')], 2);
    expect(hits.map(({ passageId, score }) => [passageId, score])).toEqual([
      [1, 1],
      [3, 0.8],
    ]);
  });

  test('takes the chapters of a paginated manual for places of their own', () => {
    const chapter = (name: string, section = 'Timers', part = 'Manual') => ({
      headingPath: [part, name, section],
      isPaginated: true,
    });
    const first = [hit(1, 0.9, 'manual', chapter('One')), hit(2, 0.89, 'manual', chapter('One', 'Limits'))];
    expect(order([...first, hit(3, 0.85, 'manual', chapter('Two'))])).toEqual([1, 3, 2]);
    expect(order([...first, hit(3, 0.85, 'manual', chapter('One', 'Timers', 'Part two'))])).toEqual([1, 3, 2]);
    const pages = [hit(1, 0.9, 'page'), hit(2, 0.89, 'page', chapter('Two')), hit(3, 0.85, 'page')];
    expect(order(pages.map((each) => ({ ...each, best: { ...each.best, isPaginated: false } })))).toEqual([1, 2, 3]);
  });
});
