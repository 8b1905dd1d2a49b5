/** A real HTTP server on a free port for the length of a test. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';

export interface Listening {
  readonly baseUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

/** `mount` is given the address before anything is mounted, because links are made with it. */
export async function listen(mount: (app: Express, baseUrl: string) => void): Promise<Listening> {
  const app = express();
  const server = createServer(app);
  // On a busy machine a client may reuse a connection just when it is closed for being idle.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${String(port)}`;
  mount(app, baseUrl);
  return {
    baseUrl,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
