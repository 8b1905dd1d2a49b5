/** Serves PGlite on a unix socket to several clients at once. */
import { createServer, type Socket } from 'node:net';
import { createMessageFrames } from './message-frames.js';
import { createSessionTurns, type SingleSession } from './session-turns.js';

export interface ProtocolServerOptions {
  readonly session: SingleSession;
  readonly socketPath: string;
  /** Clients beyond these are told so and turned away. */
  readonly maxConnections: number;
  readonly idleInTransactionMs: number;
  /** The session broke; the server can answer nobody any more. */
  readonly onBroken: (error: unknown) => void;
}

export interface ProtocolServer {
  /** Runs something between the statements of clients, while nobody is in a transaction. */
  alone<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Ends after the statement that is running; transactions under way are given up. */
  stop(): Promise<void>;
}

/** An ErrorResponse of severity FATAL. */
function fatal(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const header = Buffer.alloc(5);
  header.write('E');
  header.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([header, fields]);
}

/**
 * Own code instead of `@electric-sql/pglite-socket`, which queues every protocol message by itself: outside a
 * transaction two clients' Parse, Bind and Execute interleave in the one session, and a client gets another's rows.
 */
export async function startProtocolServer(options: ProtocolServerOptions): Promise<ProtocolServer> {
  const sockets = new Map<number, Socket>();
  let connections = 0;

  const turns = createSessionTurns(options.session, {
    idleInTransactionMs: options.idleInTransactionMs,
    onEvicted: (connection) => {
      sockets.get(connection)?.end(fatal('25P03', 'the transaction was idle while others waited for it'));
    },
    onBroken: (error) => {
      for (const socket of sockets.values()) socket.destroy();
      options.onBroken(error);
    },
  });

  function serve(socket: Socket): void {
    connections += 1;
    const connection = connections;
    const frames = createMessageFrames();
    sockets.set(connection, socket);
    const answer = (bytes: Uint8Array): void => {
      if (socket.writable) socket.write(Buffer.from(bytes));
    };
    socket.on('data', (bytes: Buffer) => {
      for (const unit of frames.push(bytes)) {
        if (unit.kind === 'encryption') socket.write('N');
        else if (unit.kind === 'run') turns.add({ connection, bytes: unit.bytes, open: unit.open, answer });
        else socket.end();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(connection);
      turns.leave(connection);
    });
  }

  const server = createServer((socket) => {
    if (sockets.size < options.maxConnections) {
      serve(socket);
      return;
    }
    socket.on('error', () => socket.destroy());
    socket.end(fatal('53300', `the embedded Postgres serves ${String(options.maxConnections)} connections at most`));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.socketPath, resolve);
  });

  return {
    alone: (run) => turns.alone(run),
    async stop() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      await turns.stop();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}
