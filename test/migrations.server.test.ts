/** Migrations on a real server: several starters at once, and up, down, up without a difference. */
import { afterEach, expect, test } from '@jest/globals';
import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/all.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import { createDataSource, runMigrations } from '../src/store/data-source.js';
import { entities } from '../src/store/entities/all.js';
import { createEmptyDatabase, type TestDatabase } from './testkit/server-database.js';
import { silent } from './testkit/store.js';

const opened: DataSource[] = [];
let database: TestDatabase;

async function openDatabase(starters: number): Promise<DataSource[]> {
  database = await createEmptyDatabase({ migrated: false });
  for (let at = 0; at < starters; at += 1) {
    opened.push(await createDataSource({ url: database.url, entities, migrations, logger: silent }));
  }
  return opened;
}

afterEach(async () => {
  for (const dataSource of opened.splice(0)) await dataSource.destroy();
  await database.drop();
});

async function schemaOf(db: DataSource): Promise<unknown[]> {
  return db.query(
    `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) ||
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || a.attidentity::text || a.attgenerated::text ||
              coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '') AS definition
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
     UNION ALL SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
     UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT 'function ' || p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
     ORDER BY 1, 2`,
  );
}

test('of several starters one migrates; all find the tables and what is made beside them', async () => {
  const starters = await openDatabase(6);
  const ran = await Promise.all(starters.map((dataSource) => runMigrations(dataSource)));
  expect(ran.filter((names) => names.length > 0)).toEqual([expect.any(Array)]);
  expect(ran.flat()).toHaveLength(migrations.length);
  await Promise.all(starters.map((dataSource) => createPostgresLexicalIndex({ dataSource, mode: 'server' }, silent)));
  expect(await starters[0]?.query(`SELECT to_regclass('passage_search_vector')::text AS index`)).toEqual([
    { index: 'passage_search_vector' },
  ]);
});

test('up, down and up again leaves no difference, and down leaves nothing', async () => {
  const [dataSource] = await openDatabase(1);
  if (dataSource === undefined) throw new Error('no database');
  await runMigrations(dataSource);
  const once = await schemaOf(dataSource);
  expect(once.length).toBeGreaterThan(50);
  for (let undone = 0; undone < migrations.length; undone += 1) {
    await dataSource.undoLastMigration({ transaction: 'all' });
  }
  expect(
    await dataSource.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    ),
  ).toEqual([{ relname: 'migrations' }]);
  await runMigrations(dataSource);
  expect(await schemaOf(dataSource)).toEqual(once);
});
