/**
 * Shares a pool's connections among operations: each has a few at most, so that what another asks never waits behind all
 * of it; and when an operation is stopped, what waits for a connection is dropped and what runs is interrupted.
 */
import type { Socket } from 'node:net';
import type pg from 'pg';
import { currentOperation, type OngoingOperation } from '../ongoing-operation.js';

type Release = (error?: Error | boolean) => void;
type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, release: Release) => void;

export interface OperationConnectionsOptions {
  /** Connections that one operation has at once, at most; 2 at least, since a transaction may ask outside of itself. */
  readonly most: number;
  /** Stops what the connection runs; resolves when no later statement can be hit. One that can't be stopped is cut. */
  readonly interrupt: (client: pg.PoolClient) => Promise<void>;
}

/** A statement that was interrupted and has not ended by then never will: its server is half gone. Milliseconds. */
const cutAfterMs = 4_000;

function streamOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

/** Ends the connection, whatever it does. Its transaction is rolled back, and what it had sent and not begun is dropped. */
export function cutConnection(client: pg.PoolClient): void {
  streamOf(client).destroy();
}

interface Interruption {
  readonly sent: Promise<void>;
  readonly late: NodeJS.Timeout;
}

/** What an operation has of the pool. */
interface Share {
  taken: number;
  readonly held: Set<pg.PoolClient>;
  readonly waiting: Taken[];
  /** Refuses those that the pool has yet to give a connection. */
  readonly asked: Set<() => void>;
  readonly interrupted: Map<pg.PoolClient, Interruption>;
}

const nothing = (): void => undefined;

/** Changes how connections of the pool are taken by callback, as TypeORM takes them. */
export function shareConnections(pool: pg.Pool, { most, interrupt }: OperationConnectionsOptions): void {
  const shares = new WeakMap<OngoingOperation, Share>();
  const connect = pool.connect.bind(pool) as (taken?: Taken) => unknown;

  function stop(client: pg.PoolClient): Interruption {
    const sent = interrupt(client).catch(() => {
      cutConnection(client);
    });
    const late = setTimeout(() => {
      cutConnection(client);
    }, cutAfterMs).unref();
    return { sent, late };
  }

  function shareOf(operation: OngoingOperation): Share {
    const known = shares.get(operation);
    if (known !== undefined) return known;
    const share: Share = { taken: 0, held: new Set(), waiting: [], asked: new Set(), interrupted: new Map() };
    operation.signal.addEventListener('abort', () => {
      for (const taken of share.waiting.splice(0)) taken(operation.signal.reason as Error, undefined, nothing);
      for (const refuse of share.asked) refuse();
      for (const client of share.held) share.interrupted.set(client, stop(client));
    });
    shares.set(operation, share);
    return share;
  }

  function take(operation: OngoingOperation, share: Share, taken: Taken): void {
    share.taken += 1;
    const givenBack = (): void => {
      share.taken -= 1;
      const next = share.waiting.shift();
      if (next !== undefined) take(operation, share, next);
    };
    const refuse = (): void => {
      taken(operation.signal.reason as Error, undefined, nothing);
    };
    share.asked.add(refuse);
    connect((error, client, release) => {
      const isWanted = share.asked.delete(refuse) && !operation.signal.aborted;
      if (error !== undefined || client === undefined || !isWanted) {
        if (client !== undefined) release();
        givenBack();
        if (!operation.signal.aborted) taken(error, undefined, nothing);
        return;
      }
      share.held.add(client);
      taken(undefined, client, (problem) => {
        share.held.delete(client);
        givenBack();
        // The pool learns later that a connection was cut, and would hand it to the next who asks.
        const end = (): void => {
          release(problem ?? streamOf(client).destroyed);
        };
        const interruption = share.interrupted.get(client);
        clearTimeout(interruption?.late);
        if (interruption === undefined) end();
        else void interruption.sent.then(end);
      });
    });
  }

  const shared = (taken?: Taken): unknown => {
    const operation = currentOperation();
    if (operation === undefined || taken === undefined) return connect(taken);
    if (operation.signal.aborted) {
      taken(operation.signal.reason as Error, undefined, nothing);
      return undefined;
    }
    const share = shareOf(operation);
    if (share.taken < most) take(operation, share, taken);
    else share.waiting.push(taken);
    return undefined;
  };
  pool.connect = shared as typeof pool.connect;
}
