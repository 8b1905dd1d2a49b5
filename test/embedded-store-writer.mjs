/** Child process of a test: opens the embedded Postgres, inserts rows for ever and prints each id once it is acknowledged. */
import { writeSync } from 'node:fs';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/src/store/embedded/embedded-postgres.js';

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2], durability: process.argv[3] });
const pool = new pg.Pool({ ...postgres.connection, max: 4 });
pool.on('error', () => undefined);
await pool.query(
  'CREATE TABLE IF NOT EXISTS written (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, filler text)',
);

async function writeForEver() {
  for (;;) {
    const { rows } = await pool.query('INSERT INTO written (filler) VALUES ($1) RETURNING id', ['x'.repeat(500)]);
    writeSync(1, `${rows[0].id}\n`);
  }
}
await Promise.all([writeForEver(), writeForEver(), writeForEver()]);
