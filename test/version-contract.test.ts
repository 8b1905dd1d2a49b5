import { describe, expect, it } from '@jest/globals';
import { resolveVersion, resolveVersionOver } from '../src/search/version-contract.js';
import type { ScopeVersion } from '../src/store/queries/scope-names.js';

const version = (productId: string, label: string, more: Partial<ScopeVersion> = {}): ScopeVersion => ({
  id: `${productId}/${label}`,
  productId,
  slug: label.toLowerCase(),
  label,
  order: label,
  pinned: false,
  aliases: [],
  preview: false,
  state: 'PUBLISHED',
  ...more,
});

const versions = [
  version('p', '9.2'),
  version('p', '12.5(1)SU4', { aliases: ['12.5'] }),
  version('p', '12.5(1)SU10'),
  version('p', '14-beta', { preview: true }),
];

describe('resolveVersion', () => {
  it.each([
    ['12.5(1)SU4', 'EXACT', '12.5(1)SU4'],
    ['12.5(1)su4', 'EXACT', '12.5(1)SU4'],
    [' 12.5(1)SU4 ', 'EXACT', '12.5(1)SU4'],
    ['12.5', 'ALIAS', '12.5(1)SU4'],
    ['v9.2', 'ALIAS', '9.2'],
    [' v9.2', 'ALIAS', '9.2'],
    ['Version 9.2', 'ALIAS', '9.2'],
    ['version-9.2', 'ALIAS', '9.2'],
    ['version_9.2', 'ALIAS', '9.2'],
    ['V. 9.2', 'ALIAS', '9.2'],
    ['latest', 'LATEST', '12.5(1)SU10'],
    [' Latest ', 'LATEST', '12.5(1)SU10'],
  ])('%s is %s %s', (requested, match, label) => {
    expect(resolveVersion(requested, 'p', versions)).toMatchObject({ match, servedId: `p/${label}`, nearestIds: [] });
  });

  it('serves nothing for what does not exist, and names the nearest first', () => {
    const answer = resolveVersion('12.5(1)SU5', 'p', versions);
    expect(answer).toMatchObject({ match: 'NONE', servedId: null });
    expect(answer.nearestIds.slice(0, 2)).toEqual(['p/12.5(1)SU4', 'p/12.5(1)SU10']);
  });

  it('takes a slug for the version as well as its label', () => {
    const odd = [version('p', '9.2-LTS', { slug: 'nine' }), version('p', '10.1', { slug: 'ten' })];
    const served = (requested: string) => {
      const { match, servedId } = resolveVersion(requested, 'p', odd);
      return [match, servedId];
    };
    expect(['ten', '9.2-lts'].map(served)).toEqual([
      ['EXACT', 'p/10.1'],
      ['EXACT', 'p/9.2-LTS'],
    ]);
  });

  it.each([
    ['on either side the same way off, the newer', '3.1', ['2.0', '4.0'], ['4.0', '2.0']],
    ['both newer, the older of them', '3.1', ['4.0', '4.2'], ['4.0', '4.2']],
    ['both older, the newer of them', '3.1', ['2.1', '2.9'], ['2.9', '2.1']],
    ['both newer, of a request with one number', '3', ['5.0', '5.2'], ['5.0', '5.2']],
    ['a number that is left out is none', '4.1', ['4', '4.0.9'], ['4.0.9', '4']],
    ['a number that is left out is less', '4.1', ['4', '4.3'], ['4', '4.3']],
    ['a number that the request leaves out is none', '4', ['4.2-rc', '4.0-rc'], ['4.0-rc', '4.2-rc']],
    ['a number that both leave out is none', '4', ['4-rc', '4.0-rc'], ['4.0-rc', '4-rc']],
    ['all numbers the same before any that differs', '4', ['4.0.1-rc', '4-rc'], ['4-rc', '4.0.1-rc']],
    ['a release before a preview', '3.1', ['4.0-rc1', '8.0'], ['8.0', '4.0-rc1']],
    ['a number before a name that moves', '3.1', ['main', '8.0'], ['8.0', 'main']],
    ['without numbers, what begins alike', 'winter', ['autumn', 'wind'], ['wind', 'autumn']],
  ])('names the nearest in whatever order versions are given: %s', (_case, requested, labels, expected) => {
    for (const given of [labels, labels.toReversed()]) {
      const known = given.map((label) => version('n', label, { preview: label.includes('rc') }));
      const { nearestIds } = resolveVersion(requested, 'n', known);
      expect(nearestIds).toEqual(expected.map((label) => `n/${label}`));
    }
  });

  it.each([
    ['2.0-c', ['2.0-a', '2.0-b'], ['2.0-b', '2.0-a']],
    ['stable', ['1', '3', '2'], ['3', '2', '1']],
    ['5', ['9', '7', '8'], ['7', '8', '9']],
    ['5', ['1', '2', '3', '4'], ['4', '3', '2']],
  ])('nearest to %s of %j are %j', (requested, labels, nearest) => {
    const among = labels.map((label) => version('n', label));
    expect(resolveVersion(requested, 'n', among)).toMatchObject({
      match: 'NONE',
      otherIds: [],
      nearestIds: nearest.map((label) => `n/${label}`),
    });
  });

  const series = ['1.4.4', '1.8.2', '1.12.1', '1.12.2', '5.8.x', '5.5.x', '9.18', '9.20'].map((label) =>
    version('s', label),
  );

  it.each([
    ['1.12', '1.12.2', ['1.12.1']],
    ['v1.12.x', '1.12.2', ['1.12.1']],
    ['5.8', '5.8.x', []],
    ['5.5.3', '5.5.x', []],
    ['9.x', '9.20', ['9.18']],
    ['9', '9.20', ['9.18']],
    ['5', '5.8.x', ['5.5.x']],
  ])('%s is served as the newest of its series, %s', (requested, label, others) => {
    expect(resolveVersion(requested, 's', series)).toMatchObject({
      match: 'SERIES',
      servedId: `s/${label}`,
      otherIds: others.map((other) => `s/${other}`),
      nearestIds: [],
    });
  });

  it('takes a "v" within a name for a part of it', () => {
    expect(resolveVersion('re9', 'n', [version('n', 'rev9')])).toMatchObject({ match: 'NONE' });
  });

  it.each(['9.18.24', '1.1', '5.80', '12', '9.2'])('%s is no series of what is there', (requested) => {
    expect(resolveVersion(requested, 's', series)).toMatchObject({ match: 'NONE', servedId: null, otherIds: [] });
  });

  it('prefers the very version to its series, and releases to previews and branches', () => {
    const mixed = [version('m', '3'), version('m', '3.1'), version('m', '4.0-rc1', { preview: true })];
    expect(resolveVersion('3', 'm', mixed)).toMatchObject({ match: 'EXACT', servedId: 'm/3' });
    expect(resolveVersion('4.0', 'm', mixed)).toMatchObject({
      match: 'NONE',
      nearestIds: ['m/3.1', 'm/3', 'm/4.0-rc1'],
    });
  });

  it.each([
    [['1.4.4', '1.8.2', '1.12.2'], '1.5', ['1.4.4', '1.8.2', '1.12.2']],
    [['202511', '202111', '202311'], '202211', ['202311', '202111', '202511']],
    [['main', '2.0', '1.10', '1.9'], '1.1', ['1.9', '1.10', '2.0']],
  ])('of %j nearest to %s are %j', (labels, requested, nearest) => {
    const { nearestIds } = resolveVersion(
      requested,
      'n',
      labels.map((label) => version('n', label)),
    );
    expect(nearestIds).toEqual(nearest.map((label) => `n/${label}`));
  });

  it('serves the version of that very label before one that has it for an alias', () => {
    const shadowing = [version('p', '2.0-lts', { aliases: ['2.0'] }), version('p', '2.0')];
    for (const versions of [shadowing, shadowing.toReversed()]) {
      expect(resolveVersion('2.0', 'p', versions)).toMatchObject({ match: 'EXACT', servedId: 'p/2.0' });
    }
  });

  it('has no latest when there are only previews', () => {
    expect(resolveVersion('latest', 'p', [version('p', '1', { preview: true })])).toMatchObject({ match: 'NONE' });
  });
});

describe('resolveVersionOver', () => {
  const both = [...versions, version('q', '9.2'), version('q', '3')];

  it('answers for every named product', () => {
    const answers = resolveVersionOver('3', both, ['p', 'q', 'without versions']);
    expect(answers.map(({ match, productId }) => [productId, match])).toEqual([
      ['p', 'NONE'],
      ['q', 'EXACT'],
      ['without versions', 'NONE'],
    ]);
  });

  it('answers with a series only where no product has the very version', () => {
    const labelled = [version('a', '3.1'), version('b', '3')];
    expect(resolveVersionOver('3', labelled, null).map(({ servedId }) => servedId)).toEqual(['b/3']);
    expect(resolveVersionOver('3.x', labelled, null).map(({ servedId }) => servedId)).toEqual(['a/3.1', 'b/3']);
  });

  it('answers only for products that have it when none is named', () => {
    expect(resolveVersionOver('3', both, null).map(({ servedId }) => servedId)).toEqual(['q/3']);
    expect(resolveVersionOver('77', both, null)).toMatchObject([{ match: 'NONE', productId: null }]);
  });
});
