/**
 * What the coverage matrix takes, beside counting the same from the chunks: a library is generated with SQL (versions × kinds
 * documents, passages that two versions share), and the matrix of all versions by kind is asked for, its first 100 rows
 * selected. Printed at each size: milliseconds of both (median) and their ratio. The matrix adds up documents, so that
 * it takes the same however many chunks there are.
 *
 * `node dist/bench/coverage.js [PASSAGES…]` into a library of its own, of `DATABASE_URL` if it is set.
 */
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { thisMachine } from '../src/caller.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { DOCUMENT_KINDS } from '../src/store/entities/document-kind.js';

const products = 50;
const versionsOfEach = 20;
/** Kinds repeat, so that a version has as many documents as one of a library with twelve kinds. */
const documentsOfEach = 12;
const rounds = 15;

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [50_000, 300_000];
const folder = await mkdtemp(join(tmpdir(), 'mcdewey-coverage-'));
const app = await createApp(
  loadConfig({ ...process.env, MCDEWEY_DATA: join(folder, 'data'), EMBEDDING_MODEL: 'hashing', DURABILITY: 'relaxed' }),
  'bench',
  createLogger('warn'),
);
const { dataSource } = app.store;

async function generateCatalogue(): Promise<void> {
  await dataSource.query(`INSERT INTO vendor (slug, name) VALUES ('maker', 'Maker')`);
  await dataSource.query(
    `INSERT INTO product (vendor_id, slug, name)
     SELECT v.id, 'product-' || n, 'Product ' || n FROM vendor v, generate_series(1, $1::int) n`,
    [products],
  );
  await dataSource.query(
    `INSERT INTO version (product_id, slug, label)
     SELECT p.id, n || '.0', n || '.0' FROM product p, generate_series(1, $1::int) n`,
    [versionsOfEach],
  );
  await dataSource.query(
    `INSERT INTO document (version_id, slug, title, kind, language, source_root, content_hash, file_count)
     SELECT v.id, 'document-' || n, 'Document', ($2::text[])[1 + n % cardinality($2::text[])], 'en', 'bench', '', 1
     FROM version v, generate_series(1, $1::int) n`,
    [documentsOfEach, DOCUMENT_KINDS],
  );
  await dataSource.query(
    `INSERT INTO document_file (document_id, position, path, name, stem, title, format, bytes, sha256)
     SELECT id, 0, 'a.md', 'a.md', 'a', 'A', 'MARKDOWN', 0, '' FROM document`,
  );
}

/** Passages of one product at a time; each is shown by two of its versions. */
async function fillUpTo(passages: number): Promise<void> {
  const [row] = await dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM passage');
  const perProduct = Math.ceil((passages - (row?.count ?? 0)) / products);
  const ids = await dataSource.query<{ id: string }[]>('SELECT id FROM product ORDER BY slug');
  for (const { id } of ids) {
    await dataSource.query(
      `WITH added AS (
         INSERT INTO passage (product_id, hash, heading_path, text, search_text, search_words, identifiers, tokens)
         SELECT $1::uuid, decode(md5($1::text || n || $3::text), 'hex'), '{}', 'text ' || n, 'text ' || n, 'text', '{}', 100
         FROM generate_series(1, $2::int) n RETURNING id),
       documents AS (
         SELECT d.id, d.version_id, f.id AS file_id, row_number() OVER (ORDER BY d.slug, v.slug) - 1 AS nth,
                count(*) OVER () AS total
         FROM document d JOIN version v ON v.id = d.version_id JOIN document_file f ON f.document_id = d.id
         WHERE v.product_id = $1::uuid)
       INSERT INTO chunk (key, version_id, document_id, file_id, passage_id, ordinal, position)
       SELECT d.id || '::' || added.id, d.version_id, d.id, d.file_id, added.id, added.id, added.id
       FROM added JOIN documents d ON d.nth IN (added.id % d.total, (added.id + 1) % d.total)`,
      [id, perProduct, String(passages)],
    );
  }
  await dataSource.query(
    `UPDATE document d SET chunk_count = c.count, passage_count = c.count, token_count = 100 * c.count
     FROM (SELECT document_id, count(*) FROM chunk GROUP BY document_id) c WHERE c.document_id = d.id`,
  );
}

const matrix = {
  name: 'Matrix',
  source: `query Matrix { coverage { total { chunkCount state } rows(first: 100) { totalCount nodes {
    heading { label } total { chunkCount } cells { state documentCount chunkCount reasons { state sentence } } } } } }`,
};

const fromChunks = `SELECT d.version_id, d.kind, count(*), count(DISTINCT c.document_id), sum(p.tokens)
  FROM chunk c JOIN document d ON d.id = c.document_id JOIN passage p ON p.id = c.passage_id GROUP BY 1, 2`;

async function median(run: () => Promise<unknown>, times: number): Promise<number> {
  const takes: number[] = [];
  for (let round = 0; round < times + 2; round += 1) {
    const started = performance.now();
    await run();
    if (round >= 2) takes.push(performance.now() - started);
  }
  return percentile(takes, 0.5);
}

try {
  await generateCatalogue();
  for (const size of sizes) {
    await fillUpTo(size);
    const counted = await median(() => app.execute(matrix, {}, { caller: thisMachine('COMMAND_LINE') }), rounds);
    const read = await median(() => dataSource.query(fromChunks), 3);
    process.stdout.write(
      `${String(size)} passages, ${String(products * versionsOfEach)} versions: matrix ${counted.toFixed(0)} ms, from chunks ${read.toFixed(0)} ms, ratio ${(counted / read).toFixed(2)}\n`,
    );
  }
} finally {
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
