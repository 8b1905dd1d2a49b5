/** What becomes of a failed request: one try, and an error that says what is wrong and keeps addresses to itself. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors } from '@elastic/elasticsearch';
import { expect, test } from '@jest/globals';
import { IndexUnavailableError } from '../src/errors.js';
import { createElasticsearchClient, statusOf, unavailable } from '../src/search/lexical/elasticsearch/client.js';

function answered(statusCode: number, body: unknown): errors.ResponseError {
  return new errors.ResponseError({ statusCode, body, warnings: null, meta: {} as never });
}

test.each<[unknown, number | null, string]>([
  [new errors.TimeoutError('late'), null, 'Elasticsearch did not answer in time.'],
  [new errors.ConnectionError('no way to http://name:secret@host'), null, 'Elasticsearch does not answer.'],
  [new TypeError('no way to http://name:secret@host'), null, 'Elasticsearch does not answer.'],
  [
    answered(401, { error: { type: 'security_exception', reason: 'name:secret' } }),
    401,
    'Elasticsearch answered with 401 (security_exception).',
  ],
  [answered(503, { error: {} }), 503, 'Elasticsearch answered with 503.'],
  [answered(502, '<html>Bad gateway</html>'), 502, 'Elasticsearch answered with 502.'],
  [answered(404, ''), 404, 'Elasticsearch answered with 404.'],
])('%s', (error, status, message) => {
  expect(statusOf(error)).toBe(status);
  const told = unavailable(error);
  expect(told).toBeInstanceOf(IndexUnavailableError);
  expect(told).toMatchObject({ message, details: { status }, cause: error });
});

test('an error that says so already stays what it is', () => {
  const told = new IndexUnavailableError('The index is gone.');
  expect(unavailable(told)).toBe(told);
});

test('a request is made once', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const client = createElasticsearchClient(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  await expect(client.count({ index: 'passages' })).rejects.toMatchObject({ statusCode: 503 });
  expect(requests).toBe(1);
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});
