/**
 * How a library behaves as it grows: a folder is read again and again as new versions, every eighth of its longer words
 * replaced in each, until there are as many passages as asked for. At each size: chunks per second since the size before,
 * and what a search takes, by words, by meaning and by both. The vectors are hashed words (384 dimensions), served over
 * HTTP in the way of a real embedding server, so that storing and searching them is measured and no model is.
 *
 * `node dist/bench/growth.js FOLDER [PASSAGES…]` into the library of `DATABASE_URL` and `ELASTICSEARCH_URL`, or else of
 * `MCDEWEY_DATA`, which should be empty or what an earlier run left.
 */
import 'reflect-metadata';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { createHashingEmbedder } from '../src/embedding/hashing-embedder.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';

const searches = 150;
/** The address is a part of the model's name, which a library keeps. */
const endpointPort = 41_384;
const modes = ['LEXICAL', 'SEMANTIC', 'HYBRID'] as const;
const search = {
  name: 'Growth',
  source:
    'query Growth($query: String!, $mode: SearchMode) { search(query: $query, mode: $mode) { hits { nodes { chunk { key text version { label } } } } } }',
};

const [folder, ...given] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder of Markdown files.');
const sizes = given.length > 0 ? given.map(Number) : [10_000, 100_000, 300_000];

const endpoint = createServer((request, response) => {
  void (async () => {
    const { input, model } = JSON.parse(await text(request)) as { input: string[]; model: string };
    const vectors = await createHashingEmbedder({ dimensions: 384 }).embedPassages(input);
    const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: [...vector] }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data, model }));
  })();
});
await new Promise<void>((resolve) => endpoint.listen(endpointPort, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${String(endpointPort)}/v1`;

/** FNV-1a: the same words are replaced by the same words in every run. */
function hash(word: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) state = Math.imul(state ^ word.charCodeAt(at), 0x01000193);
  return state >>> 0;
}

const longer = /\b[a-z]{5,}\b/g;
const names = (await readdir(folder, { recursive: true })).filter((name) => /\.mdx?$/.test(name)).sort();
const files = await Promise.all(
  names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
);
const vocabulary = [...new Set(files.flatMap((file) => file.text.match(longer) ?? []))];

async function writeVersion(to: string, round: number): Promise<void> {
  const changed = (word: string): string => {
    const drawn = hash(`${String(round)} ${word}`);
    return drawn % 8 === 0 ? (vocabulary[drawn % vocabulary.length] ?? word) : word;
  };
  for (const file of files) {
    const path = join(to, file.name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text.replace(longer, changed));
  }
}

const scratch = await mkdtemp(join(tmpdir(), 'mcdewey-growth-'));
const app = await createApp(
  loadConfig({ ...process.env, EMBEDDING_URL: url, EMBEDDING_MODEL: 'hashed' }),
  'bench',
  createLogger('warn'),
);
const { dataSource } = app.store;

async function count(table: string): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? 0;
}

async function measure(mode: (typeof modes)[number], salt: string): Promise<string> {
  const queries = await dataSource.query<{ query: string }[]>(
    `SELECT array_to_string(heading_path[cardinality(heading_path) - 1:], ' ') AS query FROM passage
     WHERE cardinality(heading_path) > 0 ORDER BY md5(id::text || $1) LIMIT $2`,
    [salt, searches + 10],
  );
  const takes: number[] = [];
  for (const [at, { query }] of queries.entries()) {
    const started = performance.now();
    await app.execute(search, { query: query.slice(0, 200), mode });
    if (at >= 10) takes.push(performance.now() - started);
  }
  return `${percentile(takes, 0.5).toFixed(1)} / ${percentile(takes, 0.95).toFixed(1)}`;
}

console.log('passages   chunks  files   chunks/s   p50 / p95 ms by words    by meaning      by both');
let round = await count('version');
for (const size of sizes) {
  const before = await count('chunk');
  const started = performance.now();
  while ((await count('passage')) < size) {
    round += 1;
    const location = join(scratch, `v${String(round)}`);
    await writeVersion(location, round);
    await app.ingest.run({
      kind: 'FOLDER',
      location,
      options: { vendor: 'Growth', product: 'growth', version: `1.${String(round)}` },
    });
    await rm(location, { recursive: true });
  }
  const seconds = (performance.now() - started) / 1_000;
  const sync = await app.elasticsearch?.sync.drain(600_000);
  if (sync !== undefined && sync.waiting > 0) throw new Error('Elasticsearch did not catch up.');
  await dataSource.query('VACUUM (ANALYZE)');
  const chunks = await count('chunk');
  const takes: string[] = [];
  for (const mode of modes) takes.push(await measure(mode, `${mode}${String(size)}`));
  const cells = [await count('passage'), chunks, await count('document_file'), Math.round((chunks - before) / seconds)];
  console.log([...cells.map((cell) => String(cell).padStart(8)), ...takes.map((take) => take.padStart(16))].join(' '));
}
await app.close();
await rm(scratch, { recursive: true, force: true });
endpoint.close();
endpoint.closeAllConnections();
