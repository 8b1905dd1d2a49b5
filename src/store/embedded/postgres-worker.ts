/** The worker thread that PGlite runs in, so that statements don't hold up the event loop of the application. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_textsearch } from '@electric-sql/pglite-pg_textsearch';
import { vector } from '@electric-sql/pglite-pgvector';
import { messageOf } from '../../errors.js';
import { startProtocolServer } from './protocol-server.js';
import type { FromPostgresWorker, PostgresWorkerData } from './worker-messages.js';

/** Sync ('S', length 4): ends an exchange that a client left half-way. */
const sync = Uint8Array.of(0x53, 0, 0, 0, 4);

/**
 * Opens the cluster, creating it when missing. A marker beside the folder tells a cluster that was being created when
 * the process died; nothing had been acknowledged from it, so it is made anew.
 */
async function openCluster(dataDir: string): Promise<PGlite> {
  const marker = `${dataDir}.creating`;
  if (existsSync(marker)) rmSync(dataDir, { recursive: true, force: true });
  const fresh = !existsSync(dataDir);
  if (fresh) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(marker, '');
  }
  const db = await PGlite.create({ dataDir, extensions: { vector, pg_textsearch } });
  if (fresh) await db.exec('CHECKPOINT');
  rmSync(marker, { force: true });
  return db;
}

const port = parentPort;
if (port === null) throw new Error('The embedded Postgres runs in a worker thread only.');
const say = (message: FromPostgresWorker): void => {
  port.postMessage(message);
};

const data = workerData as PostgresWorkerData;
const db = await openCluster(data.dataDir);
const server = await startProtocolServer({
  socketPath: data.socketPath,
  maxConnections: data.maxConnections,
  idleInTransactionMs: data.idleInTransactionMs,
  session: {
    run: (bytes, answer) => db.runExclusive(() => db.execProtocolRawStream(bytes, { onRawData: answer })),
    inTransaction: () => db.isInTransaction(),
    reset: async () => {
      await db.runExclusive(() => db.execProtocolRawStream(sync, { onRawData: () => undefined }));
      if (db.isInTransaction()) await db.exec('ROLLBACK');
    },
  },
  onBroken: (error) => {
    say({ type: 'broken', message: messageOf(error) });
  },
});

/** There is but one message to this thread: to close. */
port.once('message', () => {
  void (async () => {
    await server.stop();
    if (db.isInTransaction()) await db.exec('ROLLBACK');
    await db.exec('CHECKPOINT');
    await db.close();
    say({ type: 'closed' });
    port.close();
  })();
});
say({ type: 'ready' });
