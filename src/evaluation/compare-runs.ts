/** What changed between two runs of the same questions, and whether it may be chance. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { BadInputError } from '../errors.js';
import type { RunFigures } from './run-queries.js';

const baselineRun = z.object({
  collection: z.string(),
  mode: z.string(),
  scoped: z.boolean(),
  perQuery: z.array(z.object({ id: z.string(), ndcg10: z.number() })),
});
const baselineReports = z.array(z.object({ runs: z.array(baselineRun) }));
/** As `mcdewey eval --json` prints it. */
const baseline = z.union([
  baselineReports,
  z.object({ collections: baselineReports }).transform((all) => all.collections),
]);

/** What of a run is compared. */
export interface BaselineRun {
  readonly collection: string;
  readonly mode: string;
  readonly scoped: boolean;
  readonly perQuery: readonly { readonly id: string; readonly ndcg10: number }[];
}

/** nDCG@10 of one question. */
export interface QueryChange {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

export interface RunComparison {
  readonly collection: string;
  readonly mode: string;
  readonly scoped: boolean;
  /** Questions of both runs. */
  readonly queries: number;
  /** Means of nDCG@10 over them. */
  readonly before: number;
  readonly after: number;
  /** Questions that are answered better; the largest difference first. */
  readonly wins: readonly QueryChange[];
  readonly losses: readonly QueryChange[];
  /** Chance of a difference as large between two runs that are alike. */
  readonly p: number;
}

/** Exchanges of the two runs that are tried. */
const trials = 10_000;
/** Smaller differences are rounding. */
const equal = 1e-9;

/** Mulberry32: the same numbers every time, so that a comparison says the same twice. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Fisher's paired randomisation test, two-sided, as recommended for search runs (Smucker, Allan and Carterette, 2007): how
 * often a mean difference as large comes about when it is chance which of the two runs an outcome belongs to. From 0 to 1;
 * 1 without differences.
 */
export function randomisationTest(differences: readonly number[]): number {
  const random = createRandom(differences.length);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  let asLarge = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const sum = differences.reduce((total, difference) => total + (random() < 0.5 ? difference : -difference), 0);
    if (Math.abs(sum) >= observed - equal) asLarge += 1;
  }
  return (asLarge + 1) / (trials + 1);
}

/** Null when the baseline holds no such run, or none of its questions. */
export function compareRuns(run: RunFigures, runs: readonly BaselineRun[]): RunComparison | null {
  const { collection, mode, scoped } = run;
  const other = runs.find((one) => one.collection === collection && one.mode === mode && one.scoped === scoped);
  const known = new Map(other?.perQuery.map(({ id, ndcg10 }) => [id, ndcg10]));
  const changes = run.perQuery.flatMap(({ id, ndcg10: after }): QueryChange[] => {
    const before = known.get(id);
    return before === undefined ? [] : [{ id, before, after }];
  });
  if (changes.length === 0) return null;
  const mean = (side: 'before' | 'after'): number =>
    changes.reduce((sum, change) => sum + change[side], 0) / changes.length;
  const largestFirst = changes.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
  return {
    collection,
    mode,
    scoped,
    queries: changes.length,
    before: mean('before'),
    after: mean('after'),
    wins: largestFirst.filter(({ before, after }) => after - before > equal),
    losses: largestFirst.filter(({ before, after }) => before - after > equal),
    p: randomisationTest(changes.map(({ before, after }) => after - before)),
  };
}

/** @throws BadInputError when the file is none that `mcdewey eval --json` wrote. */
export async function readBaseline(file: string): Promise<readonly BaselineRun[]> {
  try {
    return baseline.parse(JSON.parse(await readFile(file, 'utf8'))).flatMap(({ runs }) => runs);
  } catch (cause) {
    throw new BadInputError(
      `${file} is not what \`mcdewey eval --json\` of this release writes; write one with the program to compare with.`,
      { file },
      { cause },
    );
  }
}

const shown = 5;

/** For people, a few lines. */
export function comparisonText({ before, after, wins, losses, queries, p }: RunComparison): string {
  const change = (after - before).toFixed(3).replace(/^(?!-)/, '+');
  const listed = (name: string, changes: readonly QueryChange[]): string[] =>
    changes.slice(0, shown).map((one) => `    ${name} ${one.before.toFixed(3)} → ${one.after.toFixed(3)}  ${one.id}`);
  return [
    `  nDCG@10 ${change} (${before.toFixed(3)} → ${after.toFixed(3)}): ${String(wins.length)} better, ` +
      `${String(losses.length)} worse, ${String(queries - wins.length - losses.length)} the same, p = ${p.toFixed(3)}`,
    ...listed('better', wins),
    ...listed('worse ', losses),
  ].join('\n');
}
