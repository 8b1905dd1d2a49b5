/** Contents and indices keep half of their score, lists of changes most of it; what only sounds like them keeps all. */
import { describe, expect, test } from '@jest/globals';
import { pointingWords } from '../src/search/definitions/definition-keys.js';
import type { FusedHit } from '../src/search/fusion.js';
import { asksForChanges, changeWords, isListOfChanges } from '../src/search/lists-of-changes.js';
import { pointersBehind } from '../src/search/pointers-behind.js';
import type { Occurrence } from '../src/store/queries/occurrences.js';
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
  const ranked = await pointersBehind(hits, () => Promise.resolve(places), false);
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
  const ranked = await pointersBehind([hit(3, 0.8), hit(2, 0.4), hit(1, 0.4)], () => Promise.resolve(places), false);
  expect(ranked.map(({ passageId, score }) => [passageId, score])).toEqual([
    [1, 0.4],
    [2, 0.4],
    [3, 0.4],
  ]);
});

test.each([
  ['Gate 3.2 release notes', true],
  ['Release note', true],
  ['**Release Notes**', true],
  ['Changelog', true],
  ['Change log of the gate', true],
  ['What’s New In Gate 3', true],
  ["What's new?", true],
  ['Whats new', true],
  ['What is new in 3.2', true],
  ['Document history for Gate', true],
  ['History', true],
  ['History of Gate', true],
  ...['Revision', 'Version', 'Release', 'Change', 'Update'].map((of): [string, true] => [`${of} history`, true]),
  ['Changes', true],
  ['Changes since 3.1', true],
  ['Changes in 3.2', true],
  ['Changes from 3.1', true],
  ['Changes between 3.1 and 3.2', true],
  ['Changes of 3.2', true],
  ...['Breaking', 'Notable', 'Incompatible', 'Major', 'Feature', 'Other', 'API'].map((of): [string, true] => [
    `${of} changes`,
    true,
  ]),
  ['News', true],
  ['Releases', true],
  ['Apply changes', false],
  ['Changes in the display', false],
  ['Command history', false],
  ['Newsletters', false],
  ['Release a gate', false],
])('%s is the heading of a list of changes: %s', (heading, expected) => {
  expect(isListOfChanges({ kind: 'GUIDE', headingPath: [heading, 'Bolts'] })).toBe(expected);
  // What is not read by its words first is not found to be one.
  if (expected) expect(heading).toMatch(new RegExp(changeWords, 'i'));
});

test.each([
  ['what is new in gate 3', true],
  ["What's new", true],
  ['whats new about gates', true],
  ['what new bolts are there', true],
  ['what is new for bolts', true],
  ['what are the new bolts', true],
  ['bolts new in 3.2', true],
  ['breaking changes 3.0', true],
  ['which release removed the latch', true],
  ['Since when can bolts turn?', true],
  ['CVE-2031-1234', true],
  ['bolt jams #4711', true],
  ['how to change the colour of a gate', false],
  ['release a bolt', false],
  ['which hinges is gate 3.2 tested with', false],
  ['create a new gate', false],
  ['how are gates fixed-width', false],
  ['hinges, bolts and gates', false],
  ['bolt #4', false],
])('%s asks for changes: %s', (words, expected) => {
  expect(asksForChanges(words)).toBe(expected);
});

const wordsOfChanges = `release note, release-notes, changelog, change log, change-logs, new feature, new features, new function,
  new functions, new option, new options, changes, changed, added, removed, removal, dropped, introduced, renamed, replaced,
  deprecated, deprecation, obsolete, discontinued, fixes, fixed, bug, bugs, resolved, regression, regressions, breaking,
  improvement, improvements, enhancement, enhancements, history, known issue, known issues, vulnerability, since, no longer,
  any more, anymore, used to, upgrade, upgrading`;

test.each(wordsOfChanges.split(/,\s+/))('“%s” beside other words asks for changes', (words) => {
  expect(asksForChanges(`bolts ${words} gates`)).toBe(true);
});

describe('a list of changes', () => {
  const places = [
    occurrence(1, { headingPath: ['Release notes', 'Bolts'] }),
    occurrence(2),
    occurrence(3, { kind: 'RELEASE_NOTES', headingPath: ['3.2'] }),
  ];
  const hits = [hit(1, 1), hit(3, 0.9), hit(2, 0.85)];
  const order = async (all: readonly Occurrence[], changesAsked: boolean) =>
    (await pointersBehind(hits, () => Promise.resolve(all), changesAsked)).map(({ passageId }) => passageId);

  test('comes behind what it is a list of, known by a heading or by its kind', async () => {
    expect(await order(places, false)).toEqual([2, 1, 3]);
  });

  test('keeps its place where changes are asked for, and where a guide holds the same passage', async () => {
    expect(await order(places, true)).toEqual([1, 3, 2]);
    const inGuide = occurrence(3, { headingPath: ['3.2'] });
    expect(await order([...places, inGuide], false)).toEqual([3, 2, 1]);
  });
});
