/** Commands beside a process that has the embedded library open: they work through it, whatever it was started for. */
import { mkdtemp, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyArchive } from '../src/store/backup/read-archive.js';
import { run, start, type Started } from './testkit/command.js';
import { emptyDataFolder } from './testkit/data-folder.js';

let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-beside-'));
  environment = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')), PORT: '0' };
  await mkdir(join(folder, 'manuals/gate/1.0/guide'), { recursive: true });
  const text = '# Gate\n\n## Doors\n\nA door opens when its latch receives a pulse.\n';
  await writeFile(join(folder, 'manuals/gate/1.0/guide/guide.md'), text);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Client {
  readonly process: Started;
  search(query: string): Promise<{ permalink: string }[]>;
}

/** An MCP client's process, after its first exchange. */
async function connect(): Promise<Client> {
  const process = start(['mcp'], environment);
  const { stdin, stdout } = process.child;
  if (stdin === null || stdout === null) throw new Error('no streams');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  let id = 0;
  async function ask(method: string, params: object): Promise<Record<string, unknown>> {
    id += 1;
    stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const line = await lines.next();
    if (line.done === true) throw new Error(`ended: ${(await process.finished).stderr}`);
    return (JSON.parse(line.value) as { result: Record<string, unknown> }).result;
  }
  const clientInfo = { name: 'test', version: '1' };
  await ask('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    process,
    async search(query) {
      const result = await ask('tools/call', { name: 'search_docs', arguments: { query } });
      return (result['structuredContent'] as { hits: { permalink: string }[] }).hits;
    },
  };
}

async function end({ process }: Client): Promise<void> {
  process.child.stdin?.end();
  expect((await process.finished).code).toBe(0);
}

describe('beside a service', () => {
  let service: Started;
  let url: string;

  beforeAll(async () => {
    service = start(['serve', '--no-first-ingest'], environment);
    [, url = ''] = await service.saw(/answers at (http:\S+)/);
    expect((await run(['ingest', join(folder, 'manuals'), '--vendor', 'Acme'], environment)).code).toBe(0);
  });
  afterAll(async () => {
    service.child.kill('SIGTERM');
    await service.finished;
  });

  test('search, doctor and jobs answer', async () => {
    const found = await run(['search', 'latch', '--json'], environment);
    expect(JSON.parse(found.stdout)).toMatchObject({ hits: { nodes: [{ chunk: { product: { name: 'Gate' } } }] } });
    const examined = await run(['doctor', '--json'], environment);
    expect(JSON.parse(examined.stdout)).toMatchObject({ mode: 'embedded', findings: expect.any(Array) });
    expect(examined.code).toBe(0);
    expect((await run(['jobs'], environment)).stdout).toContain('SUCCEEDED');
  });

  test('a backup is written by the service, and found whole', async () => {
    const path = join(folder, 'beside.backup');
    const { code, stdout } = await run(['backup', path], environment);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('1 documents, 1 passages') });
    expect((await stat(path)).mode & 0o077).toBe(0);
    await verifyArchive(path);
    expect((await run(['backup', path], environment)).stderr).toContain('exists already');
  });

  test('several MCP clients are answered, with permalinks of the service', async () => {
    const clients = await Promise.all([connect(), connect()]);
    for (const client of clients) {
      const [hit] = await client.search('latch');
      expect(hit?.permalink).toContain(`${url}/c/`);
      expect((await fetch(hit?.permalink ?? '')).status).toBe(200);
    }
    await Promise.all(clients.map(end));
  });

  test('a command that needs the library to itself says who has it', async () => {
    const { code, stderr } = await run(['restore', join(folder, 'none.backup')], environment);
    expect(code).toBe(4);
    expect(stderr).toContain(url);
  });
});

test('without a service MCP clients share the library, survive each other, and a service takes over', async () => {
  const first = await connect();
  const second = await connect();
  const [hit] = await second.search('latch');
  expect((await fetch(hit?.permalink ?? '')).status).toBe(200);
  await end(first);
  expect(await second.search('latch')).toHaveLength(1);

  const service = start(['serve', '--no-first-ingest'], environment);
  const [, url = ''] = await service.saw(/answers at (http:\S+)/);
  const [moved] = await second.search('latch');
  expect(moved?.permalink).toContain(url);
  await end(second);
  service.child.kill('SIGTERM');
  expect((await service.finished).code).toBe(0);
});
