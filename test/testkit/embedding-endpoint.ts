/** An OpenAI-compatible embeddings endpoint: the real protocol, with the deterministic model behind it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createHashingEmbedder } from '../../src/embedding/hashing-embedder.js';

export interface EmbeddingEndpoint {
  /** For `EMBEDDING_URL`. */
  readonly url: string;
  /** Texts that were answered with a vector. */
  embedded(): number;
  /** Requests that come after so many texts are taken and never answered. */
  hangAfter(texts: number): void;
  /** Resolves when the first request is left hanging. */
  readonly hung: Promise<void>;
  close(): Promise<void>;
}

export async function startEmbeddingEndpoint(dimensions: number): Promise<EmbeddingEndpoint> {
  const embedder = createHashingEmbedder({ dimensions });
  let embedded = 0;
  let most = Infinity;
  let sayHung: () => void = () => undefined;
  const hung = new Promise<void>((resolve) => {
    sayHung = resolve;
  });
  const server = createServer((request, response) => {
    void (async () => {
      const { model, input } = JSON.parse(await text(request)) as { model: string; input: string[] };
      if (embedded + input.length > most) {
        sayHung();
        return;
      }
      const vectors = await embedder.embedPassages(input);
      embedded += input.length;
      const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: [...vector] }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data, model }));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v1`,
    embedded: () => embedded,
    hangAfter(texts) {
      most = texts;
    },
    hung,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
