/** Databases of their own on the server that `DATABASE_URL` names; its own database is left alone. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected. */
  drop(): Promise<void>;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A copy of the migrated, empty database that the test run began with, or a database without anything. */
export async function createEmptyDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { DATABASE_URL: server, MCDEWEY_TEST_TEMPLATE_DATABASE: template } = process.env;
  if (server === undefined || template === undefined) throw new Error('set DATABASE_URL and use `npm test`');
  const name = `mcdewey_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${migrated ? template : 'template0'}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
