/** Old jobs go after a job, and what was sent for nothing goes with them. */
import { access, mkdir, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let db: DataSource;
beforeAll(async () => {
  library = await openTestLibrary({ JOBS_KEPT: '2', JOBS_KEPT_DAYS: '10' });
  db = library.app.store.dataSource;
});
afterAll(async () => {
  await library.close();
});

interface OldJob {
  readonly daysAgo: number;
  readonly state?: string;
  readonly options?: object;
  readonly retryOf?: string;
}

async function aSource(): Promise<string> {
  const [row] = await db.query<{ id: string }[]>(
    `INSERT INTO ingest_source (kind, location) VALUES ('FOLDER', $1) RETURNING id`,
    [`/somewhere/${randomUUID()}`],
  );
  return row?.id ?? '';
}

/** With a document and a file that failed. */
async function aJob(source: string, { daysAgo, state = 'SUCCEEDED', options = {}, retryOf }: OldJob): Promise<string> {
  const [row] = await db.query<{ id: string }[]>(
    `INSERT INTO job (kind, state, source_id, source, options, retry_of, planned_at, started_at, heartbeat_at, finished_at)
     SELECT 'INGEST', $2, $1, 'somewhere', $3, $4, at, at, at, CASE WHEN $2 IN ('QUEUED', 'RUNNING') THEN NULL ELSE at END
     FROM (SELECT now() - make_interval(days => $5) AS at) x RETURNING id`,
    [source, state, JSON.stringify(options), retryOf ?? null, daysAgo],
  );
  const id = row?.id ?? '';
  await db.query(
    `INSERT INTO job_document (job_id, key, action, state) VALUES ($1, 'gone/1/guide', 'INGEST', 'FAILED')`,
    [id],
  );
  await db.query(`INSERT INTO job_file (job_id, path, outcome) VALUES ($1, 'gone/1/guide.md', 'FAILED')`, [id]);
  return id;
}

/** Ids that are left of these jobs, once another job has ended. */
async function leftOf(jobs: readonly string[]): Promise<string[]> {
  const path = await library.write('other', { 'other/1/guide/guide.md': '# Other\n\nAnother source.\n' });
  await library.ingest(path);
  const rows = await db.query<{ id: string }[]>('SELECT id FROM job WHERE id = ANY ($1::uuid[])', [jobs]);
  return jobs.filter((job) => rows.some(({ id }) => id === job));
}

describe('old jobs', () => {
  it('go with what became of their files: not the last of a source, and no young one', async () => {
    const [source, other] = [await aSource(), await aSource()];
    const old = [await aJob(source, { daysAgo: 30 }), await aJob(source, { daysAgo: 20 })];
    const kept = [
      await aJob(source, { daysAgo: 15 }),
      await aJob(source, { daysAgo: 12 }),
      await aJob(other, { daysAgo: 40 }),
      await aJob(other, { daysAgo: 50 }),
    ];
    const young = await aSource();
    for (const daysAgo of [1, 2, 3, 9]) kept.push(await aJob(young, { daysAgo }));
    expect(await leftOf([...old, ...kept])).toEqual(kept);
    for (const table of ['job_document', 'job_file']) {
      const rows: unknown[] = await db.query(`SELECT job_id FROM ${table} WHERE job_id = ANY ($1::uuid[])`, [old]);
      expect(rows).toEqual([]);
    }
  });

  it('stay when they are the last that succeeded, are not over, or are tried again', async () => {
    const source = await aSource();
    const failed = await aJob(source, { daysAgo: 90, state: 'FAILED' });
    const succeeded = await aJob(source, { daysAgo: 80 });
    const running = await aJob(source, { daysAgo: 70, state: 'RUNNING' });
    const tried = await aJob(source, { daysAgo: 60, state: 'CANCELLED' });
    const retry = await aJob(source, { daysAgo: 50, state: 'QUEUED', retryOf: tried });
    const last = [
      await aJob(source, { daysAgo: 40, state: 'FAILED' }),
      await aJob(source, { daysAgo: 30, state: 'INTERRUPTED' }),
    ];
    const kept = [succeeded, running, tried, retry, ...last];
    expect(await leftOf([failed, ...kept])).toEqual(kept);
    await db.query(`UPDATE job SET state = 'CANCELLED', finished_at = heartbeat_at WHERE id = ANY ($1::uuid[])`, [
      [running, retry],
    ]);
    expect(await leftOf(kept)).toEqual([succeeded, ...last]);
  });

  it('are not needed to try the failed files of the last one again', async () => {
    const path = await library.write('mend', {
      'mend/1/good/good.md': '# Good\n\nCan be read.\n',
      'mend/1/broken/broken.md': Uint8Array.of(0, 1, 2, 0, 0, 255),
    });
    for (let run = 0; run < 3; run += 1) await library.ingest(path);
    await db.query(
      `UPDATE job SET started_at = started_at - interval '90 days', finished_at = now() - interval '90 days'
                    WHERE source = $1`,
      [path],
    );
    const before = await db.query<{ id: string }[]>('SELECT id FROM job WHERE source = $1 ORDER BY started_at', [path]);
    const ids = before.map(({ id }) => id);
    expect(await leftOf(ids)).toEqual(ids.slice(1));
    await library.write('mend', { 'mend/1/broken/broken.md': '# Mended\n\nCan be read now.\n' });
    const again = await library.app.ingest.retry(ids[2] ?? '');
    await library.app.ingest.work(again);
    expect(
      await db.query(`SELECT counts->'new' AS new, counts->'failed' AS failed FROM job WHERE id = $1`, [again]),
    ).toEqual([{ new: 1, failed: 0 }]);
  });
});

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A file among the uploads, last written to so long ago. */
async function aFile(name: string, hoursAgo: number): Promise<string> {
  const path = join(library.folder, 'data', 'uploads', name);
  await mkdir(join(library.folder, 'data', 'uploads'), { recursive: true });
  await writeFile(path, '# Sent\n');
  const then = new Date(Date.now() - hoursAgo * 3_600_000);
  await utimes(path, then, then);
  return path;
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(paths.map(isThere));
  return paths.filter((_path, at) => there[at]);
}

describe('what was sent', () => {
  it('and left half-written by a killed process goes after a job; what is still written stays', async () => {
    const left = await aFile(`.${randomUUID()}.part`, 2);
    const fresh = await aFile(`.${randomUUID()}.part`, 0.5);
    const named = await aFile('guide.md', 100);
    await leftOf([]);
    expect(await existing([left, fresh, named])).toEqual([fresh, named]);
  });

  it('and was looked at by a killed process goes with what it was unpacked to', async () => {
    const id = randomUUID();
    const folder = join(library.folder, 'data', 'uploads', `.${id}.look-a1B2c3`);
    await mkdir(join(folder, 'tree'), { recursive: true });
    await writeFile(join(folder, 'tree', 'guide.md'), '# Unpacked\n');
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    await utimes(folder, twoHoursAgo, twoHoursAgo);
    const waiting = await aFile(`.${id}`, 2);
    await leftOf([]);
    expect(await existing([folder, waiting])).toEqual([waiting]);
  });

  it('for a job that went, goes with it; what a job or a place still claims stays', async () => {
    const [forOld, forKept, forNobody, young] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const source = await aSource();
    await aJob(source, { daysAgo: 30, state: 'CANCELLED', options: { upload: forOld } });
    await aJob(source, { daysAgo: 20, state: 'CANCELLED', options: { upload: forKept } });
    await aJob(source, { daysAgo: 15 });
    const { id: place } = await library.app.ingest.uploads.open('waits.md');
    const files = [
      await aFile(`.${forOld}`, 48),
      await aFile(`.${forNobody}`, 48),
      await aFile(`.${forKept}`, 48),
      await aFile(`.${young}`, 12),
      await aFile(`.${place}`, 48),
    ];
    await leftOf([]);
    expect(await existing(files)).toEqual(files.slice(2));
  });

  it('is looked for when a service starts', async () => {
    const left = await aFile(`.${randomUUID()}.part`, 2);
    await new Promise<void>((resolve) => {
      const { dataSource } = library.app.store;
      const query = dataSource.query.bind(dataSource);
      // The runner asks for open jobs once it has tidied up.
      dataSource.query = <Rows>(...asked: Parameters<typeof query>): Promise<Rows> => {
        if (asked[0].includes(`state IN ('QUEUED', 'RUNNING') AND worker_group`)) resolve();
        return query<Rows>(...asked);
      };
      library.app.workOnJobs();
    });
    expect(await isThere(left)).toBe(false);
  });

  it('late has as long to arrive as what was sent at once', async () => {
    const { id, token } = await library.app.ingest.uploads.open('slow.md');
    await db.query(`UPDATE upload SET expires_at = now() + interval '1 minute' WHERE id = $1`, [id]);
    let minutes = 0;
    const content = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('# Slow\n\n');
      const [row] = await db.query<{ left: number }[]>(
        'SELECT extract(epoch FROM expires_at - now())::int AS left FROM upload WHERE id = $1',
        [id],
      );
      minutes = (row?.left ?? 0) / 60;
      yield Buffer.from('It took its time.\n');
    };
    await library.app.ingest.uploads.receive(token, content());
    expect(minutes).toBeGreaterThan(55);
  });
});
