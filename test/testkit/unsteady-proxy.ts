/** A way to a server that can be cut: connections are refused, or taken and never answered. */
import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type ProxyState = 'OPEN' | 'REFUSING' | 'HANGING';

export interface UnsteadyProxy {
  readonly url: string;
  /** Breaks what is connected. */
  become(state: ProxyState): Promise<void>;
  close(): Promise<void>;
}

/** Told of all that passes, before it is passed on: what they cut it off from does not arrive. */
export interface Passing {
  sent(bytes: Buffer, connection: Socket): void;
  answered(bytes: Buffer, connection: Socket): void;
}

export async function startUnsteadyProxy(target: string, passing?: Passing): Promise<UnsteadyProxy> {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  let state: ProxyState = 'OPEN';
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    track(client);
    if (state === 'HANGING') return;
    const upstream = track(connect(Number(targetPort), hostname));
    if (passing !== undefined) {
      client.on('data', (bytes) => {
        passing.sent(bytes, client);
      });
      upstream.on('data', (bytes) => {
        passing.answered(bytes, client);
      });
    }
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async become(next) {
      if (state !== 'REFUSING') await stop();
      state = next;
      if (next !== 'REFUSING') await listen(port);
    },
    async close() {
      if (state !== 'REFUSING') await stop();
    },
  };
}
