/** The embedding endpoint is refused, then hangs: searches answer by words within the budget, and say so. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddingEndpoint, type EmbeddingEndpoint } from './testkit/embedding-endpoint.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { startUnsteadyProxy, type UnsteadyProxy } from './testkit/unsteady-proxy.js';

/** A search's share for the query's vector, and what the rest of it may take on a busy machine. Milliseconds. */
const budgetMs = 4_000;
/** For all else that an answer takes; less than the budget, so that who waits for that is found out. */
const restMs = 3_500;
let endpoint: EmbeddingEndpoint;
let proxy: UnsteadyProxy;
let library: TestLibrary;

beforeAll(async () => {
  endpoint = await startEmbeddingEndpoint(64);
  proxy = await startUnsteadyProxy(endpoint.url);
  library = await openTestLibrary({ EMBEDDING_URL: `${proxy.url}/v1`, EMBEDDING_MODEL: 'some-model' }, 'embedded');
  const path = await library.write('manuals', {
    'boiler/1/guide/guide.md':
      '# Boiler\n\n## Ignition\n\nIgnition needs gas and a spark.\n\n## Draining\n\nDrain it.\n',
  });
  await library.ingest(path);
});

afterAll(async () => {
  await library.close();
  await proxy.close();
  await endpoint.close();
});

interface Answer {
  readonly degraded: readonly { leg: string; reason: string; since: Date }[];
  readonly hits: { readonly nodes: readonly { chunk: { key: string } }[] };
}

let asked = 0;

/** No two ask for the same words: a vector that is known needs no endpoint. */
async function search(mode = 'HYBRID'): Promise<Answer & { ms: number }> {
  const started = performance.now();
  asked += 1;
  const { search: answer } = await library.ask<{ search: Answer }>(
    `query Search($query: String!, $mode: SearchMode) {
       search(query: $query, mode: $mode) { degraded { leg reason since } hits { nodes { chunk { key } } } }
     }`,
    { query: `ignition spark ${String(asked)}`, mode },
  );
  return { ...answer, ms: performance.now() - started };
}

describe.each(['REFUSING', 'HANGING'] as const)('while it is %s', (state) => {
  it('words are searched within the budget, then at once; the answer says which leg, why and since when', async () => {
    expect((await search()).degraded).toEqual([]);
    await proxy.become(state);
    const first = await Promise.all([search(), search(), search()]);
    for (const { ms } of first) expect(ms).toBeLessThan(budgetMs + restMs);
    const later = await search();
    expect(later.ms).toBeLessThan(restMs);
    for (const { degraded, hits } of [...first, later]) {
      expect(degraded).toEqual([
        { leg: 'VECTOR', reason: expect.stringMatching(/embedding/i), since: expect.any(Date) },
      ]);
      expect(hits.nodes[0]?.chunk.key).toBe('boiler::1::guide::guide::0');
    }
    expect(new Set([...first, later].map(({ degraded }) => degraded[0]?.since.getTime())).size).toBe(1);
  });

  it('facets are counted by words alone, and say so', async () => {
    const { search: answer } = await library.ask<{ search: { facets: unknown } }>(
      `query Facets { search(query: "spark ${state}", scope: { versions: ["1"] }) {
        facets { countedLegs isExact versions { count isSelected } } } }`,
    );
    const versions = [{ count: 1, isSelected: true }];
    expect(answer.facets).toEqual({ countedLegs: ['LEXICAL'], isExact: true, versions });
  });

  it('a search by words alone is whole, one by meaning alone is an error that may be tried again', async () => {
    expect((await search('LEXICAL')).degraded).toEqual([]);
    await expect(search('SEMANTIC')).rejects.toMatchObject({ code: expect.stringMatching(/UNAVAILABLE/) });
  });

  it('when it is back, searches are whole again', async () => {
    await proxy.become('OPEN');
    const deadline = performance.now() + 30_000;
    let answer = await search();
    while (answer.degraded.length > 0 && performance.now() < deadline) answer = await search();
    expect(answer.degraded).toEqual([]);
  });
});
