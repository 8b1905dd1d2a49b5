/** Asks a Postgres server whether it answers, and stops statements, over connections of its own: never behind what others do. */
import pg from 'pg';

/** The server has this long to answer. Milliseconds. */
const withinMs = 2_000;

export interface ServerCheck {
  /** Rejects when the server does not answer. */
  check(): Promise<void>;
  /** Stops what the connection runs, if it runs anything; once this resolves, no later statement is hit. */
  interrupt(client: pg.PoolClient): Promise<void>;
  close(): Promise<void>;
}

export function createServerCheck(url: string): ServerCheck {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: 'mcdewey check',
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  });
  // A connection that is lost while nobody uses it is made anew by the next check.
  pool.on('error', () => undefined);
  return {
    async check() {
      await pool.query('SELECT 1');
    },
    async interrupt(client) {
      const { processID } = client as unknown as { processID: number };
      await pool.query('SELECT pg_cancel_backend($1)', [processID]);
    },
    close: () => pool.end(),
  };
}
