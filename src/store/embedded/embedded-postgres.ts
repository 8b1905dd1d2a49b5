/** Starts and stops the embedded Postgres, which applications reach with `pg` like any other. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailableError, messageOf } from '../../errors.js';
import type { Logger } from '../../logger.js';
import type { Durability } from './disk-syncs.js';
import { folderProblem } from './folder-problem.js';
import { createSocketFolder, socketName } from './socket-folder.js';
import type { FromPostgresWorker, PostgresWorkerData, ToPostgresWorker } from './worker-messages.js';

/** Time for a clean shutdown before the thread is ended anyway; what was acknowledged is safe either way. */
const closeWithinMs = 5_000;

export interface EmbeddedConnection {
  /** Folder of the socket, which `pg` takes for a host. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /**
   * Copies the cluster, as it is at one moment, to a folder that does not exist yet; statements wait meanwhile.
   * @throws StoreUnavailableError when it can't be copied.
   */
  copy(to: string): Promise<void>;
  /**
   * Whether it can answer, without waiting behind what it does: its thread is there and its disk has not failed.
   * @throws StoreUnavailableError when it never will again.
   */
  check(): void;
  /** Lets the running statement end, writes a checkpoint and removes the socket. Harmless when repeated. */
  close(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder of the cluster, created when missing. Its owner holds the data lock: two processes on it lose rows. */
  readonly dataDir: string;
  /** Default: full. */
  readonly durability?: Durability;
  readonly logger?: Logger;
  /** The database ended by itself; it serves nobody from then on. */
  readonly onCrash?: (error: StoreUnavailableError) => void;
  /** Clients at once; more are refused with SQLSTATE 53300. */
  readonly maxConnections?: number;
  /** How long a transaction may idle while others wait for the one session. Milliseconds. */
  readonly idleInTransactionMs?: number;
}

/** @throws StoreUnavailableError when the cluster can't be opened. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durability = 'full', logger, onCrash, maxConnections = 16, idleInTransactionMs = 30_000 } = options;
  mkdirSync(dirname(dataDir), { recursive: true });
  const host = createSocketFolder();
  const data: PostgresWorkerData = {
    dataDir,
    durability,
    socketPath: join(host, socketName),
    maxConnections,
    idleInTransactionMs,
  };
  const worker = new Worker(new URL('./postgres-worker.js', import.meta.url), { workerData: data });
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      resolve();
    }),
  );
  let closing: Promise<void> | null = null;
  let failure: StoreUnavailableError | null = null;

  async function shutDown(): Promise<void> {
    const late = setTimeout(() => {
      logger?.warn({ dataDir }, 'the embedded Postgres did not shut down in time and was ended');
      void worker.terminate();
    }, closeWithinMs);
    worker.postMessage({ type: 'close' } satisfies ToPostgresWorker);
    await ended;
    clearTimeout(late);
    rmSync(host, { recursive: true, force: true });
  }

  await new Promise<void>((resolve, reject) => {
    let ready = false;
    let reported = false;
    const crashed = (reason: string): void => {
      if (reported) return;
      reported = true;
      const problem = folderProblem(new Error(reason), dataDir);
      const error = problem instanceof StoreUnavailableError ? problem : stopped(dataDir, reason);
      failure = error;
      void worker.terminate();
      rmSync(host, { recursive: true, force: true });
      if (!ready) {
        reject(error);
        return;
      }
      logger?.fatal({ err: error }, 'the embedded Postgres crashed');
      onCrash?.(error);
    };
    worker.on('message', (message: FromPostgresWorker) => {
      if (message.type === 'broken') crashed(message.message);
      if (message.type !== 'ready') return;
      ready = true;
      resolve();
    });
    worker.on('error', (error) => {
      crashed(messageOf(error));
    });
    worker.on('exit', (code) => {
      if (closing === null) crashed(`its thread ended with code ${String(code)}`);
    });
  });

  return {
    copy: (to) =>
      Promise.race([
        copied(worker, to, dataDir),
        ended.then(() => {
          throw stopped(dataDir, 'it ended while it was copied');
        }),
      ]),
    check() {
      if (failure !== null) throw failure;
      if (closing !== null) throw stopped(dataDir, 'it was closed');
    },
    connection: { host, port: 5432, database: 'postgres', user: 'postgres' },
    close: () => (closing ??= shutDown()),
  };
}

function stopped(dataDir: string, reason: string): StoreUnavailableError {
  return new StoreUnavailableError(
    `The embedded Postgres in ${dataDir} stopped: ${reason}. Start McDewey again; if that fails, restore a backup.`,
    { dataDir, reason },
  );
}

function copied(worker: Worker, to: string, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (message: FromPostgresWorker): void => {
      if (message.type !== 'copied' || message.to !== to) return;
      worker.off('message', look);
      if (message.failure === '') resolve();
      else reject(new StoreUnavailableError(`The library in ${dataDir} can not be copied: ${message.failure}.`, {}));
    };
    worker.on('message', look);
    worker.postMessage({ type: 'copy', to } satisfies ToPostgresWorker);
  });
}
