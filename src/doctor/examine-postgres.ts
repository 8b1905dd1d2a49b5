/** Examines what Postgres holds. */
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import { migrationsOf } from '../store/queries/migrations.js';
import { correctAudiences, misplacedAudiences } from '../store/writes/audiences.js';
import { countDocuments, miscountedDocuments } from '../store/writes/document-counts.js';
import { keepTitles, mistitledDocuments } from '../store/writes/document-titles.js';
import { deleteOrphans, orphans } from '../store/writes/passages.js';
import type { Finding } from './finding.js';

async function examineMigrations(dataSource: DataSource): Promise<Finding> {
  const seen = await migrationsOf(dataSource);
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = seen.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    return {
      check: 'migrations',
      state: 'FAILED',
      detail: `The database was migrated by a newer McDewey (${unknown.join(', ')}). Start that one.`,
      figures: { unknown },
    };
  }
  return { check: 'migrations', state: 'OK', detail: `${String(seen.length)} migrations, none is missing.` };
}

async function examineExtensions(dataSource: DataSource): Promise<Finding> {
  const rows: { name: string; version: string }[] = await dataSource.query(
    `SELECT extname AS name, extversion AS version FROM pg_extension WHERE extname IN ('vector', 'pg_textsearch')`,
  );
  const listed = rows.map(({ name, version }) => `${name} ${version}`).join(', ');
  if (!rows.some(({ name }) => name === 'vector')) {
    return { check: 'extensions', state: 'FAILED', detail: 'pgvector is missing. Install it on the server.' };
  }
  return { check: 'extensions', state: 'OK', detail: `${listed}.` };
}

interface ModelRow {
  readonly name: string;
  readonly dimensions: number;
  readonly passages: number;
  readonly embedded: number;
  readonly odd: number;
}

async function examineVectors(dataSource: DataSource): Promise<Finding> {
  const [model]: ModelRow[] = await dataSource.query(
    `SELECT m.name, m.dimensions, (SELECT count(*)::int FROM passage) AS passages,
            (SELECT count(*)::int FROM passage_vector v WHERE v.model_id = m.id) AS embedded,
            (SELECT count(*)::int FROM passage_vector v
             WHERE v.model_id = m.id AND vector_dims(v.embedding) <> m.dimensions) AS odd
     FROM embedding_model m WHERE m.active`,
  );
  if (model === undefined) return { check: 'vectors', state: 'FAILED', detail: 'No embedding model is active.' };
  const { name, dimensions, passages, embedded, odd } = model;
  const figures = { model: name, dimensions, passages, embedded, odd };
  const missing = passages - embedded;
  if (missing > 0 || odd > 0) {
    const detail = `${String(missing)} of ${String(passages)} passages have no vector of ${name}, ${String(odd)} one of another length; they are found by words only. Run \`mcdewey reindex --embeddings\`.`;
    return { check: 'vectors', state: 'FAILED', detail, figures };
  }
  return {
    check: 'vectors',
    state: 'OK',
    detail: `${String(embedded)} passages, each with a vector of ${name} (${String(dimensions)} dimensions).`,
    figures,
  };
}

async function examineOrphans(dataSource: DataSource, repair: boolean): Promise<Finding> {
  const ids = await orphans(dataSource);
  if (ids.length === 0) return { check: 'orphans', state: 'OK', detail: 'Every passage is shown by a chunk.' };
  const figures = { orphans: ids.length };
  const found = `${String(ids.length)} passages are shown by no chunk`;
  if (!repair) return { check: 'orphans', state: 'WARNING', detail: `${found}; --repair deletes them.`, figures };
  await dataSource.transaction((manager) => deleteOrphans(manager, ids));
  return { check: 'orphans', state: 'REPAIRED', detail: `${found} and were deleted.`, figures };
}

/** Documents that are looked at again in one statement: everybody else waits meanwhile. */
const documentsAtOnce = 50;

async function examineCounts(dataSource: DataSource, repair: boolean): Promise<Finding> {
  const ids = await miscountedDocuments(dataSource);
  if (ids.length === 0) return { check: 'counts', state: 'OK', detail: 'The counts of every document are right.' };
  const figures = { miscounted: ids.length };
  const found = `${String(ids.length)} documents have wrong counts, so coverage reports are wrong`;
  if (!repair) return { check: 'counts', state: 'WARNING', detail: `${found}; --repair counts them again.`, figures };
  for (let at = 0; at < ids.length; at += documentsAtOnce) {
    await countDocuments(dataSource, ids.slice(at, at + documentsAtOnce));
  }
  return {
    check: 'counts',
    state: 'REPAIRED',
    detail: `${String(ids.length)} documents had wrong counts and were counted again.`,
    figures,
  };
}

async function examineTitles(dataSource: DataSource, repair: boolean): Promise<Finding> {
  const ids = await mistitledDocuments(dataSource);
  if (ids.length === 0) return { check: 'titles', state: 'OK', detail: 'What texts state for titles is known.' };
  const figures = { mistitled: ids.length };
  const found = `Of ${String(ids.length)} documents it is not known what their texts state for titles, so filters by it are wrong`;
  if (!repair) return { check: 'titles', state: 'WARNING', detail: `${found}; --repair reads them again.`, figures };
  for (let at = 0; at < ids.length; at += documentsAtOnce) {
    await keepTitles(dataSource, ids.slice(at, at + documentsAtOnce));
  }
  return {
    check: 'titles',
    state: 'REPAIRED',
    detail: `What the texts of ${String(ids.length)} documents state for titles was read again.`,
    figures,
  };
}

async function examineAudiences(dataSource: DataSource, repair: boolean): Promise<Finding> {
  const misplaced = await misplacedAudiences(dataSource);
  if (misplaced === 0) {
    return { check: 'audiences', state: 'OK', detail: 'Everything is for those whom curators decided on.' };
  }
  const figures = { misplaced };
  const found = `${String(misplaced)} vendors, products, versions and documents are kept for others than curators decided on`;
  if (!repair) return { check: 'audiences', state: 'FAILED', detail: `${found}; --repair puts that right.`, figures };
  await dataSource.transaction((manager) => correctAudiences(manager));
  return { check: 'audiences', state: 'REPAIRED', detail: `${found}; that was put right.`, figures };
}

export async function examinePostgres(dataSource: DataSource, repair: boolean): Promise<Finding[]> {
  return [
    await examineMigrations(dataSource),
    await examineExtensions(dataSource),
    await examineVectors(dataSource),
    await examineOrphans(dataSource, repair),
    await examineCounts(dataSource, repair),
    await examineTitles(dataSource, repair),
    await examineAudiences(dataSource, repair),
  ];
}
