/** A library is embedded with another model: searches go on, nothing that is written meanwhile is left out, one can go back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHashingEmbedder } from '../src/embedding/hashing-embedder.js';
import type { Embedder } from '../src/embedding/embedder.js';
import { dropSpareVectors, reembed, rollBackModel, type ReembedReport } from '../src/search/vector/re-embed.js';
import { createVectorSearch } from '../src/search/vector/vector-search.js';
import { knownModels } from '../src/store/writes/embedding-models.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

const never = new AbortController().signal;
let library: TestLibrary;

/** Sections enough for several batches. */
function manual(name: string, sections: number): string {
  const parts = Array.from(
    { length: sections },
    (_, n) => `## Valve ${name} ${String(n)}\n\nTurn valve ${String(n)} of ${name} by ${String(n * 3 + 1)} degrees.\n`,
  );
  return `# Valves of ${name}\n\n## Fire\n\nQuench the ${name} crucible with argon gas.\n\n${parts.join('\n')}`;
}

beforeAll(async () => {
  library = await openTestLibrary();
  await library.ingest(
    await library.write('manuals', {
      'press/1/guide/guide.md': manual('press', 600),
      'press/2/guide/guide.md': manual('press', 620),
    }),
  );
});

afterAll(() => library.close());

interface Answer {
  readonly degraded: readonly { leg: string; reason: string }[];
  readonly hits: { readonly nodes: readonly { chunk: { key: string; text: string } }[] };
}

async function searchByMeaning(query: string): Promise<Answer> {
  const { search } = await library.ask<{ search: Answer }>(
    `query Search($query: String!) {
       search(query: $query, mode: SEMANTIC) { degraded { leg reason } hits { nodes { chunk { key text } } } }
     }`,
    { query },
  );
  return search;
}

/** Asks again until the process has noticed a swap, or that it was undone. */
async function answerWhen(degraded: boolean, query: string): Promise<Answer> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const answer = await searchByMeaning(query);
    if (answer.degraded.length > 0 === degraded || performance.now() > deadline) return answer;
  }
}

type Given = Pick<Embedder, 'model' | 'embedPassages'>;

function run(embedder: Given, signal = never): Promise<ReembedReport> {
  return reembed(library.app.store, embedder, { signal, onProgress: () => undefined });
}

/** The library's own model, and passages with and without a vector of it. */
async function vectorsHeld(): Promise<{ name: string; passages: number; vectors: number; lengths: number[] }> {
  const [row] = await library.app.store.dataSource.query<
    { name: string; passages: number; vectors: number; lengths: number[] }[]
  >(
    `SELECT m.name, (SELECT count(*)::int FROM passage) AS passages, count(v.passage_id)::int AS vectors,
            array_agg(DISTINCT vector_dims(v.embedding)) AS lengths
     FROM embedding_model m LEFT JOIN passage_vector v ON v.model_id = m.id WHERE m.active GROUP BY m.id`,
  );
  return row!;
}

const old = 'hashing-64';
const fresh = createHashingEmbedder({ dimensions: 96 });
const expectOld = async (): Promise<void> => {
  const { name, passages, vectors, lengths } = await vectorsHeld();
  expect({ name, vectors, lengths }).toEqual({ name: old, vectors: passages, lengths: [64] });
  const {
    degraded,
    hits: { nodes: hits },
  } = await answerWhen(false, 'quench the press crucible with argon gas');
  expect(degraded).toEqual([]);
  expect(hits[0]?.chunk.text).toContain('press crucible');
};

it.each<[string, Given, RegExp]>([
  [
    'fails in the middle',
    {
      model: { id: 'failing', dimensions: 96, maxTokens: 512 },
      embedPassages: (texts) =>
        texts.some((text) => text.includes('valve 310 of'))
          ? Promise.reject(new Error('out of memory'))
          : fresh.embedPassages(texts),
    },
    /out of memory/,
  ],
  [
    'says the same of everything',
    {
      model: { id: 'alike', dimensions: 3, maxTokens: 512 },
      embedPassages: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0, 0))),
    },
    /same vector/,
  ],
  [
    'gives vectors of another length than it said',
    { model: { id: 'short', dimensions: 128, maxTokens: 512 }, embedPassages: (texts) => fresh.embedPassages(texts) },
    /96 numbers.*128/,
  ],
  [
    'gives fewer vectors than texts',
    {
      model: { id: 'silent', dimensions: 96, maxTokens: 512 },
      embedPassages: () => Promise.resolve([]),
    },
    /no vector/,
  ],
])('a model that %s replaces nothing', async (_name, embedder, reason) => {
  await expect(run(embedder)).rejects.toThrow(reason);
  await expectOld();
});

it('a run that is stopped replaces nothing, and the next goes on where it ended', async () => {
  const stop = new AbortController();
  const counting: Given = {
    model: fresh.model,
    embedPassages: (texts) => {
      stop.abort(new Error('stopped'));
      return fresh.embedPassages(texts);
    },
  };
  await expect(run(counting, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  await expectOld();
  const { dataSource } = library.app.store;
  const spare = (await knownModels(dataSource)).filter(({ state }) => state !== 'ACTIVE');
  // What the runs before left was given up, since they were of other models.
  expect(spare).toMatchObject([{ name: 'hashing-96', state: 'FILLING' }]);
  const [row] = await dataSource.query<{ kept: number }[]>(
    'SELECT count(*)::int AS kept FROM passage_vector WHERE model_id = $1',
    [spare[0]?.id],
  );
  expect(row?.kept).toBeGreaterThanOrEqual(256);
  expect(row?.kept).toBeLessThan((await vectorsHeld()).passages);
});

it('searches are whole while it runs, what is written meanwhile is caught up, and then the library is of the new model', async () => {
  const before = await vectorsHeld();
  const [spare] = (await knownModels(library.app.store.dataSource)).filter(({ state }) => state === 'FILLING');
  const [kept] = await library.app.store.dataSource.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM passage_vector WHERE model_id = $1',
    [spare?.id],
  );
  const answers: Answer[] = [];
  let written = false;
  const busy: Given = {
    model: fresh.model,
    async embedPassages(texts) {
      const vectors = await fresh.embedPassages(texts);
      answers.push(await searchByMeaning('quench the press crucible with argon gas'));
      if (!written) {
        written = true;
        const path = await library.write('more', { 'lathe/1/guide/guide.md': manual('lathe', 300) });
        expect((await library.ingest(path)).counts).toMatchObject({ failed: 0, documents: 1 });
        expect((await searchByMeaning('quench the lathe crucible with argon gas')).hits.nodes[0]?.chunk.text).toContain(
          'lathe crucible',
        );
      }
      return vectors;
    },
  };
  const report = await run(busy);
  expect(answers.length).toBeGreaterThan(1);
  for (const { degraded, hits } of answers) {
    expect(degraded).toEqual([]);
    expect(hits.nodes[0]?.chunk.text).toContain('press crucible');
  }
  const after = await vectorsHeld();
  expect(after.passages).toBeGreaterThan(before.passages + 250);
  expect(after).toEqual({ name: 'hashing-96', passages: after.passages, vectors: after.passages, lengths: [96] });
  expect(report).toMatchObject({
    model: 'hashing-96',
    previous: old,
    passages: after.passages,
    embedded: after.passages - kept!.count,
  });
  const { dataSource } = library.app.store;
  const search = createVectorSearch(library.app.store, (await knownModels(dataSource))[0]!.id);
  const [hit] = await search.search({
    vector: await fresh.embedQuery('quench the lathe crucible with argon gas'),
    scope: {},
    limit: 1,
  });
  const [passage] = await dataSource.query<{ text: string }[]>('SELECT text FROM passage WHERE id = $1', [
    hit?.passageId,
  ]);
  expect(passage?.text).toContain('lathe crucible');
});

it('a process with the old model says so, searches what was kept of it, and writes nothing', async () => {
  const answer = await answerWhen(true, 'quench the press crucible with argon gas');
  expect(answer.degraded).toEqual([
    { leg: 'VECTOR', reason: expect.stringContaining('vectors are of hashing-96 now') },
  ]);
  expect(answer.hits.nodes[0]?.chunk.text).toContain('press crucible');
  const path = await library.write('late', { 'late/1/guide/guide.md': manual('late', 3) });
  await expect(library.ingest(path)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  const { passages, vectors } = await vectorsHeld();
  expect(vectors).toBe(passages);
  const documents = await library.app.store.dataSource.query<unknown[]>(
    `SELECT FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id WHERE p.slug = 'late'`,
  );
  expect(documents).toEqual([]);
});

it('goes back to the vectors that are there; what was written since is counted, and embedded by the next run of that model', async () => {
  const { dataSource } = library.app.store;
  await dataSource.query(
    `DELETE FROM passage_vector WHERE passage_id IN (SELECT max(id) FROM passage)
     AND model_id = (SELECT id FROM embedding_model WHERE NOT active)`,
  );
  const back = await rollBackModel(dataSource);
  expect(back).toMatchObject({ model: old, missing: 1 });
  expect(await run(createHashingEmbedder())).toMatchObject({ model: old, previous: 'hashing-96', embedded: 1 });
  await expectOld();
  expect(await dropSpareVectors(library.app.store)).toEqual(['hashing-96']);
  await expect(rollBackModel(dataSource)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  await expectOld();
});

it('passages that can not be read leave the old vectors where they are', async () => {
  const { dataSource, mode } = library.app.store;
  // Whoever reads passages without a vector gets nothing, as from a table that lost its rows for this reader.
  const blind = new Proxy(dataSource, {
    get(target, name: keyof typeof dataSource) {
      if (name !== 'query') return Reflect.get(target, name, target) as unknown;
      return (sql: string, parameters: unknown[]) =>
        sql.includes('p.search_text AS text') ? Promise.resolve([]) : target.query(sql, parameters);
    },
  });
  const embedder = createHashingEmbedder({ dimensions: 32 });
  const options = { signal: never, onProgress: () => undefined };
  await expect(reembed({ dataSource: blind, mode }, embedder, options)).rejects.toThrow(/could not be read/);
  await expectOld();
});
