/** Two runs of an evaluation, question by question. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compareRuns, comparisonText, randomisationTest, readBaseline } from '../src/evaluation/compare-runs.js';
import { figuresOf, meanOf } from '../src/evaluation/metrics.js';
import type { RunFigures } from '../src/evaluation/run-queries.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-compare-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each question has one answer, at the rank that is given. */
function run(ranks: Readonly<Record<string, number>>, mode = 'hybrid'): RunFigures {
  const perQuery = Object.entries(ranks).map(([id, rank]) => ({
    id,
    ...figuresOf(
      [...Array.from({ length: rank - 1 }, (_, at) => `other${String(at)}`), 'answer'],
      new Map([['answer', 1]]),
    ),
  }));
  const times = { p50: 1, p95: 1 };
  return {
    collection: 'manuals',
    mode,
    scoped: false,
    queries: perQuery.length,
    ...meanOf(perQuery),
    perQuery,
    ...times,
  };
}

const before = run({ a: 1, b: 2, c: 3, d: 4, gone: 1 });
const after = run({ a: 1, b: 1, c: 1, d: 5, fresh: 1 });

test('says what got better and worse, the largest first, of the questions of both', () => {
  const found = compareRuns(after, [run({ a: 9 }, 'lexical'), before]);
  expect(found).toMatchObject({ queries: 4, wins: [{ id: 'c' }, { id: 'b' }], losses: [{ id: 'd' }] });
  expect(found?.before).toBeCloseTo((1 + 1 / Math.log2(3) + 0.5 + 1 / Math.log2(5)) / 4);
  expect(found?.after).toBeCloseTo((1 + 1 + 1 + 1 / Math.log2(6)) / 4);
  expect(comparisonText(found!)).toMatch(/^ {2}nDCG@10 \+0\.\d{3} .* 2 better, 1 worse, 1 the same, p = /);
  expect(comparisonText(compareRuns(before, [after])!)).toMatch(/^ {2}nDCG@10 -0\.\d{3} /);
});

test('nothing to compare with is no comparison', () => {
  expect(compareRuns(after, [run({ a: 1 }, 'lexical')])).toBeNull();
  expect(compareRuns(after, [run({ gone: 1 })])).toBeNull();
});

test('the randomisation test tells chance from a difference', () => {
  expect(randomisationTest([0, 0, 0])).toBe(1);
  // All of ten the same way: 2 of 1,024 exchanges are as extreme.
  expect(randomisationTest(Array<number>(10).fill(0.1))).toBeCloseTo(2 / 1_024, 2);
  expect(randomisationTest([0.1, -0.1, 0.1, -0.1])).toBe(1);
  expect(randomisationTest([0.3, 0.1, -0.2, 0.25])).toBe(randomisationTest([0.3, 0.1, -0.2, 0.25]));
});

test('reads what an evaluation printed, and nothing else', async () => {
  const file = join(folder, 'baseline.json');
  const report = { collection: 'manuals', store: 'embedded', runs: [before] };
  for (const printed of [[report], { collections: [report], calibration: {} }]) {
    await writeFile(file, JSON.stringify(printed));
    expect(compareRuns(after, await readBaseline(file))).toMatchObject({ queries: 4 });
  }
  await writeFile(file, JSON.stringify([{ collection: 'manuals', runs: [{ ndcg10: 0.5 }] }]));
  await expect(readBaseline(file)).rejects.toThrow(/is not what `mcdewey eval --json` of this release writes/);
  await expect(readBaseline(join(folder, 'absent.json'))).rejects.toThrow(/absent\.json/);
});
