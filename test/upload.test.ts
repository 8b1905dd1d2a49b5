import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mountUpload } from '../src/server/upload.js';
import { listen, type Listening } from './listening.js';
import { localCallers } from './testkit/callers.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';
import { zipOf } from './testkit/zip.js';

let library: TestLibrary;
let server: Listening;
beforeAll(async () => {
  library = await openTestLibrary();
  server = await listen((app) => {
    mountUpload(app, {
      ingest: library.app.ingest,
      callerOf: localCallers.callerOf,
      logger: silent,
      mostBytes: 10_000,
    });
  });
});
afterAll(async () => {
  await server.close();
  await library.close();
});

interface Sent {
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: readonly [name: string, content: string | Buffer];
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ fields = {}, file, headers = {} }: Sent): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== undefined)
    form.append('file', new Blob([typeof file[1] === 'string' ? file[1] : new Uint8Array(file[1])]), file[0]);
  const response = await fetch(`${server.baseUrl}/ingest/upload`, { method: 'POST', body: form, headers });
  return { status: response.status, body: await response.json() };
}

const fields = { vendor: 'Acme', product: 'Davit', version: '2' };
const uploads = (): Promise<string[]> => readdir(join(library.folder, 'data', 'uploads')).catch(() => []);

/** Works on the job that an upload started. */
async function worked(body: unknown): Promise<unknown> {
  const [, id = ''] = atob((body as { id: string }).id).split(':');
  await library.app.ingest.work(id);
  const [job]: { counts: unknown }[] = await library.app.store.dataSource.query(
    'SELECT counts FROM job WHERE id = $1',
    [id],
  );
  return job?.counts;
}

describe('an upload', () => {
  it('of a document is stored whole and ingested; the same name is the same source again', async () => {
    const first = await send({ fields, file: ['guide.md', '# Guide\n\nHow the davit turns.\n'] });
    expect(first.status).toBe(202);
    expect(await worked(first.body)).toMatchObject({ new: 1, failed: 0 });
    expect(await uploads()).toEqual(['guide.md']);
    const second = await send({ fields, file: ['guide.md', '# Guide\n\nHow the davit turns today.\n'] });
    expect(await worked(second.body)).toMatchObject({ new: 0, changed: 1 });
  });

  it('of an archive is unpacked', async () => {
    const zip = zipOf([
      { name: 'a/a.md', content: '# A\n\nFirst.\n' },
      { name: 'b/b.md', content: '# B\n\nSecond.\n' },
    ]);
    const { body } = await send({ fields: { ...fields, product: 'Gantry' }, file: ['gantry.zip', zip] });
    expect(await worked(body)).toMatchObject({ new: 2, failed: 0 });
  });

  it.each<[string, Sent, number, string]>([
    ['from elsewhere', { fields, file: ['x.md', 'x'], headers: { origin: 'https://evil.example' } }, 403, 'FORBIDDEN'],
    ['without a file', { fields }, 400, 'BAD_INPUT'],
    ['with a field that is not known', { fields: { colour: 'red' }, file: ['x.md', 'x'] }, 400, 'BAD_INPUT'],
    ['that no reader knows', { fields, file: ['x.exe', 'MZ'] }, 400, 'BAD_INPUT'],
    ['that is too large', { fields, file: ['large.md', 'x'.repeat(20_000)] }, 400, 'BAD_INPUT'],
  ])('is refused %s, and leaves nothing behind', async (_name, sent, status, code) => {
    const before = await uploads();
    expect(await send(sent)).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
    expect(await uploads()).toEqual(before);
  });

  it('can not choose where it is stored', async () => {
    const { status } = await send({ fields, file: ['../../../evil.md', '# Evil\n'] });
    expect(status).toBe(202);
    expect(await uploads()).toContain('evil.md');
  });
});
