/** Removes the templates that `global-setup.mjs` made. */
import { rm } from 'node:fs/promises';
import pg from 'pg';

export default async function removeTemplates() {
  const { mcdeweyTemplate: folder, mcdeweyTemplateDatabase: database } = globalThis;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  if (database === undefined) return;
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await client.end();
}
