/** Whether hits are about what was asked, and how the threshold that says so is measured. */
import { describe, expect, test } from '@jest/globals';
import { areaUnderCurve, calibrationOf } from '../src/evaluation/calibration.js';
import { coverageOf, relevanceOf } from '../src/search/relevance.js';
import { parseQuery } from '../src/search/query.js';
import type { FusedHit } from '../src/search/fusion.js';
import { askedTerms } from '../src/search/terms/asked-terms.js';
import { frequenciesIn } from '../src/search/terms/word-frequencies.js';

const hit = (cosine: number | null, lift?: number): FusedHit => ({
  passageId: 1,
  score: 1,
  explain: {
    lexical: null,
    vector: cosine === null ? null : { rank: 1, score: cosine, normalised: 1, weight: 1 },
    exact: lift === undefined ? null : { name: 'x', as: 'HEADING', lift },
    fusion: 'WEIGHTED',
  },
});

describe('terms of a query', () => {
  const kinds = (query: string): string[] => askedTerms(parseQuery(query)).map(({ kind, text }) => `${kind} ${text}`);

  test.each([
    ['How do I set `session.idle_timeout`?', ['WORD set', 'IDENTIFIER session.idle_timeout']],
    ['please explain "bare metal" (E_LOCK_17)', ['WORD bare', 'WORD metal', 'IDENTIFIER E_LOCK_17']],
    ['short-term YouTube -docker', ['WORD short', 'WORD term', 'WORD YouTube']],
    ['idle in v2 or 9.18, 300 times', ['WORD idle', 'WORD times']],
    ['error 40017 1.3.6.1.4', ['WORD error', 'IDENTIFIER 40017', 'IDENTIFIER 1.3.6.1.4']],
    ['what is it?', []],
  ])('%s', (query, expected) => {
    expect(kinds(query)).toEqual(expected);
  });
});

describe('coverage', () => {
  const texts = [...Array<string>(98).fill('the gate is open'), 'a turnstile', 'turnstiles'];
  const frequencies = frequenciesIn(texts.map((words) => ({ productId: 'gate', words })));
  const [gate, turnstile] = askedTerms(parseQuery('gates turnstile'));

  test('counts inflections and spellings as one word', () => {
    expect(frequencies.sampled).toBe(100);
    expect(frequencies.holders('gates')).toBe(98);
    expect(frequencies.holders('gate zebra')).toBe(0);
  });

  test('is the largest share of one hit, rare words counting more', () => {
    const terms = [gate!, turnstile!];
    const common = coverageOf(terms, [[gate!], []], frequencies)!;
    const rare = coverageOf(terms, [[gate!], [turnstile!]], frequencies)!;
    expect(common).toBeGreaterThan(0);
    expect(common).toBeLessThan(0.05);
    expect(rare).toBeGreaterThan(0.95);
    expect(common + rare).toBeCloseTo(1);
    // Of 100 passages, 98 hold the one word and 1 the other (what is stored are stems, and `turnstiles` is none): weights of
    // Robertson and Spärck Jones, as BM25 has them.
    const [weight, weightOfRare] = [Math.log(1 + 2.5 / 98.5), Math.log(1 + 99.5 / 1.5)];
    expect(common).toBeCloseTo(weight / (weight + weightOfRare), 10);
    expect(coverageOf(terms, [terms], frequencies)).toBe(1);
    expect(coverageOf(terms, [], frequencies)).toBe(0);
    expect(coverageOf([], [[]], frequencies)).toBeNull();
  });
});

describe('the verdict', () => {
  const evidence = { hits: [hit(0.7), hit(0.8)], coverage: 0.5, noneHeld: false, isChosen: false, threshold: 0.87 };

  test('compares best cosine and coverage with the threshold', () => {
    expect(relevanceOf(evidence)).toMatchObject({ verdict: 'RELEVANT', cosine: 0.8, coverage: 0.5, threshold: 0.87 });
    expect(relevanceOf(evidence).score).toBeCloseTo(0.875);
    expect(relevanceOf({ ...evidence, coverage: 0.4 }).verdict).toBe('NOTHING_RELEVANT');
    expect(relevanceOf({ ...evidence, coverage: null }).verdict).toBe('NOTHING_RELEVANT');
  });

  test.each([
    ['without a threshold nothing is judged', { threshold: null }, 'UNJUDGED'],
    ['but what holds no word of the query', { threshold: null, noneHeld: true }, 'NOTHING_RELEVANT'],
    ['a cosine above the threshold needs no words', { hits: [hit(0.9)], coverage: 0, noneHeld: true }, 'RELEVANT'],
    ['as much as the threshold is enough', { hits: [hit(0.75)], coverage: 0, threshold: 0.75 }, 'RELEVANT'],
    ['what a curator chose is relevant', { hits: [], isChosen: true }, 'RELEVANT'],
    ['by words alone nothing is judged', { hits: [hit(null)] }, 'UNJUDGED'],
    ['no hits', { hits: [] }, 'NOTHING_RELEVANT'],
    ['a definition of all that was asked', { hits: [hit(0.1), hit(0.1, 1)] }, 'RELEVANT'],
    ['a definition of a part of it', { hits: [hit(0.1, 0.3)] }, 'NOTHING_RELEVANT'],
  ])('%s', (_case, other, verdict) => {
    expect(relevanceOf({ ...evidence, ...other }).verdict).toBe(verdict);
  });
});

describe('a calibration', () => {
  test('area under the curve', () => {
    expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
    expect(areaUnderCurve([1, 3], [2, 2])).toBe(0.5);
    expect(areaUnderCurve([2], [2])).toBe(0.5);
  });

  test('keeps 98 % of the answerable questions', () => {
    const answerable = Array.from({ length: 100 }, (_, at) => ({
      isAnswerable: true,
      score: 0.9 + at / 1_000,
      cosine: 0.8,
    }));
    const others = Array.from({ length: 40 }, (_, at) => ({
      isAnswerable: false,
      score: at < 30 ? 0.5 : 0.95,
      cosine: 0.8,
    }));
    const calibration = calibrationOf([...answerable, ...others])!;
    expect(calibration).toMatchObject({ answerable: 100, unanswerable: 40, threshold: 0.902, aucOfCosine: 0.5 });
    expect(calibration.kept).toBeGreaterThanOrEqual(0.96);
    expect(calibration.refused).toBeCloseTo(0.75);
    expect(calibrationOf(answerable)).toBeNull();
  });

  test('is never above the question that it comes from', () => {
    const answerable = Array.from({ length: 10 }, () => ({ isAnswerable: true, score: 0.8879, cosine: 0.8 }));
    const others = [{ isAnswerable: false, score: 0.5, cosine: 0.8 }];
    expect(calibrationOf([...answerable, ...others])?.threshold).toBe(0.887);
  });
});
