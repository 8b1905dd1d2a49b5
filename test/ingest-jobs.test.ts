/** Jobs as work that several workers share: leases, cancellation, retries, resumption. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from 'graphql-relay';
import type { DataSource } from 'typeorm';
import { createIngest, type Ingest } from '../src/ingest/ingest.js';
import { createEmbedOnce } from '../src/ingest/prepare/embed-once.js';
import { drainJob } from '../src/ingest/job/drain-job.js';
import { startJobRunner } from '../src/ingest/job/job-runner.js';
import { planJob } from '../src/ingest/job/plan-job.js';
import { defaultTokenizerFolder } from '../src/embedding/built-in-models.js';
import type { IngestParts } from '../src/ingest/job/job-parts.js';
import type { IngestRequest } from '../src/ingest/source/ingest-request.js';
import { claimDocuments, completeDocument, freeLapsed, renewLeases } from '../src/store/writes/job-documents.js';
import { createVocabularyWriter } from '../src/ingest/write/vocabulary.js';
import { createSourceFiles } from '../src/ingest/files/source-files.js';
import { interruptAll, reportProgress, takePlanning } from '../src/store/writes/jobs.js';
import { createReadPool } from '../src/ingest/prepare/read-pool.js';
import { silent } from './testkit/store.js';
import { openTestLibrary, type SourceFiles, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let db: DataSource;
beforeAll(async () => {
  library = await openTestLibrary();
  db = library.app.store.dataSource;
});
afterAll(async () => {
  await readPool.close();
  await library.close();
});

const readPool = createReadPool({ tokenizerFolder: defaultTokenizerFolder() });

/** Another worker on the same library, as another process would be. */
function worker(owner: string): { parts: IngestParts; ingest: Ingest } {
  const parts: IngestParts = {
    dataSource: db,
    storeMode: 'embedded',
    embedder: library.app.embedder,
    modelId: 1,
    maintainVectors: () => Promise.resolve(),
    readPool,
    logger: silent,
    owner,
    workerGroup: 'test',
    sources: { dataDir: '/nowhere', allowPrivate: false },
    history: { jobs: 20, days: 30 },
  };
  return { parts, ingest: createIngest(parts) };
}

function manuals(product: string, count: number): SourceFiles {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `${product}/1/doc-${String(at)}/page.md`,
      `# Page ${String(at)}\n\nThe valve ${String(at)} of the ${product} opens at ${String(at)} bar.\n`,
    ]),
  );
}

const folder = (location: string): IngestRequest => ({ kind: 'FOLDER', location, options: {} });
/** The same place, asked for so that it is a job of its own. */
const again = (location: string): IngestRequest => ({ ...folder(location), allowArchive: true });

/** Every row of what is published, with the ids and transactions that wrote it. */
async function rowsOf(product: string): Promise<unknown> {
  return db.query(
    `SELECT d.slug, d.xmin::text AS written, d.revision, c.id AS chunk, c.xmin::text AS placed, p.id AS passage
     FROM document d JOIN version v ON v.id = d.version_id JOIN product o ON o.id = v.product_id
     JOIN chunk c ON c.document_id = d.id JOIN passage p ON p.id = c.passage_id
     WHERE o.slug = $1 ORDER BY d.slug, c.id`,
    [product],
  );
}

async function documentCount(product: string): Promise<number> {
  const [row]: { count: number }[] = await db.query(
    `SELECT count(*)::int AS count FROM document d JOIN version v ON v.id = d.version_id
     JOIN product o ON o.id = v.product_id WHERE o.slug = $1`,
    [product],
  );
  return row?.count ?? 0;
}

async function jobRow(jobId: string): Promise<{ state: string; counts: Record<string, number>; files_done: number }> {
  const [row]: { state: string; counts: Record<string, number>; files_done: number }[] = await db.query(
    'SELECT state, counts, files_done FROM job WHERE id = $1',
    [jobId],
  );
  if (row === undefined) throw new Error(`no job ${jobId}`);
  return row;
}

describe('several workers', () => {
  it('share one job: every document is written once, and the accounts add up', async () => {
    const path = await library.write('share', manuals('share', 30));
    const [first, second] = [worker('first'), worker('second')];
    const jobId = await first.ingest.start(folder(path));
    await Promise.all([first.ingest.work(jobId), second.ingest.work(jobId)]);
    expect(await jobRow(jobId)).toMatchObject({
      state: 'SUCCEEDED',
      files_done: 30,
      counts: { new: 30, unchanged: 0, failed: 0, documents: 30, chunks: 30, passagesNew: 30 },
    });
    const revisions: unknown[] = await db.query(
      `SELECT d.revision FROM document d JOIN version v ON v.id = d.version_id JOIN product o ON o.id = v.product_id
       WHERE o.slug = 'share' AND d.revision > 1`,
    );
    expect(revisions).toEqual([]);
  });

  it('that run the same source at once do not fight: what one has written is unchanged for the other', async () => {
    const path = await library.write('twice', manuals('twice', 30));
    const reports = await Promise.all([worker('a').ingest.run(folder(path)), worker('b').ingest.run(folder(path))]);
    const total = (name: 'new' | 'unchanged' | 'failed' | 'documents'): number =>
      reports.reduce((sum, { counts }) => sum + counts[name], 0);
    expect({ new: total('new'), unchanged: total('unchanged'), failed: total('failed') }).toEqual({
      new: 30,
      unchanged: 30,
      failed: 0,
    });
    expect(total('documents')).toBe(30);
    const before = await rowsOf('twice');
    await Promise.all([worker('a').ingest.run(folder(path)), worker('b').ingest.run(folder(path))]);
    expect(await rowsOf('twice')).toEqual(before);
  });

  it('take over what a silent one held, and the silent one can no longer write', async () => {
    const path = await library.write('lapse', manuals('lapse', 4));
    const dead = worker('dead');
    const jobId = await dead.ingest.start(folder(path));
    await db.query(`UPDATE job SET state = 'RUNNING' WHERE id = $1`, [jobId]);
    await db.query(
      `INSERT INTO job_document (job_id, key, action, plan, files) VALUES ($1, 'lapse/1/doc-0', 'INGEST', '{}', 1)`,
      [jobId],
    );
    const [held] = await claimDocuments(db, jobId, 'dead', { limit: 5, leaseSeconds: -1 });
    expect(held).toMatchObject({ key: 'lapse/1/doc-0' });
    expect(await claimDocuments(db, jobId, 'alive', { limit: 5, leaseSeconds: 60 })).toEqual([]);
    await freeLapsed(db);
    expect(await claimDocuments(db, jobId, 'alive', { limit: 5, leaseSeconds: 60 })).toMatchObject([
      { key: 'lapse/1/doc-0' },
    ]);

    const result = { documentId: null, written: true, chunks: 1, passagesNew: 1, files: [] };
    const item = { id: held?.id ?? 0, jobId };
    const book = (owner: string) => db.transaction((manager) => completeDocument(manager, item, owner, result));
    expect(await book('dead')).toBe(false);
    expect(await book('alive')).toBe(true);
    expect(await book('alive')).toBe(false);
  });

  it('that take a lease for lost while they hold it give it back, and the document is done', async () => {
    const path = await library.write('doubt', manuals('doubt', 8));
    const { parts, ingest } = worker('doubter');
    const jobId = await ingest.start(folder(path));
    await takePlanning(db, jobId, 'doubter', 60);
    const signal = new AbortController().signal;
    const request = folder(path);
    await planJob(parts, { id: jobId, request, retryOf: null }, signal);
    let doubts = 3;
    /** Says of the first documents that their leases are gone, as soon as they are under way. */
    class Doubting extends Map<number, AbortController> {
      override set(id: number, lease: AbortController): this {
        if (doubts > 0) lease.abort();
        doubts -= 1;
        return super.set(id, lease);
      }
    }
    const source = createSourceFiles(path);
    await drainJob(parts, {
      jobId,
      signal,
      embedOnce: createEmbedOnce(parts.embedder),
      vocabulary: createVocabularyWriter(),
      filesOf: () => source,
      underway: new Doubting(),
      onDone: () => undefined,
    });
    const states: unknown[] = await db.query(
      'SELECT state, count(*)::int AS count FROM job_document WHERE job_id = $1 GROUP BY state',
      [jobId],
    );
    expect(states).toEqual([{ state: 'DONE', count: 8 }]);
  });

  it('do not keep alive what they hold of a job that they gave up while the store was away', async () => {
    const path = await library.write('given', manuals('given', 1));
    const { ingest } = worker('survivor');
    const [first, second] = [await ingest.start(folder(path)), await ingest.start(again(path))];
    for (const jobId of [first, second]) {
      await db.query(`UPDATE job SET state = 'RUNNING', planned_at = now() WHERE id = $1`, [jobId]);
      await db.query(`INSERT INTO job_document (job_id, key, action) VALUES ($1, 'given/1/doc-0', 'INGEST')`, [jobId]);
    }
    expect(await claimDocuments(db, first, 'survivor', { limit: 5, leaseSeconds: 0 })).toHaveLength(1);
    expect(await claimDocuments(db, second, 'survivor', { limit: 5, leaseSeconds: 60 })).toEqual([]);
    expect(await renewLeases(db, second, 'survivor', 60)).toEqual([]);
    await freeLapsed(db);
    expect(await claimDocuments(db, second, 'survivor', { limit: 5, leaseSeconds: 60 })).toMatchObject([
      { key: 'given/1/doc-0' },
    ]);
  });

  it('that wait for the plan leave it to the one that makes it; whoever lost it on the way takes it up again', async () => {
    const path = await library.write('plan-once', manuals('plan-once', 1));
    const { parts, ingest } = worker('planner');
    const jobId = await ingest.start(folder(path));
    expect(await takePlanning(db, jobId, 'planner', 60)).toBe(true);
    expect(await takePlanning(db, jobId, 'waiting', 60)).toBe(false);
    await reportProgress(db, jobId, 'waiting');
    expect(await takePlanning(db, jobId, 'planner', 60)).toBe(true);
    const job = { id: jobId, request: folder(path), retryOf: null };
    expect(await planJob(parts, job, new AbortController().signal)).toBe(true);
  });

  it('never hold the same document for two jobs', async () => {
    const path = await library.write('once', manuals('once', 1));
    const jobs = await Promise.all([worker('x').ingest.start(folder(path)), worker('y').ingest.start(again(path))]);
    for (const jobId of jobs) {
      await db.query(`UPDATE job SET state = 'RUNNING' WHERE id = $1`, [jobId]);
      await db.query(`INSERT INTO job_document (job_id, key, action) VALUES ($1, 'once/1/doc-0', 'INGEST')`, [jobId]);
    }
    const claims = await Promise.all(
      jobs.map((jobId) => claimDocuments(db, jobId, jobId, { limit: 5, leaseSeconds: 60 })),
    );
    expect(claims.flat()).toHaveLength(1);
    await expect(
      db.query(`UPDATE job_document SET state = 'LEASED' WHERE job_id = ANY ($1::uuid[])`, [jobs]),
    ).rejects.toMatchObject({ code: '23505' });
  });
});

describe('a job', () => {
  it('without work writes no row but its own', async () => {
    const path = await library.write('idle', manuals('idle', 5));
    await library.ingest(path);
    const before = await rowsOf('idle');
    const { jobId, counts } = await library.ingest(path);
    expect(counts).toMatchObject({ unchanged: 5, new: 0, documents: 0 });
    expect(await rowsOf('idle')).toEqual(before);
    expect(await db.query('SELECT 1 FROM job_document WHERE job_id = $1', [jobId])).toEqual([]);
    expect(await db.query('SELECT 1 FROM job_file WHERE job_id = $1', [jobId])).toEqual([]);
  });

  it('stops when it is cancelled, keeps what is written, and a retry does the rest', async () => {
    const path = await library.write('stop', manuals('stop', 40));
    const { ingest } = worker('canceller');
    const jobId = await ingest.start(folder(path));
    let cancelling: Promise<void> | undefined;
    const working = ingest.work(jobId, {
      onProgress: () => {
        cancelling ??= ingest.cancel(jobId);
      },
    });
    await expect(working).rejects.toMatchObject({ code: 'CANCELLED' });
    await cancelling;
    expect(await jobRow(jobId)).toMatchObject({ state: 'CANCELLED' });
    const written = await documentCount('stop');
    expect(written).toBeLessThan(40);
    await expect(ingest.cancel(jobId)).rejects.toMatchObject({ code: 'BAD_INPUT' });

    const again = await ingest.retry(jobId);
    await ingest.work(again);
    expect((await jobRow(again)).counts).toMatchObject({ new: 40 - written, unchanged: 0 });
    expect(await documentCount('stop')).toBe(40);
  });

  it('is retried for its failed files only', async () => {
    const path = await library.write('mend', {
      ...manuals('mend', 3),
      'mend/1/broken/broken.md': Uint8Array.of(0, 1, 2, 0, 0, 255),
    });
    const { jobId, counts } = await library.ingest(path);
    expect(counts).toMatchObject({ new: 3, failed: 1 });
    await library.write('mend', {
      'mend/1/broken/broken.md': '# Mended\n\nIt can be read now.\n',
      'mend/1/doc-0/page.md': '# Page 0\n\nThis has changed too, but it had not failed.\n',
    });
    const { ingest } = worker('mender');
    const again = await ingest.retry(jobId);
    await ingest.work(again);
    expect((await jobRow(again)).counts).toMatchObject({ new: 1, changed: 0, archived: 0, failed: 0 });
    await expect(ingest.retry(again)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await library.ingest(path)).counts).toMatchObject({ changed: 1, unchanged: 3 });
  });

  it('is acknowledged once it is over: what failed in it may stay so, until somebody takes that back', async () => {
    const path = await library.write('leave', { 'leave/1/broken/broken.md': Uint8Array.of(0, 1, 2, 0, 0, 255) });
    const acknowledge = async (jobId: string, isAcknowledged?: boolean): Promise<Date | null> => {
      const answer = await library.ask<{ acknowledgeIngestJob: { job: { acknowledgedAt: Date | null } } }>(
        `mutation Leave($input: AcknowledgeIngestJobInput!) { acknowledgeIngestJob(input: $input) { job { acknowledgedAt } } }`,
        { input: { id: toGlobalId('IngestJob', jobId), ...(isAcknowledged !== undefined && { isAcknowledged }) } },
      );
      return answer.acknowledgeIngestJob.job.acknowledgedAt;
    };
    const waiting = await worker('leaver').ingest.start(folder(path));
    await expect(acknowledge(waiting)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: `The job of ${path} is not over yet.`,
    });
    await worker('leaver').ingest.work(waiting);
    const first = await acknowledge(waiting);
    expect(first).not.toBeNull();
    expect(await acknowledge(waiting)).toEqual(first);
    expect(await acknowledge(waiting, false)).toBeNull();
    await expect(acknowledge('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that its process left behind is resumed at the next start and done once', async () => {
    const path = await library.write('resume', manuals('resume', 12));
    const { ingest } = worker('killed');
    const jobId = await ingest.start(folder(path));
    const killed = new AbortController();
    const dying = ingest.work(jobId, {
      signal: killed.signal,
      onProgress: () => {
        killed.abort();
      },
    });
    await expect(dying).rejects.toMatchObject({ code: 'CANCELLED' });
    // What a killed process leaves: leases of its own, and a job that says it runs.
    await claimDocuments(db, jobId, 'killed', { limit: 3, leaseSeconds: 3_600 });
    await interruptAll(db);
    expect(await jobRow(jobId)).toMatchObject({ state: 'INTERRUPTED' });

    await new Promise<void>((resolve) => {
      const runner = startJobRunner(worker('heir').parts, {
        onProgress: ({ filesDone }) => {
          if (filesDone === 12) void runner.close().then(resolve);
        },
      });
    });
    expect(await jobRow(jobId)).toMatchObject({ state: 'SUCCEEDED', counts: { failed: 0, documents: 12 } });
    expect(await documentCount('resume')).toBe(12);
  });

  it('with two documents of one key ingests the first; the other fails in every run and preview, and alone', async () => {
    const path = await library.write('twins', {
      'package.json': '{"name":"twins","version":"1.0.0","dependencies":{"tw-in":"1"}}',
      'node_modules/tw-in/package.json': '{"name":"tw-in","version":"1.0.0"}',
      'node_modules/tw-in/README.md': '# Twin\n\nThe direct dependency.\n',
      'node_modules/@tw/in/package.json': '{"name":"@tw/in","version":"1.0.0"}',
      'node_modules/@tw/in/README.md': '# Twin\n\nIts name makes the same product.\n',
    });
    const request: IngestRequest = { kind: 'PACKAGES', location: path, options: {} };
    const { jobId, counts, problems } = await library.app.ingest.run(request);
    expect(counts).toMatchObject({ new: 1, failed: 1 });
    expect(problems).toMatchObject([{ path: '@tw/in/README.md', code: 'SLUG_TAKEN' }]);
    expect(await documentCount('tw-in')).toBe(1);
    const again = await library.app.ingest.retry(jobId);
    await library.app.ingest.work(again);
    expect((await jobRow(again)).counts).toMatchObject({ new: 0, changed: 0, archived: 0, failed: 1 });
    const { files } = await library.app.ingest.preview(request);
    expect(files.map(({ path: name, outcome }) => `${outcome} ${name}`).sort()).toEqual([
      'FAILED @tw/in/README.md',
      'UNCHANGED tw-in/1.0.0/README.md',
    ]);
  });

  it('names a file that a document lost, and archives documents that are gone', async () => {
    const path = await library.write('lost', {
      'lost/1/guide/one.md': '# One\n\nThe first of two.\n',
      'lost/1/guide/two.md': '# Two\n\nThe second of two.\n',
      'lost/1/other/other.md': '# Other\n\nAnother document.\n',
    });
    await library.ingest(path);
    await library.remove('lost', 'lost/1/guide/two.md');
    await library.remove('lost', 'lost/1/other/other.md');
    const { jobId, counts } = await library.ingest(path);
    expect(counts).toMatchObject({ archived: 2, unchanged: 1, failed: 0 });
    const files: unknown[] = await db.query(
      'SELECT path, outcome, reason FROM job_file WHERE job_id = $1 ORDER BY path',
      [jobId],
    );
    const reason = 'The source no longer has it.';
    expect(files).toEqual([
      { path: 'lost/1/guide/two.md', outcome: 'ARCHIVED', reason },
      { path: 'lost/1/other', outcome: 'ARCHIVED', reason },
    ]);
  });
});

describe('a preview', () => {
  it('says what a run would do and writes nothing', async () => {
    const path = await library.write('plan', {
      'plan/1/same/same.md': '# Same\n\nNothing happens here.\n',
      'plan/1/other/other.md': '# Other\n\nThis will change.\n',
      'plan/1/gone/gone.md': '# Gone\n\nThis will go.\n',
    });
    await library.ingest(path);
    await library.remove('plan', 'plan/1/gone/gone.md');
    await library.write('plan', {
      'plan/1/other/other.md': '# Other\n\nThis has changed.\n',
      'plan/2/fresh/fresh.md': '# Fresh\n\nThis is new.\n',
    });
    const tables = ['job', 'job_document', 'job_file', 'ingest_source', 'version', 'document', 'chunk'];
    const sizes = async () => {
      const counts = await Promise.all(tables.map((table) => db.query(`SELECT count(*)::int AS count FROM ${table}`)));
      return counts as unknown;
    };
    const before = [await sizes(), await rowsOf('plan')];
    const { files } = await library.app.ingest.preview(folder(path));
    expect([await sizes(), await rowsOf('plan')]).toEqual(before);
    expect(files.map(({ path: name, outcome }) => `${outcome} ${name}`).sort()).toEqual([
      'ARCHIVED plan/1/gone',
      'CHANGED plan/1/other/other.md',
      'NEW plan/2/fresh/fresh.md',
      'UNCHANGED plan/1/same/same.md',
    ]);
  });
});
