/** Which migrations a database has seen. */
import type { Queryable } from '../queryable.js';

/** Names of the migrations that the database has seen, oldest first; none when it is empty. */
export async function migrationsOf(db: Queryable): Promise<string[]> {
  const [table] = await db.query<unknown[]>(
    `SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = 'migrations'`,
  );
  if (table === undefined) return [];
  const rows = await db.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp, id');
  return rows.map((row) => row.name);
}
