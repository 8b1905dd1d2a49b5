/**
 * Statements whose plans a connection to a server keeps (named prepared statements): planning the joins of a search
 * takes as long as running them. Only for constant texts whose best plan does not depend on their values. The embedded
 * Postgres has one session for all connections, in which a name of one would stand for something else in another.
 */
import type pg from 'pg';
import { TracedClient } from './traced-client.js';

const names = new Map<string, string>();

/**
 * @param name unique; seen in the server's `pg_prepared_statements`.
 * @returns the text, to be run like any other.
 */
export function keepPlan(name: string, sql: string): string {
  if ([...names.values()].includes(name)) throw new Error(`Two statements are called ${name}.`);
  names.set(sql, name);
  return sql;
}

type Query = (query: unknown, values?: unknown, callback?: unknown) => unknown;

/** What a pool of connections to a server is made of. */
export class PlanKeepingClient extends TracedClient {}

const traced = Object.getOwnPropertyDescriptor(TracedClient.prototype, 'query')?.value as Query;
const planKeeping: Query = function (this: pg.Client, query, values, callback) {
  const name = typeof query === 'string' && callback === undefined ? names.get(query) : undefined;
  return traced.call(this, name === undefined ? query : { name, text: query }, values, callback);
};
Object.defineProperty(PlanKeepingClient.prototype, 'query', { value: planKeeping });
