/** Contents and indices keep half of their score; a section about indices keeps all of it. */
import { expect, test } from '@jest/globals';
import { pointingWords } from '../src/search/definitions/definition-keys.js';
import type { FusedHit } from '../src/search/fusion.js';
import { pointersBehind } from '../src/search/pointers-behind.js';
import { occurrence } from './testkit/occurrences.js';

const hit = (passageId: number, score: number): FusedHit => ({
  passageId,
  score,
  explain: { lexical: null, vector: null, exact: null, fusion: 'WEIGHTED' },
});

const at = (passageId: number, heading: string, isPaginated = false) =>
  occurrence(passageId, { headingPath: ['Guide', heading], isPaginated });

const scores = async (heading: string, isPaginated: boolean) => {
  const hits = [hit(1, 0.8), hit(2, 0.6)];
  const places = [at(1, heading, isPaginated), at(2, 'Gates')];
  const ranked = await pointersBehind(hits, () => Promise.resolve(places));
  return ranked.map(({ passageId, score }) => [passageId, score]);
};

const behind = [
  [2, 0.6],
  [1, 0.4],
];
const asBefore = [
  [1, 0.8],
  [2, 0.6],
];

test.each([
  ['Table of Contents', false, behind],
  ['**Contents**', false, behind],
  ['List of figures', true, behind],
  ['Alphabetical index', false, behind],
  ['A.3 Index', true, behind],
  ['Index', false, asBefore],
  ['Index of a table', true, asBefore],
  ['Contents of the package', false, asBefore],
  ['', true, asBefore],
])('%s, with pages: %s', async (heading, isPaginated, expected) => {
  expect(await scores(heading, isPaginated)).toEqual(expected);
  // What is not read by its words first is not found to point.
  if (expected === behind) expect(heading).toMatch(new RegExp(pointingWords, 'i'));
});

test('equals are in the order of their passages, and a passage without headings points to nothing', async () => {
  const places = [at(3, 'Contents'), at(1, 'Gates'), occurrence(2, { headingPath: [] })];
  const ranked = await pointersBehind([hit(3, 0.8), hit(2, 0.4), hit(1, 0.4)], () => Promise.resolve(places));
  expect(ranked.map(({ passageId, score }) => [passageId, score])).toEqual([
    [1, 0.4],
    [2, 0.4],
    [3, 0.4],
  ]);
});
