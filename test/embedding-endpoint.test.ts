import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEndpointEmbedder } from '../src/embedding/endpoint-embedder.js';
import type { EndpointEmbedderOptions } from '../src/embedding/endpoint-embedder.js';
import { parseRetryAfter } from '../src/embedding/retry.js';
import { CancelledError, ConfigError, EmbeddingUnavailableError } from '../src/errors.js';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly model: string;
  readonly input: string[];
}

/** Vector of a text in this protocol's fake model: its length and 1, not normalised. */
const vectorOf = (text: string) => [text.length, 1];
const KEY = 'sk-secret-key';

let server: Server;
let url: string;
let received: Received[];
/** Answers in place of the model, one per request, while there are any. */
let misbehaviours: ((response: ServerResponse) => void)[];

beforeEach(async () => {
  received = [];
  misbehaviours = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { model, input } = JSON.parse(body) as { model: string; input: string[] };
      received.push({ path: request.url ?? '', headers: request.headers, model, input });
      const misbehave = misbehaviours.shift();
      if (misbehave) {
        misbehave(response);
        return;
      }
      const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })).reverse();
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data, model }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/v1`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const lane = { timeoutMs: 30_000, attempts: 3, baseMs: 1, longestMs: 2_000 };
const connect = (options: Partial<EndpointEmbedderOptions> = {}) =>
  createEndpointEmbedder({ url, model: 'some-model', apiKey: KEY, query: lane, passages: lane, ...options });
const refuse =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

test('learns the dimension and names the model after its host', async () => {
  const { model } = await connect();
  expect(model).toEqual({ id: `some-model@${new URL(url).host}`, dimensions: 2, maxTokens: 512 });
  expect(received[0]).toMatchObject({ path: '/v1/embeddings', model: 'some-model' });
  expect(received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});

test('puts out-of-order answers in order, normalises, and keeps batches within their limits', async () => {
  const embedder = await connect({ batch: { texts: 3, characters: 10 } });
  const texts = ['a', 'bb', 'ccc', 'dddd', 'eeeeeeeeeeee', 'f', 'gg'];
  const vectors = await embedder.embedPassages(texts);
  const expected = texts.map((text) => [text.length / Math.hypot(text.length, 1), 1 / Math.hypot(text.length, 1)]);
  for (const [index, vector] of vectors.entries()) {
    expect(vector[0]).toBeCloseTo(expected[index]?.[0] ?? NaN, 5);
    expect(vector[1]).toBeCloseTo(expected[index]?.[1] ?? NaN, 5);
  }
  const batches = received.slice(1).map(({ input }) => input);
  expect(batches).toEqual([['a', 'bb', 'ccc'], ['dddd'], ['eeeeeeeeeeee'], ['f', 'gg']]);
});

test('waits as long as a 429 asks, then goes on', async () => {
  const embedder = await connect();
  misbehaviours = [refuse(429, { 'retry-after': '1' }), refuse(503)];
  const started = performance.now();
  expect(await embedder.embedPassages(['text'])).toHaveLength(1);
  expect(performance.now() - started).toBeGreaterThanOrEqual(950);
  expect(received).toHaveLength(4);
});

test('does not wait longer than its limit', async () => {
  const embedder = await connect();
  misbehaviours = [refuse(429, { 'retry-after': '3600' })];
  await expect(embedder.embedPassages(['text'])).rejects.toThrow(/429.*rate limit/);
  expect(received).toHaveLength(2);
});

test('a lost connection is tried again', async () => {
  const embedder = await connect();
  misbehaviours = [(response) => response.destroy()];
  expect(await embedder.embedPassages(['text'])).toHaveLength(1);
});

test('a refused key is reported at once, without the key', async () => {
  misbehaviours = [refuse(401, {}, JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}` } }))];
  const error = await connect().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EmbeddingUnavailableError);
  expect(String(error)).toMatch(/401.*EMBEDDING_API_KEY.*Incorrect API key/);
  expect(String(error)).toContain(url);
  expect(JSON.stringify(error) + String(error)).not.toContain(KEY);
  expect(received).toHaveLength(1);
});

test('a silent endpoint is given up after its timeouts', async () => {
  const embedder = await connect({ query: { ...lane, timeoutMs: 100, attempts: 2 } });
  misbehaviours = [() => undefined, () => undefined];
  await expect(embedder.embedQuery('text')).rejects.toThrow(/did not answer within 0\.1 s/);
  expect(received).toHaveLength(3);
});

test('abort and close end what is under way', async () => {
  const embedder = await connect();
  misbehaviours = [() => undefined, () => undefined];
  const caller = new AbortController();
  const aborted = expect(embedder.embedQuery('text', caller.signal)).rejects.toBeInstanceOf(CancelledError);
  caller.abort();
  await aborted;
  const closed = expect(embedder.embedPassages(['text'])).rejects.toThrow('closed');
  await embedder.close();
  await closed;
});

test('a query does not wait for passages that are queued', async () => {
  const embedder = await connect({ concurrency: 1, batch: { texts: 1, characters: 100 } });
  const held = new Promise<ServerResponse>((resolve) => {
    misbehaviours = [resolve];
  });
  const passages = embedder.embedPassages(['one', 'two']);
  const response = await held;
  await embedder.embedQuery('query');
  expect(received.map(({ input }) => input[0])).toEqual(['dimension', 'one', 'query']);
  response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 1] }] }));
  expect(await passages).toHaveLength(2);
});

describe('answers that are not what they should be', () => {
  test.each([
    ['no JSON', '<html>', /not an OpenAI embeddings answer/],
    ['another shape', '{"vectors":[]}', /not an OpenAI embeddings answer/],
    ['a missing text', '{"data":[]}', /no vector with index 0/],
    ['a zero vector', '{"data":[{"index":0,"embedding":[0,0]}]}', /without a direction/],
    ['another dimension', '{"data":[{"index":0,"embedding":[1,2,3]}]}', /from 2 to 3/],
  ])('%s', async (_, body, message) => {
    const embedder = await connect();
    misbehaviours = [refuse(200, {}, body)];
    const attempt = embedder.embedQuery('text');
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(EmbeddingUnavailableError);
  });
});

describe('the address', () => {
  test('may be the whole one, and credentials in it are sent but not told', async () => {
    const whole = new URL(`${url}/embeddings?api-version=1`);
    whole.username = 'user';
    whole.password = 'p%40ss';
    const embedder = await connect({ url: whole.href, apiKey: undefined });
    expect(received[0]).toMatchObject({ path: '/v1/embeddings?api-version=1' });
    expect(received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
    misbehaviours = [refuse(404)];
    const error = await embedder.embedQuery('text').then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain('404');
    expect(String(error)).not.toMatch(/user|p@ss|p%40ss/);
  });

  test('must be http', async () => {
    await expect(connect({ url: 'localhost:11434' })).rejects.toBeInstanceOf(ConfigError);
  });
});

test('reads both forms of Retry-After', () => {
  expect(parseRetryAfter('2')).toBe(2_000);
  expect(parseRetryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 2_000)).toBe(3_000);
  expect(parseRetryAfter('soon')).toBeUndefined();
  expect(parseRetryAfter(null)).toBeUndefined();
});
