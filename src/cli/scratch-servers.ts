/** A database and indexes of their own on the servers that are configured, for as long as some work takes. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Config } from '../config.js';
import { StoreUnavailableError, messageOf } from '../errors.js';

export interface ScratchServers {
  /** Settings that lead to the scratch database and indexes. */
  readonly config: Pick<Config, 'databaseUrl' | 'databasePool' | 'elasticsearchUrl' | 'elasticsearchPrefix'>;
  /** Gives the database up; indexes are the caller's to remove, while it is connected to Elasticsearch. */
  drop(): Promise<void>;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
  } catch (error) {
    throw new StoreUnavailableError(
      `The server of DATABASE_URL does not make or drop a scratch database (${messageOf(error)}). Its user needs CREATEDB.`,
      {},
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @returns null where no server is configured. @throws StoreUnavailableError */
export async function createScratchServers(config: Config, purpose: string): Promise<ScratchServers | null> {
  const { databaseUrl, databasePool, elasticsearchUrl } = config;
  if (databaseUrl === undefined) return null;
  const mark = randomBytes(6).toString('hex');
  const name = `mcdewey_${purpose}_${mark}`;
  await onServer(databaseUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return {
    config: {
      databaseUrl: url.href,
      elasticsearchPrefix: `mcdewey-${purpose}-${mark}`,
      ...(databasePool !== undefined && { databasePool }),
      ...(elasticsearchUrl !== undefined && { elasticsearchUrl }),
    },
    drop: () => onServer(databaseUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
