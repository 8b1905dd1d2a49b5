/** Elasticsearch is refused, then hangs: searches answer and say so, nothing that is written meanwhile is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outboxLag } from '../src/store/queries/outbox-lag.js';
import { heldPassages, publishedPassages } from './testkit/elasticsearch-library.js';
import { elasticsearchUrl, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { startUnsteadyProxy, type UnsteadyProxy } from './testkit/unsteady-proxy.js';

/** How long it stays away at least; longer by hand, for the figures: `MCDEWEY_AWAY_SECONDS=60`. */
const awayMs = Number(process.env['MCDEWEY_AWAY_SECONDS'] ?? 0) * 1_000;
const prefix = scratchPrefix();
let proxy: UnsteadyProxy;
let library: TestLibrary;
let over: AbortController;
let syncing: Promise<void>;

const manual = (n: number): string =>
  `# Pump ${String(n)}\n\n## Priming\n\nPrime pump ${String(n)} before the first start; error \`E_PUMP_${String(n)}\` means that it ran dry.\n`;

beforeAll(async () => {
  proxy = await startUnsteadyProxy(elasticsearchUrl());
  library = await openTestLibrary({ ELASTICSEARCH_URL: proxy.url, ELASTICSEARCH_PREFIX: prefix }, 'server');
  const path = await library.write(
    'manuals',
    Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`pump/1/guide-${String(n)}/guide.md`, manual(n)])),
  );
  await library.ingest(path, { vendor: 'Acme' });
  const { sync } = library.app.elasticsearch!;
  expect((await sync.drain(30_000)).waiting).toBe(0);
  over = new AbortController();
  syncing = sync.run(over.signal);
});

afterAll(async () => {
  over.abort();
  await syncing;
  await library.close();
  await proxy.close();
  await removeIndexes(elasticsearchUrl(), prefix);
});

interface Answer {
  readonly degraded: readonly { leg: string; reason: string; since: Date }[];
  readonly hits: { readonly nodes: readonly { chunk: { key: string } }[] };
}

async function search(words: string): Promise<Answer & { ms: number }> {
  const started = performance.now();
  const { search: answer } = await library.ask<{ search: Answer }>(
    'query Search($words: String!) { search(query: $words) { degraded { leg reason since } hits(first: 5) { nodes { chunk { key } } } } }',
    { words },
  );
  return { ...answer, ms: performance.now() - started };
}

async function searches(count: number, atLeastMs = 0): Promise<(Answer & { ms: number })[]> {
  const answers = [];
  const started = performance.now();
  for (let n = 0; n < count || performance.now() - started < atLeastMs; n += 1) {
    answers.push(await search(`E_PUMP_${String(n % 20)}`));
  }
  return answers;
}

/** Figures of a run by hand. */
function tell(line: string): void {
  if (awayMs > 0) process.stderr.write(`${line}\n`);
}

/** Asks again until it is so; a minute is what it may take. */
async function until(so: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await so())) {
    if (performance.now() > deadline) throw new Error('it is not so after a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function p95(answers: readonly { ms: number }[]): number {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

async function facets(): Promise<unknown> {
  const { search: answer } = await library.ask<{ search: { facets: unknown } }>(
    `query Facets { search(query: "dry -valve", mode: LEXICAL, scope: { versions: ["1"] }) {
      facets { countedLegs isExact versions { count isSelected version { label } } documents { count } } } }`,
  );
  return answer.facets;
}

describe.each(['REFUSING', 'HANGING'] as const)('while it is %s', (state) => {
  const addition = `addition-${state.toLowerCase()}`;

  it('every search answers in time, finds identifiers, and says since when and why', async () => {
    expect((await search('E_PUMP_1')).degraded).toEqual([]);
    await proxy.become(state);
    const first = await searches(6);
    expect(p95(first)).toBeLessThan(1_500);
    const later = await searches(60, awayMs);
    tell(
      `${state}: ${String(first.length)} searches at first, p95 ${p95(first).toFixed(0)} ms; ${String(later.length)} later, p95 ${p95(later).toFixed(0)} ms`,
    );
    expect(p95(later)).toBeLessThan(300);
    for (const [n, { degraded, hits }] of [...first, ...later].entries()) {
      expect(degraded).toEqual([
        { leg: 'LEXICAL', reason: expect.stringContaining('Elasticsearch'), since: expect.any(Date) },
      ]);
      const at = n < first.length ? n : n - first.length;
      expect(hits.nodes[0]?.chunk.key).toBe(`pump::1::guide-${String(at % 20)}::guide::0`);
    }
    expect(new Set([...first, ...later].map(({ degraded }) => degraded[0]?.since.getTime())).size).toBe(1);
  });

  it('facets count what they count otherwise', async () => {
    expect(await facets()).toMatchObject({
      countedLegs: ['LEXICAL'],
      isExact: true,
      versions: expect.arrayContaining([{ count: 20, isSelected: true, version: { label: '1' } }]) as unknown,
      documents: Array.from({ length: 20 }, () => ({ count: 1 })),
    });
  });

  it('an ingest succeeds, and what it wrote is found at once', async () => {
    const path = await library.write(addition, {
      [`pump/2/${addition}/guide.md`]: manual(state === 'HANGING' ? 98 : 99),
    });
    const { counts } = await library.ingest(path, { vendor: 'Acme' });
    expect(counts).toMatchObject({ failed: 0, documents: 1 });
    const {
      hits: { nodes: hits },
    } = await search(`E_PUMP_${state === 'HANGING' ? '98' : '99'}`);
    expect(hits[0]?.chunk.key).toContain(addition);
  });

  it('when it is back, it catches up and answers again', async () => {
    await proxy.become('OPEN');
    const back = performance.now();
    await until(async () => (await outboxLag(library.app.store.dataSource)).waiting === 0);
    tell(`${state}: the outbox was empty ${(performance.now() - back).toFixed(0)} ms after the return`);
    expect(await heldPassages(elasticsearchUrl(), prefix)).toEqual(
      await publishedPassages(library.app.store.dataSource),
    );
    await until(async () => (await search('E_PUMP_1')).degraded.length === 0);
  });
});
