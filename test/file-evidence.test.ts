/** What else a file says of the query counts for its passages, within bounds. */
import { describe, expect, test } from '@jest/globals';
import { withFileEvidence } from '../src/search/file-evidence.js';
import type { FusedHit } from '../src/search/fusion.js';
import type { Occurrence } from '../src/store/queries/occurrences.js';
import { occurrence } from './testkit/occurrences.js';

/** Found by both legs, or by meaning alone. */
function hit(passageId: number, score: number, normalised: number | null, lift = 0): FusedHit {
  return {
    passageId,
    score: score + lift,
    explain: {
      lexical: normalised === null ? null : { rank: 1, score: 1, normalised, weight: 0.4 },
      vector: { rank: 1, score: 1, normalised: 0, weight: 0.6 },
      exact: lift === 0 ? null : { name: 'gate', as: 'HEADING', lift },
      fusion: 'WEIGHTED',
    },
  };
}

function at(passageId: number, fileStem: string, versionId = '1', chapter?: string): Occurrence {
  return occurrence(passageId, {
    fileStem,
    versionId,
    versionOrder: versionId,
    documentId: `guide-${versionId}`,
    headingPath: ['Guide', chapter ?? String(passageId)],
    isPaginated: chapter !== undefined,
  });
}

async function ranked(hits: readonly FusedHit[], places: readonly Occurrence[], scope = {}) {
  const found = await withFileEvidence(hits, () => Promise.resolve(places), scope);
  return found.map(({ passageId, score }) => [passageId, Math.round(score * 1_000) / 1_000]);
}

const order = async (...given: Parameters<typeof ranked>) => (await ranked(...given)).map(([passageId]) => passageId);

describe('withFileEvidence', () => {
  const mention = hit(1, 0.6, 0.6);
  const page = [hit(2, 0.55, 0.5), hit(3, 0.4, 0.5), hit(4, 0.3, 0.5)];
  const places = [at(1, 'notes'), at(2, 'page'), at(3, 'page'), at(4, 'page')];

  test('puts a passage of a page on the subject before one that mentions it', async () => {
    expect((await order([mention, ...page], places))[0]).toBe(2);
  });

  test('leaves a passage first that answers clearly better', async () => {
    expect((await order([hit(1, 0.9, 0.6), ...page], places))[0]).toBe(1);
  });

  test('a page is not worth more for standing in several versions', async () => {
    const versions = ['1', '2', '3'].map((version) => at(1, 'notes', version));
    expect((await order([mention, ...page], [...versions, ...places.slice(1)]))[0]).toBe(2);
    const changed = [hit(5, 0.3, 0.5), hit(6, 0.3, 0.5)];
    const other = [at(1, 'notes'), at(5, 'notes', '2'), at(6, 'notes', '3')];
    expect((await order([mention, ...page, ...changed], [...places, ...other]))[0]).toBe(2);
  });

  test('a chapter of a book counts, not the whole book', async () => {
    const book = [at(2, 'book', '1', 'One'), at(3, 'book', '1', 'Two'), at(4, 'book', '1', 'Three')];
    expect((await order([mention, ...page], [at(1, 'notes'), ...book]))[0]).toBe(1);
  });

  test('only the scope counts', async () => {
    const scope = { versionIds: ['1'] };
    const elsewhere = [at(1, 'notes'), at(2, 'page'), ...[2, 3, 4].map((passageId) => at(passageId, 'page', '2'))];
    expect((await order([mention, ...page], elsewhere, scope))[0]).toBe(1);
  });

  test('scores stay within 1 and the lift, which decides as before', async () => {
    const hits = [hit(1, 1, 1), hit(2, 0.1, 0, 1)];
    expect(await ranked(hits, [at(1, 'page'), at(2, 'other')])).toEqual([
      [2, 1.083],
      [1, 1],
    ]);
  });

  test('the file with the most evidence counts in full, however little that is', async () => {
    expect(await ranked([hit(1, 0.6, 0.6)], [at(1, 'page')])).toEqual([[1, 0.667]]);
    expect(await ranked([hit(1, 0.6, 0.1), hit(2, 0.6, 0.05)], [at(1, 'page'), at(2, 'other')])).toEqual([
      [1, 0.667],
      [2, 0.583],
    ]);
  });

  test('what the words did not find is no evidence', async () => {
    const byMeaning = [hit(2, 0.55, null), hit(3, 0.4, null)];
    expect(await ranked([mention, ...byMeaning], places)).toEqual([
      [1, 0.667],
      [2, 0.458],
      [3, 0.333],
    ]);
    const without = [hit(2, 0.55, 0), hit(3, 0.4, 0)];
    expect(await ranked(without, places)).toEqual([
      [2, 0.55],
      [3, 0.4],
    ]);
  });

  test('a long file is not worth more for its length', async () => {
    const long = Array.from({ length: 40 }, (_, nth) => hit(100 + nth, 0.3, 0.5));
    const short = Array.from({ length: 10 }, (_, nth) => hit(200 + nth, 0.31, 0.5));
    const spots = [...long.map((one) => at(one.passageId, 'long')), ...short.map((one) => at(one.passageId, 'short'))];
    expect((await order([...short, ...long], spots))[0]).toBe(200);
  });

  test('the ten best of a long file count, wherever they stand in it; ties go to the older passage', async () => {
    const long = Array.from({ length: 20 }, (_, nth) => hit(300 - nth, 0.3, nth < 10 ? 0.01 : 0.5));
    const short = [hit(400, 0.31, 0.5)];
    const spots = [...long.map((one) => at(one.passageId, 'long')), at(400, 'short')];
    const places = await order([...short, ...long], spots);
    expect(places).toEqual([...long.map(({ passageId }) => passageId).reverse(), 400]);
  });

  test('many weak passages do not count more than two strong ones', async () => {
    const weak = Array.from({ length: 10 }, (_, nth) => hit(100 + nth, nth === 0 ? 0.62 : 0.3, 0.3));
    const strong = [hit(200, 0.6, 0.9), hit(201, 0.5, 0.9)];
    const spots = [...weak.map((one) => at(one.passageId, 'long')), ...strong.map((one) => at(one.passageId, 'short'))];
    expect((await order([...weak, ...strong], spots))[0]).toBe(200);
  });

  const ofWords = ({ explain, ...rest }: FusedHit): FusedHit => ({ ...rest, explain: { ...explain, vector: null } });
  const ofRanks = ({ explain, ...rest }: FusedHit): FusedHit => ({ ...rest, explain: { ...explain, fusion: 'RRF' } });
  test.each([
    ['the words found nothing', [hit(1, 1, null), hit(2, 0.5, null)]],
    ['meaning was not searched', [mention, ...page].map(ofWords)],
    ['ranks are fused', [mention, ...page].map(ofRanks)],
  ])('asks for no places and changes nothing where %s', async (_case, hits) => {
    expect(await withFileEvidence(hits, () => Promise.reject(new Error('asked')), {})).toBe(hits);
  });
});
