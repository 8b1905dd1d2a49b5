/** `mcdewey eval` on the library's own judgements, by the program as people run it. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run, type Finished } from './testkit/command.js';

let folder: string;
const mcdewey = (...args: string[]): Promise<Finished> => run(args, { MCDEWEY_DATA: join(folder, 'data') });
const path = (name: string): string => join(folder, name);

const file = `format: mcdewey-curation/1
judgements:
  - query: opens
    product: gate
    target: gate/guide
    grade: 3
  - query: opens
    product: gate
    target: gate/gone
    grade: 2
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-judged-'));
  await mkdir(path('manuals/gate/1.0/guide'), { recursive: true });
  await writeFile(path('manuals/gate/1.0/guide/guide.md'), '# Gate\n\nIt opens.\n');
  await writeFile(path('curation.yaml'), file);
  expect(await mcdewey('ingest', path('manuals'), '--vendor', 'Acme')).toMatchObject({ code: 0 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('nothing judged, nothing measured; then figures are kept, shown beside the run before, and handed out', async () => {
  const none = await mcdewey('eval', '--judgements');
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('Nothing is judged yet')]);
  const applied = await mcdewey('curation', 'apply', path('curation.yaml'));
  expect(applied.stderr).toContain('Of rules, synonyms, judgements and marks 2, too.');

  const first = await mcdewey('eval', '--judgements');
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/hybrid\s+1\s+1\.000\s+1\.000\s+1\.000\s+1\.000\s+1\.000/u);
  expect(first.stderr).toContain('1 judgements have dead targets');
  const second = await mcdewey('eval', '--judgements', '--mode', 'lexical', '--json');
  expect(JSON.parse(second.stdout)).toMatchObject([{ mode: 'LEXICAL', questionCount: 1, deadTargets: 1 }]);
  const trend = await mcdewey('eval', '--trend');
  expect(trend.stdout.trim().split('\n').slice(1)).toEqual([
    expect.stringContaining('lexical'),
    expect.stringContaining('hybrid'),
  ]);

  const exported = await mcdewey('eval', '--export', path('judged'));
  expect(exported.stderr).toContain('left out: gate/gone');
  expect(await readFile(path('judged/qrels.tsv'), 'utf8')).toMatch(
    /^query-id\tcorpus-id\tscore\nq\w+\tgate\/guide\t3\n$/u,
  );
  const measured = await mcdewey('eval', path('judged'), '--mode', 'lexical', '--json');
  expect(JSON.parse(measured.stdout)).toMatchObject([{ runs: [{ queries: 1, ndcg10: 1 }] }]);
}, 600_000);

test('collections and own judgements exclude each other', async () => {
  for (const args of [['eval'], ['eval', path('judged'), '--trend']]) {
    const refused = await mcdewey(...args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--judgements, --trend and --export')]);
  }
});
