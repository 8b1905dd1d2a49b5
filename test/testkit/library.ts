/** A whole library of its own per test file: a Postgres of the kind that the run is about, a deterministic embedder. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import 'reflect-metadata';
import { createApp, type App } from '../../src/app.js';
import { thisMachine, type Caller } from '../../src/caller.js';
import { loadConfig } from '../../src/config.js';
import type { IngestReport } from '../../src/ingest/ingest.js';
import type { IngestOptions } from '../../src/ingest/source/ingest-request.js';
import { createLogger } from '../../src/logger.js';
import { emptyDataFolder } from './data-folder.js';
import { createEmptyDatabase } from './server-database.js';
import { storeKind, type StoreKind } from './store-kind.js';

/** Path within the source → text, or bytes. */
export type SourceFiles = Readonly<Record<string, string | Uint8Array>>;

export interface TestLibrary {
  readonly app: App;
  /** Fresh folder that goes when the library closes. */
  readonly folder: string;
  /** Writes files under `folder/name` and gives that path; files of an earlier call stay. */
  write(name: string, files: SourceFiles): Promise<string>;
  remove(name: string, path: string): Promise<void>;
  ingest(path: string, options?: IngestOptions): Promise<IngestReport>;
  /** Runs a GraphQL document as `/graphql` would; on this machine, unless a caller is given. */
  ask<Data>(source: string, variables?: Readonly<Record<string, unknown>>, caller?: Caller): Promise<Data>;
  close(): Promise<void>;
}

export async function writeFiles(root: string, files: SourceFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

interface Home {
  /** Settings that lead to it. */
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** An empty library. */
async function createHome(folder: string, kind: StoreKind): Promise<Home> {
  const data = join(folder, 'data');
  if (kind === 'embedded') {
    return { settings: { MCDEWEY_DATA: await emptyDataFolder(data) }, remove: () => Promise.resolve() };
  }
  const database = await createEmptyDatabase();
  return { settings: { MCDEWEY_DATA: data, DATABASE_URL: database.url }, remove: () => database.drop() };
}

export async function openTestLibrary(
  environment: Readonly<Record<string, string>> = {},
  kind: StoreKind = storeKind,
  logger = createLogger('silent'),
): Promise<TestLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'mcdewey-test-'));
  const home = await createHome(folder, kind);
  // However busy the machine is, no operation of a test is refused for that.
  const patience = { OPERATION_SECONDS: '600', OPERATION_TURN_SECONDS: '600' };
  const config = loadConfig({ ...home.settings, ...patience, EMBEDDING_MODEL: 'hashing', ...environment });
  const app = await createApp(config, 'test', logger);
  return {
    app,
    folder,
    async write(name, files) {
      await writeFiles(join(folder, name), files);
      return join(folder, name);
    },
    remove: (name, path) => rm(join(folder, name, path)),
    ingest: (path, options = {}) => app.ingest.run({ kind: 'FOLDER', location: path, options }),
    ask: (source, variables = {}, caller = thisMachine('COMMAND_LINE')) => {
      const name = /(?:query|mutation)\s+(\w+)/.exec(source)?.[1];
      if (name === undefined) throw new Error('name the operation of a test');
      return app.execute({ name, source }, variables, { caller });
    },
    async close() {
      await app.close();
      await home.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
