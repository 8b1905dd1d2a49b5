/** Uploads through GraphQL: a place, the file, the ingest. */
import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationError } from '../src/executor.js';
import { mountPutUpload } from '../src/server/put-upload.js';
import { routeOf } from '../src/server/requests.js';
import { listen, type Listening } from './listening.js';
import { localCallers } from './testkit/callers.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { silent } from './testkit/store.js';
import { zipOf } from './testkit/zip.js';

const mostBytes = 10_000;
let library: TestLibrary;
let server: Listening;
beforeAll(async () => {
  library = await openTestLibrary();
  server = await listen((app) => {
    mountPutUpload(app, { ingest: library.app.ingest, callerOf: localCallers.callerOf, logger: silent, mostBytes });
  });
});
afterAll(async () => {
  await server.close();
  await library.close();
});

interface Place {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

async function create(name: string): Promise<Place> {
  const { createUpload } = await library.ask<{ createUpload: { upload: Place } }>(
    `mutation Create($name: String!) { createUpload(input: { name: $name }) { upload { id name path } } }`,
    { name },
  );
  return createUpload.upload;
}

function put(path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(server.baseUrl + path, { method: 'PUT', body, headers, duplex: 'half' } as RequestInit);
}

/** Starts the ingest and works on it; counts of the job. */
async function ingested(uploadId: string, names: object = { vendor: 'Acme', product: 'Winch', version: '1' }) {
  const {
    started: { job },
  } = await library.ask<{ started: { job: { id: string } } }>(
    `mutation Start($input: StartUploadIngestInput!) { started: startUploadIngest(input: $input) { job { id } } }`,
    { input: { uploadId, ...names } },
  );
  await library.app.ingest.work(atob(job.id).split(':')[1] ?? '');
  const { ingestJob } = await library.ask<{ ingestJob: { counts: object; ingestSource: object } }>(
    `query Job($id: ID!) { ingestJob(id: $id) { counts { new changed failed } ingestSource { kind location } } }`,
    { id: job.id },
  );
  return ingestJob;
}

const uploads = (): Promise<string[]> => readdir(join(library.folder, 'data', 'uploads')).catch(() => []);
const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;
const failure = (asked: Promise<unknown>) => asked.then(String, (error: unknown) => (error as OperationError).code);

describe('an upload in steps', () => {
  it('is ingested under its names; the same file name is the same source again', async () => {
    const first = await create('../guide.md');
    expect(first.name).toBe('guide.md');
    expect((await put(first.path, '# Guide\n\nHow the winch turns.\n')).status).toBe(204);
    const source = { kind: 'UPLOAD', location: 'guide.md' };
    expect(await ingested(first.id)).toEqual({ counts: { new: 1, changed: 0, failed: 0 }, ingestSource: source });
    const second = await create('guide.md');
    await put(second.path, '# Guide\n\nHow the winch turns today.\n');
    expect(await uploads()).toHaveLength(2);
    expect(await ingested(second.id)).toEqual({ counts: { new: 0, changed: 1, failed: 0 }, ingestSource: source });
    expect(await uploads()).toEqual(['guide.md']);
  });

  it('can be ingested again from what was kept', async () => {
    const { ingestSources } = await library.ask<{ ingestSources: { nodes: { id: string; location: string }[] } }>(
      'query Sources { ingestSources { nodes { id location } } }',
    );
    const { id } = ingestSources.nodes.find(({ location }) => location === 'guide.md') ?? { id: '' };
    await writeFile(join(library.folder, 'data', 'uploads', 'guide.md'), '# Guide\n\nHow it turns tomorrow.\n');
    const {
      started: { job },
    } = await library.ask<{ started: { job: { id: string } } }>(
      'mutation Again($id: ID!) { started: startIngestAgain(input: { sourceId: $id }) { job { id } } }',
      { id },
    );
    await library.app.ingest.work(atob(job.id).split(':')[1] ?? '');
    expect(await library.ask('query Job($id: ID!) { ingestJob(id: $id) { counts { changed failed } } }', job)).toEqual({
      ingestJob: { counts: { changed: 1, failed: 0 } },
    });
  });

  interface Seen {
    readonly location: string;
    readonly needsAllowArchive: boolean;
    readonly files: { readonly nodes: readonly { readonly path: string; readonly outcome: string }[] };
  }
  const seen = async (uploadId: string, names: object): Promise<Seen> => {
    const { looked } = await library.ask<{ looked: { preview: Seen } }>(
      `mutation Look($input: StartUploadIngestInput!) { looked: previewUploadIngest(input: $input) {
        preview { location needsAllowArchive files { nodes { path outcome } } } } }`,
      { input: { uploadId, ...names } },
    );
    return looked.preview;
  };
  const sendFolder = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const { id, path } = await create(name);
    const entries = Object.entries(files).map(([at, text]) => ({ name: at, content: text }));
    expect((await put(path, new Uint8Array(zipOf(entries)))).status).toBe(204);
    return id;
  };

  it('can be looked at before it is started, as often as one likes, and what waits goes on waiting', async () => {
    const names = { vendor: 'Acme' };
    const id = await sendFolder('shelf.zip', {
      'jib/1/rope/rope.md': '# Rope\n\nThe rope.\n',
      'jib/1/hook/hook.md': '# Hook\n\nThe hook.\n',
    });
    const before = await uploads();
    const plan = await seen(id, names);
    expect(plan).toMatchObject({ location: 'shelf.zip', needsAllowArchive: false });
    expect(plan.files.nodes).toEqual([
      { path: 'jib/1/hook/hook.md', outcome: 'NEW' },
      { path: 'jib/1/rope/rope.md', outcome: 'NEW' },
    ]);
    const [one, other] = await Promise.all([seen(id, names), seen(id, { ...names, product: 'Boom' })]);
    expect(one).toEqual(plan);
    expect(other.files.nodes).toHaveLength(2);
    expect(await uploads()).toEqual(before);
    expect(await ingested(id, names)).toMatchObject({ counts: { new: 2, failed: 0 } });
    expect(await failure(seen(id, names))).toBe('BAD_INPUT');

    const again = await sendFolder('shelf.zip', { 'jib/1/rope/rope.md': '# Rope\n\nAnother rope.\n' });
    expect((await seen(again, names)).files.nodes).toEqual([
      { path: 'jib/1/rope/rope.md', outcome: 'CHANGED' },
      { path: 'jib/1/hook', outcome: 'ARCHIVED' },
    ]);
  });

  it('can be looked at as one document; what has not arrived can not', async () => {
    const { id, path } = await create('alone.md');
    const names = { vendor: 'Acme', product: 'Davit', version: '1' };
    expect(await failure(seen(id, names))).toBe('BAD_INPUT');
    await put(path, '# Alone\n\nOne file.\n');
    expect((await seen(id, names)).files.nodes).toEqual([{ path: 'davit/1/alone.md', outcome: 'NEW' }]);
    expect(await failure(seen(id, {}))).toBe('BAD_INPUT');
    expect((await uploads()).filter((name) => name.includes('look'))).toEqual([]);
  });

  it('takes one file and starts one ingest', async () => {
    const { id, path } = await create('once.md');
    expect(await failure(ingested(id))).toBe('BAD_INPUT');
    expect((await put(path, '# Once\n\nThe first.\n')).status).toBe(204);
    const again = await put(path, '# Once\n\nThe second.\n');
    expect([again.status, await codeOf(again)]).toEqual([404, 'NOT_FOUND']);
    expect(await ingested(id)).toMatchObject({ counts: { new: 1 } });
    expect(await failure(ingested(id))).toBe('BAD_INPUT');
  });

  it('that was cut off leaves nothing behind and can be sent again', async () => {
    const { id, path } = await create('cut.md');
    const before = await uploads();
    const closed = new Promise((resolve) => {
      const sending = request(server.baseUrl + path, { method: 'PUT', headers: { 'content-length': '5000' } });
      sending.on('error', resolve);
      sending.write('# Cut', () => sending.destroy());
    });
    await closed;
    const sendAgain = async (): Promise<number> => {
      const { status } = await put(path, '# Cut\n\nNow whole.\n');
      // The service notices that the first sender is gone when it gets to it.
      return status === 404 ? sendAgain() : status;
    };
    expect(await sendAgain()).toBe(204);
    expect(await uploads()).toHaveLength(before.length + 1);
    expect(await ingested(id)).toMatchObject({ counts: { new: 1, failed: 0 } });
  });

  it.each<[string, () => BodyInit, Readonly<Record<string, string>>, number, string]>([
    ['says that it is too large', () => 'x'.repeat(mostBytes + 1), {}, 413, 'FILE_TOO_LARGE'],
    [
      'turns out to be too large',
      () =>
        new ReadableStream({
          pull(controller) {
            controller.enqueue(new Uint8Array(4_096));
          },
        }),
      {},
      413,
      'FILE_TOO_LARGE',
    ],
    ['is compressed on the way', () => 'x', { 'content-encoding': 'gzip' }, 400, 'BAD_INPUT'],
    ['comes from another site', () => 'x', { origin: 'https://evil.example' }, 403, 'FORBIDDEN'],
  ])('is refused when it %s', async (_name, body, headers, status, code) => {
    const { path } = await create('refused.md');
    const before = await uploads();
    const answer = await put(path, body(), headers);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    expect(await uploads()).toEqual(before);
    expect((await put(path, 'x')).status).toBe(204);
  });

  it('needs a secret that was given, and in time', async () => {
    expect((await put('/ingest/uploads/guessed', 'x')).status).toBe(404);
    const { path } = await create('late.md');
    await library.app.store.dataSource.query(`UPDATE upload SET expires_at = now() - interval '1 second'`);
    expect((await put(path, 'x')).status).toBe(404);
  });

  it('that nobody starts to ingest goes when its time is over', async () => {
    const { id, path } = await create('forgotten.md');
    const waiting = `.${atob(id).split(':')[1] ?? ''}`;
    expect((await put(path, '# Forgotten\n')).status).toBe(204);
    expect(await uploads()).toContain(waiting);
    await library.app.store.dataSource.query(
      `UPDATE upload SET expires_at = now() - interval '1 second' WHERE name = 'forgotten.md'`,
    );
    expect(await failure(ingested(id))).toBe('BAD_INPUT');
    await create('next.md');
    expect(await uploads()).not.toContain(waiting);
  });

  it('is refused at once when no reader knows the file', async () => {
    expect(await failure(create('tool.exe'))).toBe('BAD_INPUT');
  });

  it('does not put its secret into logs and metrics', () => {
    expect(routeOf('/ingest/uploads/secret')).toBe('/ingest/uploads/:token');
  });
});
