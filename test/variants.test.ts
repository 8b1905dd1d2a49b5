/** Folding of one place's texts in several versions. */
import { describe, expect, test } from '@jest/globals';
import { foldVariants, type ShownHit } from '../src/search/variants.js';

const texts = new Map<number, string>();

function hit(
  passageId: number,
  version: string,
  score: number,
  text: string,
  { heading = 'Timeouts', alsoIn = [] as string[] } = {},
): ShownHit {
  texts.set(passageId, text);
  return {
    passageId,
    score,
    explain: { lexical: null, vector: null, exact: null, fusion: 'WEIGHTED' },
    best: {
      passageId,
      chunkId: passageId * 10,
      productId: 'gate',
      versionId: version,
      versionOrder: version,
      preview: version.includes('beta'),
      documentId: 'admin',
      documentSlug: 'admin',
      kind: 'GUIDE',
      fileStem: 'sessions',
      headingPath: ['Sessions', heading],
      position: 0,
      isPaginated: false,
    },
    alsoIn: alsoIn.map((versionId, at) => ({ versionId, chunkId: passageId * 10 + at + 1 })),
    isNamed: false,
    pin: null,
  };
}

const seconds = (number: string): string => `The idle timeout of a session is ${number} seconds unless it is set.`;
const fold = (hits: readonly ShownHit[]) =>
  foldVariants(hits, texts).map(({ passageId, changedIn }) => [passageId, changedIn.map(({ versionId }) => versionId)]);

describe('foldVariants', () => {
  test('shows the newest of nearly equal versions and names the others', () => {
    const hits = [
      hit(1, '9', 0.9, seconds('30')),
      hit(2, '10', 0.88, seconds('60'), { alsoIn: ['9.5'] }),
      hit(3, '8', 0.87, seconds('20')),
    ];
    expect(fold(hits)).toEqual([[2, ['9', '8']]]);
  });

  test('keeps an older version that answers clearly better', () => {
    expect(fold([hit(1, '9', 0.9, seconds('30')), hit(2, '10', 0.5, seconds('60'))])).toEqual([[1, ['10']]]);
  });

  test('a preview does not take the place of a release', () => {
    expect(fold([hit(1, '9', 0.9, seconds('30')), hit(2, '10-beta', 0.9, seconds('60'))])).toEqual([[1, ['10-beta']]]);
  });

  test('two chunks of one section in one version are two answers', () => {
    expect(fold([hit(1, '9', 0.9, seconds('30')), hit(2, '9', 0.8, seconds('60'))])).toEqual([
      [1, []],
      [2, []],
    ]);
  });

  test('another text under the same headings in another version is another answer', () => {
    const other = 'Backups run at night and are kept for a week on the second volume.';
    expect(fold([hit(1, '9', 0.9, seconds('30')), hit(2, '10', 0.8, other)])).toEqual([
      [1, []],
      [2, []],
    ]);
  });

  test('the same words under other headings are another answer', () => {
    const hits = [hit(1, '9', 0.9, seconds('30')), hit(2, '10', 0.8, seconds('30'), { heading: 'Limits' })];
    expect(fold(hits)).toHaveLength(2);
  });
});
