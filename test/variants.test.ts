/** Folding of one place's texts in several versions, and of one text at several places of a version. */
import { describe, expect, test } from '@jest/globals';
import { foldSameText } from '../src/search/same-text.js';
import { foldVariants, isSameText, type FoldedHit, type ShownHit } from '../src/search/variants.js';

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
    alsoAt: [],
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

  test('a release takes the place of a preview that scores better', () => {
    expect(fold([hit(1, '11-beta', 0.9, seconds('30')), hit(2, '10', 0.88, seconds('60'))])).toEqual([
      [2, ['11-beta']],
    ]);
  });

  test('a newer version shows where the older one scores just so much better, and not where it is more', () => {
    const shown = (score: number) => fold([hit(1, '9', 1, seconds('30')), hit(2, '10', score, seconds('60'))])[0]?.[0];
    expect([0.85, 0.849].map(shown)).toEqual([2, 1]);
  });

  test('what the query names stands for others that score better or are newer', () => {
    const named = { ...hit(1, '9', 0.5, seconds('30')), isNamed: true };
    expect(fold([named, hit(2, '10', 0.9, seconds('60')), hit(3, '11', 0.6, seconds('20'))])).toEqual([
      [1, ['11', '10']],
    ]);
  });

  test('three of five words in common make one answer, two make two', () => {
    const [first, three, two] = [
      'one two three four five',
      'one two three six seven',
      'one two six seven eight',
    ] as const;
    expect(fold([hit(1, '9', 0.9, first), hit(2, '10', 0.9, three)])).toEqual([[2, ['9']]]);
    expect(fold([hit(1, '9', 0.9, first), hit(2, '10', 0.9, two)])).toHaveLength(2);
  });

  test('a version is named once, and not where its words are those that are shown', () => {
    const hits = [
      hit(1, '10', 0.9, seconds('30'), { alsoIn: ['9'] }),
      hit(2, '8', 0.88, seconds('60'), { alsoIn: ['9', '7'] }),
      hit(3, '6', 0.87, seconds('20'), { alsoIn: ['7'] }),
    ];
    expect(fold(hits)).toEqual([[1, ['8', '7', '6']]]);
  });

  test('a hit whose text is not known stands for itself', () => {
    const hits = [hit(1, '9', 0.9, seconds('30')), hit(2, '10', 0.8, seconds('30')), hit(3, '11', 0.7, seconds('30'))];
    const known = new Map([[2, seconds('30')]]);
    expect(foldVariants(hits, known).map(({ passageId }) => passageId)).toEqual([1, 2, 3]);
    expect(foldVariants(hits, new Map()).map(({ passageId }) => passageId)).toEqual([1, 2, 3]);
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

test.each([
  ['three of five words in common', 'one two three four five', 'one two three six seven', true],
  ['two of five', 'one two three four five', 'one two six seven eight', false],
  ['all words of the shorter one in the longer', 'One two!', 'Now there are one, two and three.', true],
  ['the same, the other way round', 'Now there are one, two and three.', 'One two!', true],
  ['one word, the same', 'Open', 'open', true],
  ['one word, another', 'Open', 'Close', false],
  ['no words', '—', '…', false],
])('texts with %s', (_what, a, b, expected) => {
  expect(isSameText(a, b)).toBe(expected);
});

describe('foldSameText', () => {
  /** In a file of its own. */
  const of = (file: string, passageId: number, version: string, changes: Partial<ShownHit> = {}): FoldedHit => {
    const shown = hit(passageId, version, 1 / passageId, 'same', { alsoIn: ['8'] });
    const best = { ...shown.best, headingPath: [file, 'Timeouts'] };
    return { ...shown, best, changedIn: [], standsFor: [passageId], ...changes };
  };
  const fold = (hits: readonly FoldedHit[], digests = new Map(hits.map(({ passageId }) => [passageId, 'x']))) =>
    foldSameText(hits, digests).map(({ passageId, alsoAt, standsFor }) => [
      passageId,
      alsoAt.map(({ chunkId }) => chunkId),
      standsFor,
    ]);

  test('names the other places under the best hit, with what they stood for', () => {
    const folded = foldSameText(
      [of('a', 1, '9'), of('b', 2, '9'), of('c', 3, '9')],
      new Map([1, 2, 3].map((id) => [id, 'x'])),
    );
    expect(folded).toHaveLength(1);
    expect(folded[0]).toMatchObject({ passageId: 1, standsFor: [1, 2, 3] });
    expect(folded[0]?.alsoAt.map(({ chunkId }) => chunkId)).toEqual([20, 30]);
    expect(folded[0]?.alsoIn.map(({ versionId }) => versionId)).toEqual(['8']);
  });

  test('leaves apart what another version says, what has another text, and what stands right below a title', () => {
    expect(fold([of('a', 1, '9'), of('b', 2, '10')])).toHaveLength(2);
    const texts = new Map([
      [1, 'x'],
      [2, 'y'],
    ]);
    expect(fold([of('a', 1, '9'), of('b', 2, '9')], texts)).toHaveLength(2);
    expect(fold([of('a', 1, '9'), of('b', 2, '9')], new Map())).toHaveLength(2);
    const titled = [1, 2].map((id) => {
      const one = of('a', id, '9');
      return { ...one, best: { ...one.best, headingPath: [`Option ${String(id)}`] } };
    });
    expect(fold(titled)).toHaveLength(2);
  });

  test('what is pinned stays a hit of its own', () => {
    const applied = { ruleId: 'r', action: 'PIN', position: 2, lift: null, note: null } as never;
    const pinned = of('b', 2, '9', { pin: { passageId: 2, applied } });
    expect(fold([of('a', 1, '9'), pinned, of('c', 3, '9')])).toEqual([
      [1, [30], [1, 3]],
      [2, [], [2]],
    ]);
  });
});
