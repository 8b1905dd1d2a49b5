import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultTokenizerFolder } from '../src/embedding/built-in-models.js';
import { createReadPool, type ReadPool } from '../src/ingest/prepare/read-pool.js';
import type { ReadTask } from '../src/ingest/prepare/read-task.js';

const tokenizerFolder = defaultTokenizerFolder();
let root: string;
let pool: ReadPool;
/** A thread that is allowed little. */
let strict: ReadPool;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mcdewey-pool-'));
  pool = createReadPool({ tokenizerFolder });
  strict = createReadPool({ tokenizerFolder, limits: { memoryMb: 96, cpuSeconds: 20 } });
});
afterAll(async () => {
  await Promise.all([pool.close(), strict.close()]);
  await rm(root, { recursive: true });
});

function task(text: string, given: Partial<ReadTask> = {}): ReadTask & { content: Uint8Array } {
  return {
    source: { folder: root, root, run: 'test' },
    path: 'valve.md',
    name: 'valve.md',
    format: 'markdown',
    productName: 'Pump',
    ...given,
    content: Buffer.from(text),
  };
}

const small = '# Valve\n\nThe valve opens at 4 bar.\n';
const long = (paragraphs: number): string => `# Valve\n\n${'The *valve* opens at `4` bar.\n\n'.repeat(paragraphs)}`;

describe('The threads that read files', () => {
  it('give the facts of a file and its passages, measured and hashed', async () => {
    const { file, passages } = await pool.read(task(small));
    expect(file).toMatchObject({ title: 'Valve', sections: [{ heading: 'Valve', depth: 1 }] });
    expect(file.blocks).toEqual([]);
    expect(passages).toEqual([
      expect.objectContaining({
        text: 'The valve opens at 4 bar.',
        headingPath: ['Valve'],
        searchText: 'Pump > Valve\n\nThe valve opens at 4 bar.',
        tokens: 9,
        section: 0,
        firstPage: null,
      }),
    ]);
  });

  it('read the other files that a file includes, as they are in its run', async () => {
    await writeFile(join(root, 'part.md'), 'It closes at 1 bar.\n');
    const including = task("import Part from './part.md'\n\n# Valve\n\n<Part />\n", { name: 'v.mdx', format: 'mdx' });
    const { file, passages } = await pool.read(including);
    expect(passages.map(({ text }) => text)).toEqual(['It closes at 1 bar.']);
    expect(file.includes).toEqual([{ path: 'part.md', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('give a reader’s error with its code', async () => {
    const unknown = pool.read(task(small, { format: 'wax tablet' }));
    await expect(unknown).rejects.toMatchObject({ code: 'FILE_UNSUPPORTED', details: { format: 'wax tablet' } });
  });

  it('leave the event loop to others', async () => {
    let turns = 0;
    const counter = setInterval(() => (turns += 1), 5);
    await pool.read(task(long(20_000)));
    clearInterval(counter);
    expect(turns).toBeGreaterThan(20);
  });

  it('cut a paragraph of thousands of sentences in little memory', async () => {
    const { passages } = await strict.read(task('The valve opens at 4 bar. '.repeat(6_000)));
    expect(passages.length).toBeGreaterThan(50);
    expect(passages.every(({ text }) => /^The valve .* bar\.$/.test(text))).toBe(true);
  });

  it('end with a file that needs too much memory, and go on with the next', async () => {
    const [large, next] = [strict.read(task(long(100_000), { name: 'large.md' })), strict.read(task(small))];
    await expect(large).rejects.toMatchObject({
      code: 'MEMORY_EXCEEDED',
      message: expect.stringContaining('large.md needs more than 96 MB'),
      details: { reason: 'memory' },
    });
    expect((await next).file.title).toBe('Valve');
  });

  it('end with a file that takes too long', async () => {
    const hasty = createReadPool({ tokenizerFolder, limits: { cpuSeconds: 0.2 } });
    try {
      await expect(hasty.read(task(long(300_000)))).rejects.toMatchObject({
        code: 'TIME_EXCEEDED',
        details: { reason: 'time' },
      });
    } finally {
      await hasty.close();
    }
  });

  it('stop when the ingest is stopped', async () => {
    const stop = new AbortController();
    const reading = pool.read(task(long(300_000)), stop.signal);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await pool.read(task(small))).file.title).toBe('Valve');
  });
});
