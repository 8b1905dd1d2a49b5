/** `mcdewey curation`: overrides out to a file and in again, by the program as people run it. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run, type Finished } from './testkit/command.js';

let folder: string;
const mcdewey = (...args: string[]): Promise<Finished> => run(args, { MCDEWEY_DATA: join(folder, 'data') });
const path = (name: string): string => join(folder, name);

const file = `format: mcdewey-curation/1
documents:
  gate/1.0/guide:
    title: The gate, explained
    kind: ADMIN_GUIDE
  gate/1.0/gone:
    title: Not here
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-curation-'));
  await mkdir(path('manuals/gate/1.0/guide'), { recursive: true });
  await writeFile(path('manuals/gate/1.0/guide/guide.md'), '# Gate\n\nIt opens.\n');
  await writeFile(path('curation.yaml'), file);
  expect(await mcdewey('ingest', path('manuals'), '--vendor', 'Acme')).toMatchObject({ code: 0 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file is looked at, applied, and written again as it is', async () => {
  const look = await mcdewey('curation', 'apply', path('curation.yaml'), '--dry-run');
  expect(look).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('gate/1.0/guide title: "Gate" → "The gate') as unknown,
  });
  expect(look.stderr).toMatch(/2 fields would change\. Not in the library, and left out: .*gate\/1\.0\/gone/);
  expect((await mcdewey('curation', 'export')).stdout).not.toContain('explained');

  const applied = await mcdewey('curation', 'apply', path('curation.yaml'), '--json');
  expect(JSON.parse(applied.stdout)).toMatchObject({ bulkId: expect.any(String), errors: [] });
  expect(applied.stderr).toContain('2 fields changed.');
  expect(await mcdewey('curation', 'export', path('out.yaml'))).toMatchObject({ code: 0 });
  const written = await readFile(path('out.yaml'), 'utf8');
  expect(written).toMatch(/gate\/1\.0\/guide:\n +title: The gate, explained\n +kind: ADMIN_GUIDE/);
  const again = await mcdewey('curation', 'apply', path('out.yaml'), '--dry-run');
  expect(again.stderr).toContain('0 fields would change.');
}, 300_000);

test('a file with a fault changes nothing and says where the fault is', async () => {
  await writeFile(
    path('wrong.yaml'),
    'format: mcdewey-curation/1\ndocuments:\n  gate/1.0/guide:\n    kind: NOVEL\n    language: fi\n',
  );
  const wrong = await mcdewey('curation', 'apply', path('wrong.yaml'));
  expect(wrong).toMatchObject({ code: 2, stdout: expect.stringContaining('gate/1.0/guide kind: ') as unknown });
  expect(wrong.stderr).toContain('Nothing was changed: the file has a fault.');
  expect((await mcdewey('curation', 'export')).stdout).not.toContain('language');
  const missing = await mcdewey('curation', 'apply', path('no.yaml'));
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("no.yaml can't be read (ENOENT)")]);
  const nowhere = await mcdewey('curation', 'export', path('no/such/folder.yaml'));
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining("can't be written (ENOENT)")]);
}, 300_000);
