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
    ['12.5', 'ALIAS', '12.5(1)SU4'],
    ['v9.2', 'ALIAS', '9.2'],
    ['Version 9.2', 'ALIAS', '9.2'],
    ['latest', 'LATEST', '12.5(1)SU10'],
  ])('%s is %s %s', (requested, match, label) => {
    expect(resolveVersion(requested, 'p', versions)).toMatchObject({ match, servedId: `p/${label}`, nearestIds: [] });
  });

  it('serves nothing for what does not exist, and names the nearest first', () => {
    const answer = resolveVersion('12.5(1)SU5', 'p', versions);
    expect(answer).toMatchObject({ match: 'NONE', servedId: null });
    expect(answer.nearestIds.slice(0, 2)).toEqual(['p/12.5(1)SU10', 'p/12.5(1)SU4']);
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
    const answers = resolveVersionOver('3', both, ['p', 'q']);
    expect(answers.map(({ match, productId }) => [productId, match])).toEqual([
      ['p', 'NONE'],
      ['q', 'EXACT'],
    ]);
  });

  it('answers only for products that have it when none is named', () => {
    expect(resolveVersionOver('3', both, null).map(({ servedId }) => servedId)).toEqual(['q/3']);
    expect(resolveVersionOver('77', both, null)).toMatchObject([{ match: 'NONE', productId: null }]);
  });
});
