/** Which version is newer, and which is the latest. */
import { expect, test } from '@jest/globals';
import {
  compareVersionLabels,
  isPreviewLabel,
  latestOf,
  newestFirst,
  type VersionRank,
} from '../src/store/version-order.js';

const version = (label: string, given: Partial<VersionRank> = {}): VersionRank => ({
  label,
  order: label,
  pinned: false,
  preview: false,
  state: 'PUBLISHED',
  ...given,
});

test.each([
  [['9', '10', '11.5(1)', '12.5(1)', '12.5(1)SU1', '12.5(1)SU4', '15']],
  [['v1.9', '1.10', 'v2.0', '2.1']],
  [['17.9.4', '17.9.4a', '17.10.1']],
  [['R80.40', 'R81', 'R81.10']],
  [['unversioned', 'next', '0.1']],
  [['unversioned', 'main', '2024-03', '2024-04-01', 'v4.2', 'v4.9', 'v4.10', '5.0-rc1']],
  [['2023.3', '2024.1']],
])('%j is ascending', (labels) => {
  expect(labels.toReversed().toSorted(compareVersionLabels)).toEqual(labels);
});

test('labels that read the same have one order, whichever comes first', () => {
  expect(['v2', '2'].toSorted(compareVersionLabels)).toEqual(['2', 'v2'].toSorted(compareVersionLabels));
});

test.each([
  ['5.0-rc1', true],
  ['2.0.0-beta.3', true],
  ['14-alpha', true],
  ['1.0.0-SNAPSHOT', true],
  ['main', false],
  ['12.5(1)SU4', false],
  ['arc', false],
  ['R81.10', false],
])('%s says of itself that it is a preview: %s', (label, isPreview) => {
  expect(isPreviewLabel(label)).toBe(isPreview);
});

test('newest first leaves its input alone', () => {
  const versions = [version('1'), version('2')];
  expect(newestFirst(versions).map(({ label }) => label)).toEqual(['2', '1']);
  expect(versions.map(({ label }) => label)).toEqual(['1', '2']);
});

test('latest is never a preview and always published', () => {
  const versions = [version('1'), version('2'), version('3', { state: 'HIDDEN' }), version('4', { preview: true })];
  expect(latestOf(versions)?.label).toBe('2');
  expect(latestOf([version('4', { preview: true })])).toBeNull();
  expect(latestOf([...versions, version('0', { pinned: true })])?.label).toBe('0');
  expect(latestOf([...versions, version('5', { pinned: true, state: 'HIDDEN' })])?.label).toBe('2');
  expect(latestOf([...versions, version('1-lts', { order: '2.1' })])?.label).toBe('1-lts');
});
