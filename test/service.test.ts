/** The whole service as a person and their clients meet it: the built program, a real library, real MCP clients. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as InitializeClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as InitializeTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { fileURLToPath } from 'node:url';
import { emptyDataFolder } from './testkit/data-folder.js';
import { run, start, type Started } from './testkit/command.js';
import { writeFiles } from './testkit/library.js';

let folder: string;
let data: Record<string, string>;
let service: Started;
let url: string;

const key = 'cutter::v15::dev-guide::dev-guide::1';
const manual = [
  '# Developer guide',
  '',
  '<!-- page 213 -->',
  '## Opening a session',
  '',
  'A session is opened with `openSession`. It takes the address of the cutter and a time-out in seconds.',
  '',
  '<!-- page 214 -->',
  '## Closing a session',
  '',
  'A session is closed with `closeSession`; error `E_CUTTER_42` means that it was closed already. <script>alert(1)</script>',
  '',
].join('\n');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcdewey-service-'));
  data = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'data')) };
  await writeFiles(join(folder, 'manuals'), { 'cutter/v15/dev-guide/dev-guide.md': manual });
  expect(await run(['ingest', join(folder, 'manuals'), '--vendor', 'Maritime'], data)).toMatchObject({ code: 0 });
  service = start(['serve', '--no-first-ingest'], { ...data, PORT: '0' });
  const [, address = ''] = await service.saw(/answers at (http:\S+)/);
  url = address;
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.finished;
  await rm(folder, { recursive: true, force: true });
});

const permalink = `/c/${encodeURIComponent(key)}`;

describe('pages', () => {
  it('show a chunk as its permanent page, in the form that is cited', async () => {
    const response = await fetch(`${url}${permalink}`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toMatch(/<h1[^>]*>\s*Page 214\s*<\/h1>/);
    for (const shown of ['cutter/v15/dev-guide/dev-guide.md', key, 'Maritime', 'View in doc context']) {
      expect(html).toContain(shown);
    }
    expect(html).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('show the chunk inside its document, and give Markdown behind .md', async () => {
    const document = await fetch(`${url}/d/cutter/v15/dev-guide?at=${encodeURIComponent(key)}`);
    expect(await document.text()).toContain('E_CUTTER_42');
    const markdown = await fetch(`${url}${permalink}.md`);
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(await markdown.text()).toContain(`chunk_id: ${key}`);
  });

  it('search, and say so when there is nothing', async () => {
    expect(await (await fetch(`${url}/?q=E_CUTTER_42`)).text()).toContain(permalink);
    expect((await fetch(`${url}/c/cutter%3A%3Anothing`)).status).toBe(404);
  });
});

describe('GraphQL over HTTP', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });

  it('answers with the cost of the request', async () => {
    const response = await post(
      JSON.stringify({ query: '{ search(query: "close a session") { hits { nodes { chunk { key page } } } } }' }),
    );
    const body = (await response.json()) as { data: unknown; extensions: { cost: unknown } };
    expect(body.data).toMatchObject({ search: { hits: { nodes: [{ chunk: { key, page: 2 } }, {}] } } });
    expect(body.extensions.cost).toMatchObject({ requested: expect.any(Number), limit: expect.any(Number) });
  });

  it.each([
    ['malformed JSON', '{"query": ', 400],
    ['malformed GraphQL', JSON.stringify({ query: '{ search(' }), 400],
    ['an unknown field', JSON.stringify({ query: '{ nothing }' }), 400],
  ])('answers %s in its own error shape', async (_name, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message: expect.any(String) }] });
    expect(text).not.toMatch(/node_modules|\.js:\d/);
  });
});

describe('MCP', () => {
  interface AnyClient {
    listTools(): Promise<{ tools: { name: string }[] }>;
    callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
    close(): Promise<void>;
  }
  const clients: Record<string, () => Promise<AnyClient>> = {
    'the initialize generation over HTTP': async () => {
      const client = new InitializeClient({ name: 'test', version: '1' });
      await client.connect(new InitializeTransport(new URL(`${url}/mcp`)));
      return client;
    },
    'the stateless generation over HTTP': async () => {
      const client = new ModernClient(
        { name: 'test', version: '1' },
        { versionNegotiation: { mode: { pin: '2026-07-28' } } },
      );
      await client.connect(new ModernTransport(new URL(`${url}/mcp`)));
      return client;
    },
  };

  async function expectTools(client: AnyClient): Promise<void> {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'compare_versions',
      'corpus_coverage',
      'list_library',
      'propose_correction',
      'read_chunk',
      'search_demand',
      'search_docs',
    ]);
    const found = (await client.callTool({
      name: 'search_docs',
      arguments: { query: 'E_CUTTER_42', product: 'cutter', version: '15' },
    })) as { structuredContent: unknown };
    expect(JSON.stringify(found.structuredContent)).toContain(key);
    expect(JSON.stringify(found.structuredContent)).toContain('ALIAS');
    const read = (await client.callTool({ name: 'read_chunk', arguments: { chunk_id: key } })) as {
      structuredContent: unknown;
    };
    expect(JSON.stringify(read.structuredContent)).toContain('closeSession');
    const listed = (await client.callTool({ name: 'list_library', arguments: {} })) as { structuredContent: unknown };
    expect(JSON.stringify(listed.structuredContent)).toContain('Maritime');
    const missing = (await client.callTool({ name: 'read_chunk', arguments: { chunk_id: 'no::such' } })) as {
      isError?: boolean;
    };
    expect(missing.isError).toBe(true);
  }

  it.each(Object.keys(clients))('answers %s', async (generation) => {
    const connect = clients[generation];
    if (connect === undefined) throw new Error(generation);
    const client = await connect();
    await expectTools(client);
    await client.close();
  });

  it('answers over stdio', async () => {
    await writeFiles(join(folder, 'manuals'), {});
    const home = { MCDEWEY_DATA: await emptyDataFolder(join(folder, 'stdio')) };
    expect(await run(['ingest', join(folder, 'manuals'), '--vendor', 'Maritime'], home)).toMatchObject({ code: 0 });
    const client = new InitializeClient({ name: 'test', version: '1' });
    const program = fileURLToPath(new URL('../bin/mcdewey.js', import.meta.url));
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [program, 'mcp'],
        env: { ...home, EMBEDDING_MODEL: 'hashing' },
      }),
    );
    await expectTools(client);
    await client.close();
  });
});
