/** The progress of a job as a GraphQL subscription, with the client that browsers use. */
import { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client, type ExecutionResult } from 'graphql-sse';
import { startHttpServer, type HttpServer } from '../src/server/http-server.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';

let library: TestLibrary;
const looks: unknown[] = [];
const looking = new EventEmitter();

beforeAll(async () => {
  library = await openTestLibrary();
  const { dataSource } = library.app.store;
  const query = dataSource.query.bind(dataSource);
  dataSource.query = <Rows>(...asked: Parameters<typeof query>): Promise<Rows> => {
    const [sql, parameters] = asked;
    const [ids] = (parameters ?? []) as unknown[];
    if (sql.includes('FROM job j') && Array.isArray(ids)) {
      looks.push(...(ids as unknown[]));
      looking.emit('look');
    }
    return query<Rows>(...asked);
  };
});
afterAll(async () => {
  await library.close();
});

const serve = (): Promise<HttpServer> =>
  startHttpServer({
    host: '127.0.0.1',
    port: 0,
    version: '1',
    schema: library.app.schema,
    dependencies: library.app.dependencies,
    execute: library.app.execute,
    operations: library.app.operations,
    logger: silent,
    metrics: library.app.metrics,
    health: {},
  });

const clientOf = (server: HttpServer, retryAttempts = 0): Client =>
  createClient({ url: `${server.url}/graphql/stream`, retryAttempts });

async function queued(name: string): Promise<{ jobId: string; id: string }> {
  const path = await library.write(name, {
    [`${name}/1/a/a.md`]: '# A\n\nThe first of two.\n',
    [`${name}/1/b/b.md`]: '# B\n\nThe second of two.\n',
  });
  const jobId = await library.app.ingest.start({ kind: 'FOLDER', location: path, options: {} });
  return { jobId, id: btoa(`IngestJob:${jobId}`) };
}

const progress = `subscription Progress($id: ID!) {
  job: ingestJobProgress(id: $id) { id state filesDone progress counts { new } files { totalCount } }
}`;

interface Seen {
  readonly state: string;
  readonly filesDone: number;
  readonly files: { readonly totalCount: number };
}

function follow(client: Client, id: string): AsyncIterableIterator<ExecutionResult<{ job: Seen }, unknown>> {
  return client.iterate<{ job: Seen }>({ query: progress, variables: { id } });
}

/** Without the client, to hang up as a browser that closes does. */
function fetchStream(server: HttpServer, id: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: progress, variables: { id } }),
    signal,
  });
}

/** How often a job's row was looked at because somebody follows it. */
const looksAt = (jobId: string): number => looks.filter((looked) => looked === jobId).length;

/** Resolves with the look that makes it that many. */
function looked(jobId: string, times: number): Promise<void> {
  return new Promise((resolve) => {
    const count = (): void => {
      if (looksAt(jobId) < times) return;
      looking.off('look', count);
      resolve();
    };
    looking.on('look', count);
    count();
  });
}

async function answer(events: AsyncIterableIterator<ExecutionResult<{ job: Seen }, unknown>>): Promise<unknown> {
  const { value } = (await events.next()) as { value: ExecutionResult };
  return value.errors?.[0]?.extensions['code'] ?? value.data;
}

describe('a subscription to a job', () => {
  it('tells how it stands, what changes, and ends with it', async () => {
    const server = await serve();
    const { jobId, id } = await queued('first');
    const seen: Seen[] = [];
    const following = (async () => {
      for await (const { data, errors } of follow(clientOf(server), id)) {
        expect(errors).toBeUndefined();
        if (data) seen.push(data.job);
        // Not before somebody follows it.
        if (seen.length === 1) void library.app.ingest.work(jobId);
      }
    })();
    await following;
    expect(seen[0]).toMatchObject({ state: 'QUEUED', filesDone: 0, progress: 0, files: { totalCount: 0 } });
    expect(seen.at(-1)).toMatchObject({
      id,
      state: 'SUCCEEDED',
      filesDone: 2,
      progress: 1,
      counts: { new: 2 },
      files: { totalCount: 2 },
    });
    const over: Seen[] = [];
    for await (const { data } of follow(clientOf(server), id)) if (data) over.push(data.job);
    expect(over).toEqual([seen.at(-1)]);
    await server.close();
  });

  it('costs one look at a time however many follow it, and none once their clients are gone', async () => {
    const server = await serve();
    const many = await queued('many');
    const clock = await queued('clock');
    const gone = new AbortController();
    const followers = await Promise.all(Array.from({ length: 8 }, () => fetchStream(server, many.id, gone.signal)));
    const ticking = follow(clientOf(server), clock.id);
    await ticking.next();
    expect(followers.map(({ status }) => status)).toEqual(Array.from(followers, () => 200));
    const [before, clockBefore] = [looksAt(many.jobId), looksAt(clock.jobId)];
    await looked(clock.jobId, clockBefore + 3);
    expect(looksAt(many.jobId) - before).toBeLessThanOrEqual(4);

    gone.abort();
    await looked(clock.jobId, looksAt(clock.jobId) + 1);
    const [after, clockAfter] = [looksAt(many.jobId), looksAt(clock.jobId)];
    await looked(clock.jobId, clockAfter + 2);
    expect(looksAt(many.jobId)).toBe(after);
    for (const { jobId } of [many, clock]) await library.app.ingest.cancel(jobId);
    await server.close();
  });

  it('tells of changes that another process made', async () => {
    const server = await serve();
    const { jobId, id } = await queued('elsewhere');
    const events = follow(clientOf(server), id);
    await events.next();
    await library.app.store.dataSource.query('UPDATE job SET files_done = 1, files_total = 4 WHERE id = $1', [jobId]);
    expect(await answer(events)).toMatchObject({ job: { filesDone: 1, progress: 0.25 } });
    await library.app.ingest.cancel(jobId);
    expect(await answer(events)).toMatchObject({ job: { state: 'CANCELLED' } });
    expect(await events.next()).toMatchObject({ done: true });
    await server.close();
  });

  it('is broken off when the service stops, which does not wait for it', async () => {
    const server = await serve();
    const { jobId, id } = await queued('stop');
    const events = follow(clientOf(server), id);
    await events.next();
    const broken = expect(events.next()).rejects.toBeDefined();
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(4_000);
    await broken;
    await library.app.ingest.cancel(jobId);
  });

  it.each<[string, string, string]>([
    ['a job that is not there', progress, 'NOT_FOUND'],
    ['a query', 'query ($id: ID!) { node(id: $id) { id } }', 'BAD_INPUT'],
    ['a mutation', 'mutation ($id: ID!) { cancelIngestJob(input: { id: $id }) { job { id } } }', 'BAD_INPUT'],
    ['half a document', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'no field of the schema',
      'subscription ($id: ID!) { nothing(id: $id) { id } } # refused',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'too much',
      `subscription ($id: ID!) { ingestJobProgress(id: $id) { ingestSource { lastJob { ingestSource { lastJob {
        ${Array.from({ length: 270 }, (_, at) => `f${String(at)}: files(first: 100) { nodes { id } }`).join(' ')} } } } } } }`,
      'QUERY_TOO_COMPLEX',
    ],
  ])('is refused for %s', async (_name, query, code) => {
    const server = await serve();
    const id = btoa('IngestJob:00000000-0000-4000-8000-000000000000');
    const events = clientOf(server).iterate<{ job: Seen }>({ query, variables: { id } });
    expect(await answer(events)).toBe(code);
    await server.close();
  });

  it('is not answered at /graphql', async () => {
    const server = await serve();
    const { jobId, id } = await queued('wrong-door');
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: progress, variables: { id } }),
    });
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('/graphql/stream'),
      extensions: { code: 'BAD_INPUT' },
    });
    await library.app.ingest.cancel(jobId);
    await server.close();
  });
});
