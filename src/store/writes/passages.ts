/** Passages are content-addressed within a product: the same headings and text are one row, whatever the version. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../queryable.js';

export interface NewPassage {
  /** SHA-256 of heading path and text, hex. */
  readonly hash: string;
  readonly headingPath: readonly string[];
  readonly text: string;
  /** Product, headings and text: what is embedded. */
  readonly searchText: string;
  /** Its words, as every ranking by words counts them. */
  readonly searchWords: string;
  readonly identifiers: readonly string[];
  /** Keys of what it defines, as `definitionKeys` makes them. */
  readonly defines: readonly string[];
  readonly tokens: number;
}

/**
 * A passage for each wanted hash, looked up one by one. Of a plain join the planner, which has no figures of a young library,
 * believes that few passages belong to a product: it then reads all of them for every document.
 */
const wantedPassages = `FROM unnest($2::text[]) AS wanted (hash)
     CROSS JOIN LATERAL (SELECT id FROM passage WHERE product_id = $1 AND hash = decode(wanted.hash, 'hex') LIMIT 1) p`;

/** Ids by hash of the passages that the product holds already, with a vector of the model. */
export async function embeddedPassages(
  manager: EntityManager,
  modelId: number,
  productId: string,
  hashes: readonly string[],
): Promise<Map<string, number>> {
  const rows: { hash: string; id: number }[] = await manager.query(
    `SELECT wanted.hash, p.id ${wantedPassages}
     CROSS JOIN LATERAL (SELECT FROM passage_vector WHERE passage_id = p.id AND model_id = $3 LIMIT 1) v`,
    [productId, [...new Set(hashes)], modelId],
  );
  return new Map(rows.map((row) => [row.hash, row.id]));
}

export interface EnsuredPassages {
  /** By hash. */
  readonly ids: ReadonlyMap<string, number>;
  /** How many were not there before. */
  readonly inserted: number;
}

/**
 * Inserts passages that are not there yet and gives the ids of all.
 * Rows are locked in hash order, so that two writers of the same text wait for each other instead of deadlocking.
 */
export async function ensurePassages(
  manager: EntityManager,
  productId: string,
  passages: readonly NewPassage[],
): Promise<EnsuredPassages> {
  const unique = [...new Map(passages.map((passage) => [passage.hash, passage])).values()];
  const sorted = unique.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const ids = new Map<string, number>();
  const addKnown = async (): Promise<NewPassage[]> => {
    const missing = sorted.filter(({ hash }) => !ids.has(hash));
    for (const row of await idsOf(manager, productId, missing)) ids.set(row.hash, row.id);
    return sorted.filter(({ hash }) => !ids.has(hash));
  };
  const missing = await addKnown();
  if (missing.length === 0) return { ids, inserted: 0 };
  const inserted: { hash: string; id: number }[] = await manager.query(
    `INSERT INTO passage (product_id, hash, heading_path, text, search_text, search_words, identifiers, defines, tokens)
     SELECT $1, decode(x.hash, 'hex'), ARRAY(SELECT jsonb_array_elements_text(x."headingPath")), x.text, x."searchText", x."searchWords",
            ARRAY(SELECT jsonb_array_elements_text(x.identifiers)), ARRAY(SELECT jsonb_array_elements_text(x.defines)), x.tokens
     FROM jsonb_to_recordset($2::jsonb) AS x
       (hash text, "headingPath" jsonb, text text, "searchText" text, "searchWords" text, identifiers jsonb, defines jsonb, tokens int)
     ON CONFLICT (product_id, hash) DO NOTHING
     RETURNING encode(hash, 'hex') AS hash, id`,
    [productId, JSON.stringify(missing)],
  );
  for (const row of inserted) ids.set(row.hash, row.id);
  // Another writer was faster.
  if (inserted.length < missing.length) await addKnown();
  return { ids, inserted: inserted.length };
}

async function idsOf(
  manager: EntityManager,
  productId: string,
  passages: readonly NewPassage[],
): Promise<{ hash: string; id: number }[]> {
  if (passages.length === 0) return [];
  return manager.query(`SELECT wanted.hash, p.id ${wantedPassages}`, [
    productId,
    passages.map((passage) => passage.hash),
  ]);
}

/**
 * Deletes those of the passages that no chunk shows any more; their vectors go with them. Rows are locked by id, the order
 * in which the sync of search indexes locks them too.
 */
export async function deleteOrphans(manager: EntityManager, passageIds: readonly number[]): Promise<void> {
  if (passageIds.length === 0) return;
  await manager.query(
    `WITH orphan AS MATERIALIZED (
       SELECT p.id FROM passage p
       WHERE p.id = ANY ($1::int[]) AND NOT EXISTS (SELECT FROM chunk c WHERE c.passage_id = p.id)
       ORDER BY p.id FOR UPDATE)
     DELETE FROM passage WHERE id IN (SELECT id FROM orphan)`,
    [passageIds],
  );
}

/**
 * Deletes every passage that no chunk shows, unless a job is under way: its documents may count on passages that are
 * there, with their vectors, ahead of the chunks.
 */
export async function deleteAllOrphans(dataSource: DataSource): Promise<void> {
  const running: unknown[] = await dataSource.query(`SELECT FROM job WHERE state = 'RUNNING' LIMIT 1`);
  if (running.length > 0) return;
  const ids = await orphans(dataSource);
  await dataSource.transaction((manager) => deleteOrphans(manager, ids));
}

/** Passages that no chunk shows. */
export async function orphans(db: Queryable): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    'SELECT p.id FROM passage p WHERE NOT EXISTS (SELECT FROM chunk c WHERE c.passage_id = p.id) ORDER BY p.id',
  );
  return rows.map(({ id }) => id);
}
