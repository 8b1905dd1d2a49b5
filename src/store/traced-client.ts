/**
 * Postgres' client: every statement is sent as it is for the caller, with a span that is named by its text; values, which
 * may be anybody's words, stay out.
 */
import pg from 'pg';
import { currentOperation } from '../ongoing-operation.js';
import { inSpan } from '../tracing.js';
import { forCaller } from './caller-audience.js';

/** Characters of a statement that a span keeps. */
const keptText = 1_000;

type Query = (query: unknown, values?: unknown, callback?: unknown) => unknown;

function textOf(query: unknown): string {
  return (typeof query === 'string' ? query : (query as { text?: string } | null)?.text) ?? '';
}

/** What `pg.Pool` makes connections of. */
export class TracedClient extends pg.Client {}

// The method has too many signatures to override one by one; those with a callback are the pool's own.
const plain = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query')?.value as Query;
const traced: Query = function (this: pg.Client, asked, values, callback) {
  if (typeof values === 'function' || typeof callback === 'function') return plain.call(this, asked, values, callback);
  const query = forCaller(asked);
  const text = textOf(query);
  const signal = currentOperation()?.signal;
  // Of an operation that was stopped nothing is begun any more; what it began is taken back.
  if (signal?.aborted === true && !/^\s*ROLLBACK/i.test(text)) return Promise.reject(signal.reason as Error);
  return inSpan(`SQL ${/\S+/.exec(text)?.[0] ?? ''}`, { 'db.system.name': 'postgresql' }, (span) => {
    if (span.isRecording()) span.setAttribute('db.query.text', text.replace(/\s+/g, ' ').trim().slice(0, keptText));
    return plain.call(this, query, values) as Promise<unknown>;
  });
};
Object.defineProperty(TracedClient.prototype, 'query', { value: traced });
