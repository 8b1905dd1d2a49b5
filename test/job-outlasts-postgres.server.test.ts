/** A Postgres server that goes away in the middle of a job and comes back: the job waits, and ends as if nothing had been. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import 'reflect-metadata';
import { migrations } from '../migrations/all.js';
import { createDataSource } from '../src/store/data-source.js';
import { entities } from '../src/store/entities/all.js';
import { run, start, type Started } from './testkit/command.js';
import { contentsOf } from './testkit/contents.js';
import { writeFiles } from './testkit/library.js';
import { createEmptyDatabase, type TestDatabase } from './testkit/server-database.js';
import { silent } from './testkit/store.js';
import { startUnsteadyProxy, type UnsteadyProxy } from './testkit/unsteady-proxy.js';

const documents = 24;
let folder: string;
let source: string;
let undisturbed: unknown;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-outlast-'));
  source = join(folder, 'manuals');
  const files = Array.from({ length: documents }, (_, n) => {
    const parts = Array.from({ length: 3 }, (_part, part) => {
      const valve = String(n * 3 + part);
      return `## Part ${String(part)}\n\nValve ${valve} of sluice ${String(n)} opens by hand.\n`;
    });
    return [`sluice/${String(n % 2)}/guide-${String(n)}/guide.md`, `# Sluice ${String(n)}\n\n${parts.join('\n')}`];
  });
  await writeFiles(source, Object.fromEntries(files) as Record<string, string>);
  const database = await createEmptyDatabase();
  expect(await run(['ingest', source], { DATABASE_URL: database.url })).toMatchObject({ code: 0 });
  undisturbed = await stateOf(database);
  await database.drop();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What the library holds, and what its jobs say. */
async function stateOf({ url }: TestDatabase): Promise<unknown> {
  const dataSource: DataSource = await createDataSource({ url, entities, migrations, logger: silent });
  try {
    const jobs: unknown[] = await dataSource.query('SELECT state, error, files_done, counts FROM job');
    const failed: unknown[] = await dataSource.query(`SELECT path, reason FROM job_file WHERE outcome = 'FAILED'`);
    const held: unknown[] = await dataSource.query(`SELECT key, state FROM job_document WHERE state <> 'DONE'`);
    return { contents: await contentsOf(dataSource), jobs, failed, held };
  } finally {
    await dataSource.destroy();
  }
}

/** Where the connections are cut: at a statement, after others on the same connection. */
interface Cut {
  readonly statements: readonly string[];
  /** How often connections come so far before it happens. */
  readonly nth: number;
  /** The last statement does not arrive, or its answer does not. */
  readonly lost: 'STATEMENT' | 'ANSWER';
}

/** A way to the database that is cut once, and stays so until it is opened again. */
async function startCutProxy(url: string, { statements, nth, lost }: Cut): Promise<UnsteadyProxy> {
  const reached = new Map<Socket, number>();
  let left = nth;
  let doomed: Socket | undefined;
  const cut = (): void => {
    doomed = undefined;
    void proxy.become('REFUSING');
  };
  const proxy = await startUnsteadyProxy(url, {
    sent(bytes, connection) {
      const at = reached.get(connection) ?? 0;
      if (left === 0 || !bytes.includes(statements[at] ?? '')) return;
      reached.set(connection, (at + 1) % statements.length);
      if (at + 1 < statements.length) return;
      left -= 1;
      if (left > 0) return;
      doomed = connection;
      if (lost === 'STATEMENT') cut();
    },
    answered(_bytes, connection) {
      if (connection === doomed) cut();
    },
  });
  return proxy;
}

const written = 'INSERT INTO chunk ';
const jobOver = 'when the job is over, which the worker is not told';
const cuts: Record<string, Cut> = {
  'while the job is planned': { statements: ['SET planned_at = now()'], nth: 1, lost: 'STATEMENT' },
  'when documents were leased, which the worker is not told': {
    statements: [`SET state = 'LEASED'`],
    nth: 2,
    lost: 'ANSWER',
  },
  'when a document was committed, which the worker is not told': {
    statements: [written, 'COMMIT'],
    nth: 9,
    lost: 'ANSWER',
  },
  [jobOver]: { statements: [`'SUCCEEDED'`], nth: 1, lost: 'ANSWER' },
};

/** An ingest through a way to its database that is cut. */
interface Disturbed {
  readonly database: TestDatabase;
  readonly proxy: UnsteadyProxy;
  readonly ingest: Started;
}

const opened: Disturbed[] = [];

async function ingestOver(cut: Cut): Promise<Disturbed> {
  const database = await createEmptyDatabase();
  const proxy = await startCutProxy(database.url, cut);
  const url = new URL(database.url);
  url.host = new URL(proxy.url).host;
  const disturbed = { database, proxy, ingest: start(['ingest', source], { DATABASE_URL: url.href }) };
  opened.push(disturbed);
  await disturbed.ingest.saw(/"msg":"Postgres is away; the job waits for it"/);
  return disturbed;
}

afterEach(async () => {
  for (const { database, proxy, ingest } of opened.splice(0)) {
    ingest.child.kill('SIGKILL');
    await ingest.finished;
    await proxy.close();
    await database.drop();
  }
});

describe('a job whose Postgres server goes away', () => {
  it.each(Object.keys(cuts))('%s ends like one that was not disturbed', async (when) => {
    const { database, proxy, ingest } = await ingestOver(cuts[when] as Cut);
    await proxy.become('OPEN');
    const { code, stderr, stdout } = await ingest.finished;
    // A look at the job's progress may find it over before its worker finds Postgres back; then nothing goes on.
    if (when !== jobOver) expect(stderr).toContain('"msg":"Postgres is back; the job goes on"');
    expect(stdout).toContain(`Files: ${String(documents)} new, 0 changed, 0 unchanged, 0 archived, 0 failed`);
    expect(code).toBe(0);
    expect(await stateOf(database)).toEqual(undisturbed);
  });

  it('can be stopped while it waits; when its leases have run out, the next run does the rest', async () => {
    const { database, ingest } = await ingestOver({ statements: [written], nth: 9, lost: 'STATEMENT' });
    ingest.child.kill('SIGINT');
    expect(await ingest.finished).toMatchObject({ code: 130 });
    const dataSource = await createDataSource({ url: database.url, entities, migrations, logger: silent });
    await dataSource.query(`UPDATE job_document SET lease_until = now() WHERE state = 'LEASED'`);
    expect(await run(['ingest', source], { DATABASE_URL: database.url })).toMatchObject({ code: 0 });
    expect(await contentsOf(dataSource)).toEqual((undisturbed as { contents: unknown }).contents);
    await dataSource.destroy();
  });
});
