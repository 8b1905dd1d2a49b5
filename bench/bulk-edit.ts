/**
 * What an edit of many documents takes: preview, the edit itself, and taking it back, of documents that are made for it
 * beside what the library holds and removed afterwards.
 *
 * `node dist/bench/bulk-edit.js [DOCUMENTS]` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { createApp } from '../src/app.js';
import { thisMachine } from '../src/caller.js';
import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logger.js';

const documents = Number(process.argv[2] ?? 10_000);
const rounds = 3;
const product = 'bulk-edit-bench';

const app = await createApp(loadConfig(process.env), 'bench', createLogger('error'));
const { dataSource } = app.store;
const caller = thisMachine('COMMAND_LINE');

const remove = async (): Promise<void> => {
  await dataSource.query(
    `DELETE FROM document WHERE version_id IN (
       SELECT v.id FROM version v JOIN product p ON p.id = v.product_id WHERE p.slug = $1)`,
    [product],
  );
  await dataSource.query(`DELETE FROM version WHERE product_id IN (SELECT id FROM product WHERE slug = $1)`, [product]);
  await dataSource.query(`DELETE FROM product WHERE slug = $1`, [product]);
  await dataSource.query(`DELETE FROM vendor WHERE slug = $1`, [product]);
  await dataSource.query(`DELETE FROM curation_change WHERE subject_path LIKE $1 || '/%'`, [product]);
  await dataSource.query(
    `DELETE FROM curation_bulk b WHERE note = $1 AND NOT EXISTS (SELECT FROM curation_change c WHERE c.bulk_id = b.id)`,
    [product],
  );
};

await remove();
await dataSource.query(
  `WITH maker AS (INSERT INTO vendor (slug, name) VALUES ($1, $1) RETURNING id),
        made AS (INSERT INTO product (vendor_id, slug, name) SELECT id, $1, $1 FROM maker RETURNING id),
        released AS (INSERT INTO version (product_id, slug, label) SELECT id, '1', '1' FROM made RETURNING id)
   INSERT INTO document (version_id, slug, title, kind, state, source_root, content_hash)
   SELECT id, 'part-' || n, 'Part ' || n, 'GUIDE', 'PUBLISHED', 'bench', '' FROM released, generate_series(1, $2::int) AS n`,
  [product, documents],
);

async function seconds<Data>(name: string, work: Promise<Data>): Promise<{ data: Data; text: string }> {
  const begun = performance.now();
  const data = await work;
  return { data, text: `${name} ${((performance.now() - begun) / 1_000).toFixed(2)} s` };
}

const ask = <Data>(source: string, variables: Readonly<Record<string, unknown>>): Promise<Data> =>
  app.execute<Data>({ name: /mutation (\w+)/.exec(source)?.[1] ?? '', source }, variables, { caller });

try {
  for (let round = 0; round < rounds; round += 1) {
    const set = { title: `Title ${String(round)}`, kind: 'ADMIN_GUIDE', licence: 'MIT' };
    const input = { filter: { products: [product] }, set, note: product };
    const preview = await seconds(
      'preview',
      ask<{ previewBulkEdit: { preview: { token: string; changing: number } } }>(
        'mutation Preview($input: BulkEditInput!) { previewBulkEdit(input: $input) { preview { token changing } } }',
        { input },
      ),
    );
    const { token, changing } = preview.data.previewBulkEdit.preview;
    const applied = await seconds(
      'edit',
      ask<{ applyBulkEdit: { bulk: { id: string; changed: number } } }>(
        'mutation Apply($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { id changed } } }',
        { token },
      ),
    );
    const { id, changed } = applied.data.applyBulkEdit.bulk;
    const undone = await seconds(
      'undo',
      ask<{ undoChanges: { undone: number } }>(
        'mutation Undo($id: ID!) { undoChanges(input: { bulkId: $id }) { undone } }',
        { id },
      ),
    );
    console.log(
      `${String(changing)} documents, ${String(changed)} fields: ${[preview, applied, undone].map(({ text }) => text).join(', ')}`,
    );
  }
} finally {
  await remove();
  await app.close();
}
