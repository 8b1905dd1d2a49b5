/** The HTTP server below the routes: how long clients may take, how many connect, and how it begins and stops. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { refuseSlowBody } from './slow-body.js';

/** How long a request's headers may take, and all of it where a manual is uploaded over a slow line. Milliseconds. */
const headersWithinMs = 10_000;
const uploadWithinMs = 3_600_000;

/**
 * How long a connection may idle between requests. A process that had too much to do for a moment closes those that idled
 * longer before it reads what has arrived over them: Node's usual 5 s would reset clients then. Milliseconds.
 */
const idleMs = 20_000;

/** How often Node looks for connections that are too slow. Milliseconds. */
const lookEveryMs = 5_000;

/**
 * When the service stops, a connection that idles stays open so long: a request may be on its way over it, and would be
 * reset. Requests under way have until `drainMs`.
 */
const lingerMs = 500;
const drainMs = 5_000;

/** At once, of all clients together. */
const usualConnections = 2_000;

export interface GatedServer {
  readonly server: Server;
  /** Answers from now on; requests that came before have waited. */
  open(): void;
  /** Takes no new connections, lets requests end, then closes what is still open. */
  close(): Promise<void>;
}

/** Stops listening and nothing else: HTTP's own way closes idle connections at once, with what is on its way over them. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Between two looks at the network: whoever has connected was taken on.
    setImmediate(() => {
      NetServer.prototype.close.call(server, () => {
        resolve();
      });
    });
  });
}

/**
 * Tells the clients of requests under way that no other will be answered over their connections. One that has read the
 * beginning of its answer can't be told: its connection idles afterwards as others do.
 */
function announceEnd(underWay: Iterable<ServerResponse>, server: Server): void {
  for (const response of underWay) {
    if (!response.headersSent) response.setHeader('Connection', 'close');
    else {
      response.once('close', () => {
        setTimeout(() => {
          server.closeIdleConnections();
        }, lingerMs);
      });
    }
  }
}

/** Links hold the port, so that it must be known before the routes are there: whoever asks before then waits. */
export function createGatedServer(answer: RequestListener, connections = usualConnections): GatedServer {
  let isClosing = false;
  const underWay = new Set<ServerResponse>();
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = createServer(
    {
      requestTimeout: uploadWithinMs,
      headersTimeout: headersWithinMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: lookEveryMs,
    },
    (request, response) => {
      if (isClosing) response.setHeader('Connection', 'close');
      underWay.add(response);
      response.once('close', () => underWay.delete(response));
      refuseSlowBody(request, response);
      void opened.then(() => {
        if (!response.destroyed) answer(request, response);
      });
    },
  );
  server.maxConnections = connections;
  return {
    server,
    open: () => {
      open();
    },
    async close() {
      isClosing = true;
      announceEnd(underWay, server);
      const closed = stopListening(server);
      const idle = setTimeout(() => {
        server.closeIdleConnections();
      }, lingerMs);
      const late = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(idle);
      clearTimeout(late);
    },
  };
}
