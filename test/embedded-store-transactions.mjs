/**
 * Child process of a test: transactions of five rows, numbered from 1 in the order of their commits, between them what
 * makes Postgres create, truncate and remove files. Arguments: the folder, the durability, how many transactions (0
 * makes the table).
 */
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/src/store/embedded/embedded-postgres.js';

const [, , dataDir, durability, transactions] = process.argv;
const postgres = await startEmbeddedPostgres({ dataDir, durability });
const client = new pg.Client(postgres.connection);
await client.connect();

async function transaction(number) {
  await client.query('BEGIN');
  for (let part = 0; part < 5; part += 1) {
    await client.query('INSERT INTO written VALUES ($1, $2, $3)', [number, part, 'x'.repeat(400)]);
  }
  if (number === 3) await client.query(`CREATE TABLE extra_${number} AS SELECT * FROM written`);
  await client.query('COMMIT');
}

const count = Number(transactions);
if (count === 0) {
  await client.query('CREATE TABLE written (number int, part int, filler text, PRIMARY KEY (number, part))');
}
for (let number = 1; number <= count; number += 1) {
  await transaction(number);
  if (number === 2) await client.query('CHECKPOINT');
  if (number === 4) await client.query('DROP TABLE extra_3');
}
await client.end();
await postgres.close();
