import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReadLimitError } from '../src/errors.js';
import { createIngest, type Ingest } from '../src/ingest/ingest.js';
import { createReadPool, type ReadPool } from '../src/ingest/prepare/read-pool.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';

let library: TestLibrary;
let pool: ReadPool;
beforeAll(async () => {
  library = await openTestLibrary();
  pool = createReadPool({ tokenizerFolder: library.app.embedder.tokenizerFolder });
});
afterAll(async () => {
  await pool.close();
  await library.close();
});

/** An ingest whose threads have too little time, so often, for the files that are named; and the order in which files are read. */
async function hurried(failures: Map<string, number>): Promise<{ ingest: Ingest; read: string[] }> {
  const { store, embedder } = library.app;
  const [model]: { id: number }[] = await store.dataSource.query('SELECT id FROM embedding_model LIMIT 1');
  const read: string[] = [];
  const ingest = createIngest({
    dataSource: store.dataSource,
    storeMode: store.mode,
    embedder,
    modelId: model?.id ?? 0,
    maintainVectors: () => Promise.resolve(),
    readPool: {
      read(task, signal) {
        read.push(task.name);
        const left = failures.get(task.name) ?? 0;
        failures.set(task.name, left - 1);
        if (left > 0) return Promise.reject(new ReadLimitError(`${task.name} takes too long.`, 'time'));
        return pool.read(task, signal);
      },
    },
    logger: silent,
    owner: 'test',
    workerGroup: 'test',
    sources: { dataDir: library.folder, allowPrivate: false },
    history: { jobs: 20, days: 30 },
  });
  return { ingest, read };
}

const text = (title: string): string => `# ${title}\n\nWords about the ${title}.\n`;

describe('a file that runs into a limit of time', () => {
  it('is read once more at the end of the job, and counted once', async () => {
    const location = await library.write('crane', {
      'crane/1/guide/hook.md': text('hook'),
      'crane/1/guide/slow.md': text('slow'),
      'crane/1/notes/last.md': text('last'),
    });
    const { ingest, read } = await hurried(new Map([['slow.md', 1]]));
    const { counts, problems, warnings } = await ingest.run({ kind: 'FOLDER', location, options: { vendor: 'Acme' } });
    expect(counts).toMatchObject({ new: 3, failed: 0, unchanged: 0, documents: 2 });
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    expect(read.filter((name) => name === 'slow.md')).toHaveLength(2);
    expect(read.at(-1)).toBe('slow.md');
  });

  it('fails when it does so twice, and the job says how to try again', async () => {
    const location = await library.write('winch', {
      'winch/1/guide/hook.md': text('winch hook'),
      'winch/1/guide/slow.md': text('winch slow'),
    });
    const { ingest, read } = await hurried(new Map([['slow.md', 2]]));
    const { jobId, counts, problems, warnings } = await ingest.run({
      kind: 'FOLDER',
      location,
      options: { vendor: 'Acme' },
    });
    expect(counts).toMatchObject({ new: 1, failed: 1 });
    expect(problems).toMatchObject([{ path: 'winch/1/guide/slow.md', code: 'TIME_EXCEEDED' }]);
    expect(read).toHaveLength(3);
    expect(warnings).toEqual([expect.stringContaining('mcdewey jobs retry')]);
    const again = await ingest.retry(jobId);
    await ingest.work(again);
    const [job]: { counts: unknown }[] = await library.app.store.dataSource.query(
      'SELECT counts FROM job WHERE id = $1',
      [again],
    );
    expect(job?.counts).toMatchObject({ new: 1, failed: 0 });
  });
});
