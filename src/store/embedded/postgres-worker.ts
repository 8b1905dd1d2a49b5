/** The worker thread that PGlite runs in, so that statements don't hold up the event loop of the application. */
import { constants, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_textsearch } from '@electric-sql/pglite-pg_textsearch';
import { vector } from '@electric-sql/pglite-pgvector';
import { messageOf } from '../../errors.js';
import { startProtocolServer } from './protocol-server.js';
import { syncFolder, syncTree } from './sync-tree.js';
import { SyncedNodeFs } from './synced-node-fs.js';
import type { FromPostgresWorker, PostgresWorkerData, ToPostgresWorker } from './worker-messages.js';

/** Sync ('S', length 4): ends an exchange that a client left half-way. */
const sync = Uint8Array.of(0x53, 0, 0, 0, 4);

/** Log after which a checkpoint is written; nobody else does, since PGlite has no checkpointer. */
const checkpointAfterBytes = 128 * 1_024 * 1_024;

/** A simple query. */
function query(sql: string): Uint8Array {
  const message = Buffer.alloc(sql.length + 6);
  message.write('Q');
  message.writeInt32BE(sql.length + 5, 1);
  message.write(sql, 5);
  return message;
}

/** PGlite's own settings, but for the one that turns syncs off; its `fdatasync` does nothing at all. */
const syncedParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'],
];

/**
 * Opens the cluster, creating it when missing. A marker beside the folder tells a cluster that was being created when
 * the process died; nothing had been acknowledged from it, so it is made anew. Another tells that every file of the
 * cluster was synced once: versions that synced nothing, and PGlite's way to copy a new cluster, leave them to chance.
 */
async function openCluster({ dataDir, durability }: PostgresWorkerData): Promise<{ db: PGlite; files: SyncedNodeFs }> {
  const [creating, synced] = [`${dataDir}.creating`, `${dataDir}.synced`];
  if (existsSync(creating)) rmSync(dataDir, { recursive: true, force: true });
  const fresh = !existsSync(dataDir);
  if (fresh) {
    rmSync(synced, { force: true });
    writeFileSync(creating, '');
    syncFolder(dirname(dataDir));
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  }
  const files = new SyncedNodeFs(dataDir, durability);
  const startParams = durability === 'none' ? PGlite.defaultStartParams : syncedParams;
  const db = await PGlite.create({ fs: files, startParams, extensions: { vector, pg_textsearch } });
  if (fresh) await db.exec('CHECKPOINT');
  if (durability !== 'none' && !existsSync(synced)) {
    syncTree(dataDir);
    writeFileSync(synced, '');
    rmSync(creating, { force: true });
    for (const folder of [dirname(dataDir), dirname(dirname(dataDir))]) syncFolder(folder);
  }
  return { db, files };
}

const port = parentPort;
if (port === null) throw new Error('The embedded Postgres runs in a worker thread only.');
const say = (message: FromPostgresWorker): void => {
  port.postMessage(message);
};

const data = workerData as PostgresWorkerData;
const { db, files } = await openCluster(data);
let logBytes = 0;

/** @throws Error when the disk failed; what was not answered until then is not acknowledged. */
async function run(bytes: Uint8Array, answer: (bytes: Uint8Array) => void = () => undefined): Promise<void> {
  const onRawData = (part: Uint8Array): void => {
    if (files.failure === null) answer(part);
  };
  await db.runExclusive(() => db.execProtocolRawStream(bytes, { onRawData }));
  if (files.failure !== null) throw files.failure;
}

const server = await startProtocolServer({
  socketPath: data.socketPath,
  maxConnections: data.maxConnections,
  idleInTransactionMs: data.idleInTransactionMs,
  session: {
    run,
    inTransaction: () => db.isInTransaction(),
    async reset() {
      await run(sync);
      if (db.isInTransaction()) await run(query('ROLLBACK'));
    },
    async betweenTurns() {
      logBytes += files.takeLogBytes();
      if (logBytes < checkpointAfterBytes) return;
      logBytes = 0;
      await run(query('CHECKPOINT'));
    },
  },
  onBroken: (error) => {
    say({ type: 'broken', message: messageOf(error) });
  },
});

async function close(): Promise<void> {
  await server.stop();
  if (db.isInTransaction()) await run(query('ROLLBACK'));
  await run(query('CHECKPOINT'));
  await db.close();
  say({ type: 'closed' });
  port?.close();
}

/** Copies the cluster as it is between two statements; where the file system can, without copying a byte. */
async function copy(to: string): Promise<void> {
  const failure = await server
    .alone(async () => {
      await run(query('CHECKPOINT'));
      const filter = (path: string): boolean => basename(path) !== 'postmaster.pid';
      cpSync(data.dataDir, to, { recursive: true, mode: constants.COPYFILE_FICLONE, filter });
    })
    .then(() => '', messageOf);
  say({ type: 'copied', to, failure });
}

port.on('message', (message: ToPostgresWorker) => {
  void (message.type === 'close' ? close() : copy(message.to));
});
say({ type: 'ready' });
