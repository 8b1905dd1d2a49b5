/**
 * Recall and latency of the search by meaning at size, in scopes of different share, against exact scans in raw SQL.
 *
 * `node dist/bench/vectors.js 100000` fills the empty database that `DATABASE_URL` names with that many made-up
 * passages (half, 1/20, 1/500 of them in versions of their own); a database that holds them already is used as it is.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import type { IndexScope } from '../src/search/lexical/lexical-index.js';
import { createVectorMaintenance } from '../src/search/vector/centre.js';
import { createVectorSearch } from '../src/search/vector/vector-search.js';
import { openStore } from '../src/store/open-store.js';
import { ensureActiveModel } from '../src/store/writes/embedding-models.js';
import { insertVectors, vectorText } from '../src/store/writes/vectors.js';

const dimensions = 384;
const areas = 60;
const topics = 3_000;
const queries = 40;
const shares = { '1/2': 2, '1/20': 20, '1/500': 500 } as const;

/** Numerical Recipes' generator: the same library in every run. */
let state = 11;
function noise(): number {
  state = (state * 1_664_525 + 1_013_904_223) >>> 0;
  return state / 2 ** 31 - 1;
}

/** Roughly normal. */
const bell = (): number => noise() + noise() + noise();
const vectorOf = (make: (at: number) => number): Float32Array =>
  Float32Array.from({ length: dimensions }, (_, at) => make(at));

/**
 * Language models' vectors lean to one side, spread more along some directions than along others, and lie in groups of
 * groups, so that beyond the nearest of a topic there are nearer and farther others.
 */
const lean = vectorOf(bell);
const spread = vectorOf((at) => 1 / Math.sqrt(1 + at / 40));
const around = (centre: Float32Array, width: number): Float32Array =>
  vectorOf((at) => (centre[at] ?? 0) + width * bell() * (spread[at] ?? 0));
const areaCentres = Array.from({ length: areas }, () =>
  around(
    lean.map((value) => 1.2 * value),
    0.8,
  ),
);
const topicCentres = Array.from({ length: topics }, (_, at) => around(areaCentres[at % areas] ?? lean, 0.6));

function embedding(): Float32Array {
  const raw = around(topicCentres[Math.floor(((noise() + 1) / 2) * topics)] ?? lean, 0.6);
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

const size = Number(process.argv[2] ?? 0);
const config = loadConfig(process.env);
if (config.databaseUrl === undefined) throw new Error('Set DATABASE_URL to a database of its own.');
const store = await openStore(config, 'bench', createLogger('warn'));
const { dataSource } = store;

async function insertId(sql: string, parameters: unknown[]): Promise<string> {
  const [row] = await dataSource.query<{ id: string }[]>(`${sql} RETURNING id::text AS id`, parameters);
  if (row === undefined) throw new Error('nothing was inserted');
  return row.id;
}

async function addShare(productId: string, modelId: number, slug: string, many: number): Promise<void> {
  const version = await insertId('INSERT INTO version (product_id, slug, label) VALUES ($1, $2, $2)', [
    productId,
    slug,
  ]);
  const document = await insertId(
    `INSERT INTO document (version_id, slug, title, source_root, content_hash) VALUES ($1, $2, $2, 'bench', '')`,
    [version, `guide-${slug}`],
  );
  const file = await insertId(
    `INSERT INTO document_file (document_id, position, path, name, stem, title, format, bytes, sha256)
     VALUES ($1, 0, 'guide.md', 'guide.md', 'guide', 'Guide', 'MARKDOWN', 0, '')`,
    [document],
  );
  for (let done = 0; done < many; done += 1_000) {
    const count = Math.min(1_000, many - done);
    const rows = await dataSource.query<{ id: number }[]>(
      `INSERT INTO passage (product_id, hash, heading_path, text, search_text, search_words, identifiers, tokens)
       SELECT $1, sha256(($2 || n)::bytea), '{}', 'text', 'text', 'text', '{}', 100 FROM generate_series($3::int, $4::int) AS n
       RETURNING id`,
      [productId, slug, done, done + count - 1],
    );
    const ids = rows.map((row) => row.id);
    await dataSource.query(
      `INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
       SELECT 'bench::' || id, $1, $2, $3, id, id, id FROM unnest($4::int[]) AS id`,
      [version, document, file, ids],
    );
    await insertVectors(
      dataSource,
      modelId,
      ids.map((passageId) => ({ passageId, vector: embedding() })),
    );
  }
}

async function fill(modelId: number): Promise<void> {
  const vendor = await insertId('INSERT INTO vendor (slug, name) VALUES ($1, $1)', [
    `bench-${randomUUID().slice(0, 8)}`,
  ]);
  const product = await insertId('INSERT INTO product (vendor_id, slug, name) VALUES ($1, $2, $2)', [vendor, 'bench']);
  const parts = Object.entries(shares).map(([name, share]) => [name, Math.round(size / share)] as const);
  const rest = size - parts.reduce((sum, [, many]) => sum + many, 0);
  for (const [name, many] of [...parts, ['rest', rest] as const]) {
    await addShare(product, modelId, name.replace('/', '-'), many);
  }
}

async function timed<Result>(work: () => Promise<Result>, into: number[]): Promise<Result> {
  const started = performance.now();
  const result = await work();
  into.push(performance.now() - started);
  return result;
}

const modelId = await ensureActiveModel(dataSource, { id: 'bench', dimensions });
const [held] = await dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM passage_vector');
const built: number[] = [];
if (held?.count === 0) {
  await timed(() => fill(modelId), built);
  console.log(`filled in ${((built.at(-1) ?? 0) / 1_000).toFixed(0)} s`);
}
await timed(() => createVectorMaintenance(store, modelId).run(), built);
console.log(`centre and index in ${((built.at(-1) ?? 0) / 1_000).toFixed(0)} s`);

const search = createVectorSearch(store, modelId);
const versions = await dataSource.query<{ id: string; slug: string }[]>('SELECT id, slug FROM version');
const scopes: [string, IndexScope][] = [
  ['all', {}],
  ...versions.map(({ id, slug }): [string, IndexScope] => [slug.replace('-', '/'), { versionIds: [id] }]),
];

const limit = 100;
console.log('scope      passages  hits  recall@10  p50 ms  p95 ms  exact scan p50 ms  ratio');
for (const [name, scope] of scopes) {
  const [ours, raw]: [number[], number[]] = [[], []];
  let found = 0;
  let least = Infinity;
  for (let at = -3; at < queries; at += 1) {
    const vector = embedding();
    const hits = await timed(() => search.search({ vector, scope, limit }), ours);
    const exact = await timed(
      () =>
        dataSource.query<{ id: number }[]>(
          `SELECT pv.passage_id AS id FROM passage_vector pv
           WHERE $2::uuid[] IS NULL OR pv.passage_id IN (SELECT c.passage_id FROM chunk c WHERE c.version_id = ANY ($2))
           ORDER BY pv.embedding <#> $1::halfvec LIMIT ${String(limit)}`,
          [vectorText(vector), scope.versionIds ?? null],
        ),
      raw,
    );
    if (at < 0) {
      ours.length = 0;
      raw.length = 0;
      continue;
    }
    const top = new Set(hits.slice(0, 10).map((hit) => hit.passageId));
    found += exact.slice(0, 10).filter(({ id }) => top.has(id)).length;
    least = Math.min(least, hits.length);
  }
  const [count] = await dataSource.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM chunk WHERE $1::uuid[] IS NULL OR version_id = ANY ($1)',
    [scope.versionIds ?? null],
  );
  const [p50, p95, exact50] = [percentile(ours, 0.5), percentile(ours, 0.95), percentile(raw, 0.5)];
  console.log(
    [
      name.padEnd(9),
      String(count?.count ?? 0).padStart(9),
      String(least).padStart(6),
      (found / (10 * queries)).toFixed(3).padStart(11),
      p50.toFixed(1).padStart(8),
      p95.toFixed(1).padStart(8),
      exact50.toFixed(1).padStart(18),
      (p50 / exact50).toFixed(2).padStart(7),
    ].join(''),
  );
}
await store.close();
