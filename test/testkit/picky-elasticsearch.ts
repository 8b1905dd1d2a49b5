/** Elasticsearch that fails single items of bulks, as a busy cluster or a wrong mapping does. */
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Status that an item is answered with instead of being carried out; `null` lets it pass. */
export type Verdict = (passageId: number) => 400 | 429 | null;

export interface PickyElasticsearch {
  readonly url: string;
  close(): Promise<void>;
}

type Action = Record<string, { readonly _id: string }>;

interface Operation {
  readonly verb: string;
  readonly passageId: number;
  readonly lines: readonly string[];
}

function operationsOf(body: string): Operation[] {
  const lines = body.split('\n').filter((line) => line !== '');
  const operations: Operation[] = [];
  for (let at = 0; at < lines.length;) {
    const [verb = '', place] = Object.entries(JSON.parse(lines[at] ?? '{}') as Action)[0] ?? [];
    const size = verb === 'delete' ? 1 : 2;
    operations.push({ verb, passageId: Number(place?._id), lines: lines.slice(at, at + size) });
    at += size;
  }
  return operations;
}

const unknownPassage = ['{"delete":{"_id":"0"}}'];

const types = { 400: 'document_parsing_exception', 429: 'es_rejected_execution_exception' } as const;

export async function startPickyElasticsearch(target: string, verdict: Verdict): Promise<PickyElasticsearch> {
  const { hostname, port } = new URL(target);

  function forward(request: IncomingMessage, body: string): Promise<{ response: IncomingMessage; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
      delete headers['transfer-encoding'];
      delete headers.connection;
      // A connection for each request: one that was kept may be closed at the moment that it is used again.
      const way = { hostname, port, path: request.url, method: request.method, headers, agent: false };
      const sent = httpRequest(way, (response) => {
        text(response).then((answer) => {
          resolve({ response, body: answer });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async function answerOf(request: IncomingMessage): Promise<{ response: IncomingMessage; body: string }> {
    const body = await text(request);
    if (!(request.url ?? '').includes('/_bulk')) return forward(request, body);
    const judged = operationsOf(body).map((operation) => ({ ...operation, status: verdict(operation.passageId) }));
    const passed = judged.filter(({ status }) => status === null).flatMap(({ lines }) => lines);
    // A bulk without items is no bulk: a request that changes nothing gives the answer its head.
    if (passed.length === 0) passed.push(...unknownPassage);
    const real = await forward(request, `${passed.join('\n')}\n`);
    const { items } = JSON.parse(real.body) as { items: unknown[] };
    const all = judged.map(({ verb, passageId, status }) =>
      status === null
        ? items.shift()
        : { [verb]: { _id: String(passageId), status, error: { type: types[status], reason: 'as the test says' } } },
    );
    return { response: real.response, body: JSON.stringify({ took: 1, errors: true, items: all }) };
  }

  const server = createServer((request, response) => {
    answerOf(request).then(
      ({ response: real, body }) => {
        const headers = { ...real.headers, 'content-length': String(Buffer.byteLength(body)) };
        delete headers['transfer-encoding'];
        delete headers.connection;
        response.writeHead(real.statusCode ?? 502, headers).end(request.method === 'HEAD' ? undefined : body);
      },
      // Whoever asks sees what this proxy saw: a connection that breaks off.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
