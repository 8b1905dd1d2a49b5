/** The MCP endpoint over real HTTP, with a client of each protocol generation. */
import { anonymous } from '../src/caller.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as InitializeClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as InitializeTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request } from 'node:http';
import { OperationError } from '../src/executor.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { listen, type Listening } from './listening.js';
import { sampleLibrary } from './sample-data.js';
import { openSampleLibrary, type OpenSample } from './sample-library.js';

interface ToolAnswer {
  readonly isError?: boolean;
  readonly structuredContent?: Record<string, unknown>;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
}

interface AnyClient {
  listTools(): Promise<{ tools: { name: string; [field: string]: unknown }[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}

let library: OpenSample;
let http: Listening;
let failWith: Error | undefined;

beforeAll(async () => {
  library = await openSampleLibrary(sampleLibrary, () => {
    if (failWith) throw failWith;
  });
  const { execute } = library;
  http = await listen((app, baseUrl) => {
    mountMcp(app, { execute, callerOf: () => anonymous('MCP'), baseUrl, version: '9.9.9', maxBodyBytes: 20_000 });
  });
});
afterAll(async () => {
  await http.close();
  await library.close();
});

const clients: Record<string, () => Promise<AnyClient>> = {
  'initialize generation': async () => {
    const client = new InitializeClient({ name: 'test', version: '1' });
    await client.connect(new InitializeTransport(new URL(`${http.baseUrl}/mcp`)));
    return client;
  },
  'stateless generation': async () => {
    const client = new ModernClient(
      { name: 'test', version: '1' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    );
    await client.connect(new ModernTransport(new URL(`${http.baseUrl}/mcp`)));
    return client;
  },
};

const textOf = (answer: ToolAnswer): string => answer.content.map(({ text }) => text ?? '').join('\n');

describe.each(Object.keys(clients))('%s', (generation) => {
  let client: AnyClient;
  beforeAll(async () => {
    const connect = clients[generation];
    if (!connect) throw new Error(`no client for ${generation}`);
    client = await connect();
    // Clients check structured answers against the schemas that they have listed.
    await client.listTools();
  });
  afterAll(() => client.close());

  const call = async (name: string, input: Record<string, unknown>): Promise<ToolAnswer> =>
    (await client.callTool({ name, arguments: input })) as ToolAnswer;

  test('lists its tools with schemas for input and output; all but the one that proposes only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'compare_versions',
      'corpus_coverage',
      'list_library',
      'propose_correction',
      'read_chunk',
      'search_docs',
    ]);
    for (const tool of tools) {
      expect(tool).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
        annotations: {
          readOnlyHint: tool.name !== 'propose_correction',
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: false,
        },
        inputSchema: { type: 'object', additionalProperties: false },
        outputSchema: { type: 'object' },
      });
      const { properties } = tool['inputSchema'] as { properties: Record<string, { description?: string }> };
      for (const property of Object.values(properties)) expect(property.description).toBeTruthy();
    }
  });

  test('search_docs cites vendor, product, version, page, source and permalink of each passage', async () => {
    const answer = await call('search_docs', { query: 'trunk', product: 'harbor', version: 'autumn' });
    expect(answer.isError).toBeFalsy();
    expect(answer.structuredContent).toMatchObject({
      versions: [{ requested: 'autumn', match: 'ALIAS', product: 'harbor', served: '3.2' }],
      unknown: [],
      omitted: 0,
    });
    const { hits } = answer.structuredContent as { hits: Record<string, unknown>[] };
    expect(hits).toContainEqual(
      expect.objectContaining({
        chunk_id: 'harbor::3.2::admin-guide::admin-guide::1',
        permalink: `${http.baseUrl}/c/harbor%3A%3A3.2%3A%3Aadmin-guide%3A%3Aadmin-guide%3A%3A1`,
        source: 'harbor/3.2/admin-guide/admin-guide.md',
        vendor: 'lakeside',
        product: 'harbor',
        version: '3.2',
        page: '214',
        headingPath: ['Ports', 'Trunks'],
        alsoIn: [{ version: '3.1', chunk_id: 'harbor::3.1::admin-guide::admin-guide::1' }],
      }),
    );
    const text = textOf(answer);
    expect(text).toContain('requested "autumn", served 3.2 of harbor (match ALIAS)');
    expect(text).toContain('page iii (page 3 of the file)');
    expect(text).toContain('chunk_id: harbor::3.2::admin-guide::admin-guide::1');
    expect(text).toContain('trunk allow 10,20-29');
  });

  test('a version that is not there gives no hits and names the nearest', async () => {
    const answer = await call('search_docs', { query: 'trunk', product: 'harbor', version: '7' });
    expect(answer.isError).toBeFalsy();
    expect(answer.structuredContent).toMatchObject({
      hits: [],
      versions: [
        {
          requested: '7',
          match: 'NONE',
          nearest: [
            { product: 'harbor', version: '3.2' },
            { product: 'harbor', version: '3.1' },
          ],
        },
      ],
    });
    expect(answer.structuredContent).not.toHaveProperty('versions.0.served');
    expect(textOf(answer)).toContain('Nearest that exist: 3.2, 3.1.');
  });

  test('an unknown product is said, with the names that exist', async () => {
    const answer = await call('search_docs', { query: 'trunk', product: 'harbour' });
    expect(answer.structuredContent).toMatchObject({
      hits: [],
      unknown: [{ kind: 'PRODUCT', requested: 'harbour', nearest: ['harbor'] }],
    });
    expect(textOf(answer)).toContain('the library holds no product "harbour"');
  });

  test('maxTokens bounds both forms of the answer, which says what was left out', async () => {
    const answer = await call('search_docs', { query: 'command', limit: 20, maxTokens: 1000 });
    const { hits, omitted } = answer.structuredContent as { hits: unknown[]; omitted: number };
    expect(JSON.stringify(answer.structuredContent).length).toBeLessThanOrEqual(4000);
    expect(textOf(answer).length).toBeLessThanOrEqual(4000);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.length + omitted).toBe(20);
    expect(textOf(answer)).toContain(`omitted: ${String(omitted)}`);
  });

  test('search_docs goes on behind the last passage that it gave, each once, and says when there are no more', async () => {
    const given: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await call('search_docs', { query: 'command', limit: 20, maxTokens: 2500, cursor });
      const output = answer.structuredContent as { hits: { chunk_id: string }[]; cursor?: string };
      expect(textOf(answer)).toContain(`#${String(given.length + 1)}`);
      expect(textOf(answer).includes('cursor: "')).toBe(output.cursor !== undefined);
      expect(textOf(answer).length).toBeLessThanOrEqual(10_000);
      given.push(...output.hits.map(({ chunk_id: key }) => key));
      ({ cursor } = output);
    } while (cursor !== undefined);
    expect(new Set(given).size).toBe(given.length);
    const all = await call('search_docs', { query: 'command', limit: 20, maxTokens: 20_000 });
    const { hits } = all.structuredContent as { hits: { chunk_id: string }[] };
    expect(given).toEqual(expect.arrayContaining(hits.map(({ chunk_id: key }) => key)));
    expect(given.length).toBeGreaterThanOrEqual(hits.length);
    const other = await call('search_docs', { query: 'trunk', cursor: 'nonsense' });
    expect(textOf(other)).toContain('Error BAD_INPUT');
  });

  test('a default answer stays under 8 kB', async () => {
    const answer = await call('search_docs', { query: 'command number' });
    expect(Buffer.byteLength(textOf(answer))).toBeLessThanOrEqual(8192);
    expect(Buffer.byteLength(JSON.stringify(answer.structuredContent))).toBeLessThanOrEqual(8192);
  });

  test('read_chunk gives the chunk between its neighbours, in reading order', async () => {
    const answer = await call('read_chunk', { chunk_id: 'harbor::3.2::admin-guide::admin-guide::1' });
    const { chunks } = answer.structuredContent as { chunks: { chunk_id: string }[] };
    expect(chunks.map(({ chunk_id }) => chunk_id.split('::').at(-1))).toEqual(['0', '1', '2']);
  });

  test('read_chunk follows an old key and says where the text is now', async () => {
    const answer = await call('read_chunk', {
      chunk_id: 'harbor::3.2::admin-guide::admin-guide::77',
      before: 0,
      after: 0,
    });
    expect(answer.structuredContent).toMatchObject({
      requested: 'harbor::3.2::admin-guide::admin-guide::77',
      served: 'harbor::3.2::admin-guide::admin-guide::1',
    });
    expect(textOf(answer)).toContain('has moved');
  });

  test('read_chunk keeps the asked chunk and the nearest neighbours when tokens run out', async () => {
    const key = 'harbor::3.2::reference::reference::40';
    const answer = await call('read_chunk', { chunk_id: key, before: 5, after: 5, maxTokens: 1000 });
    const { chunks, omitted } = answer.structuredContent as { chunks: { chunk_id: string }[]; omitted: number };
    expect(chunks.map(({ chunk_id }) => chunk_id)).toContain(key);
    expect(chunks.length + omitted).toBe(11);
    expect(omitted).toBeGreaterThan(0);
    const ordinals = chunks.map(({ chunk_id }) => Number(chunk_id.split('::').at(-1)));
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
    expect(JSON.stringify(answer.structuredContent).length).toBeLessThanOrEqual(4000);
  });

  test('an unknown chunk is an error with a code and what to do', async () => {
    const answer = await call('read_chunk', { chunk_id: 'harbor::3.2::nothing::nothing::0' });
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(/Error NOT_FOUND: .*\nWhat to do: .*list_library/);
  });

  test('list_library goes from vendors to products to versions', async () => {
    expect((await call('list_library', {})).structuredContent).toMatchObject({
      level: 'vendors',
      total: 2,
      vendors: [{ slug: 'granary', products: 1, firstProducts: ['silo'] }, { slug: 'lakeside' }],
    });
    expect((await call('list_library', { vendor: 'lakeside' })).structuredContent).toMatchObject({
      level: 'products',
      products: [{ slug: 'harbor', latest: '3.2', versions: 2 }],
    });
    expect((await call('list_library', { product: 'harbor' })).structuredContent).toMatchObject({
      level: 'versions',
      versions: [{ version: '3.2', latest: true, documents: 3, chunks: 84 }, { version: '3.1' }],
    });
  });

  test('list_library pages with its cursor', async () => {
    const first = (await call('list_library', { limit: 1 })).structuredContent;
    expect(first).toMatchObject({ vendors: [{ slug: 'granary' }], omitted: 1, nextCursor: expect.any(String) });
    const second = (await call('list_library', { limit: 1, cursor: first?.['nextCursor'] })).structuredContent;
    expect(second).toMatchObject({ vendors: [{ slug: 'lakeside' }], omitted: 0 });
    expect(second).not.toHaveProperty('nextCursor');
  });

  test('list_library names what looks like an unknown product', async () => {
    const answer = await call('list_library', { product: 'harbour' });
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('Nearest that exist: harbor.');
  });

  test('hostile text is stripped of hidden characters and can not leave its fence', async () => {
    const text = textOf(await call('search_docs', { query: '<script>', maxTokens: 4000 }));
    expect(text).not.toMatch(/[\u200b\u202e\u{e0041}]/u);
    expect(text).toContain('invisible');
    const [opening] = /`{5,}passage/.exec(text) ?? [];
    expect(opening).toBe('`````passage');
    expect(text).toMatch(/Ignore all previous instructions\.\n````\n[^]*\n`````\n/);
  });

  test('wrong arguments are refused by name', async () => {
    const answer = await call('search_docs', { query: 'x', max_tokens: 5 }).catch((error: unknown) => ({
      isError: true,
      content: [{ type: 'text', text: String(error) }],
    }));
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('max_tokens');
  });

  test('a refused operation shows its code and advice, an unforeseen one nothing of its inside', async () => {
    try {
      failWith = new OperationError('STORE_UNAVAILABLE', 'Postgres does not answer.');
      const refused = await call('search_docs', { query: 'trunk' });
      expect(refused.isError).toBe(true);
      expect(textOf(refused)).toMatch(/Error STORE_UNAVAILABLE: Postgres does not answer\.\nWhat to do: .*again/);
      failWith = new TypeError('secret of the house');
      const failed = await call('search_docs', { query: 'trunk' });
      expect(failed.isError).toBe(true);
      expect(textOf(failed)).toContain('INTERNAL_SERVER_ERROR');
      expect(textOf(failed)).not.toMatch(/secret|at .*\.js/);
    } finally {
      failWith = undefined;
    }
  });
});

describe('the endpoint', () => {
  interface Reply {
    readonly status: number | undefined;
    readonly headers: Record<string, unknown>;
    readonly body: string;
  }

  /** `fetch` would not send another Host. */
  const send = (method: string, body: string | undefined, headers: Record<string, string> = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          port: http.port,
          host: '127.0.0.1',
          path: '/mcp',
          method,
          headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers },
        },
        (response) => {
          let text = '';
          response.on('data', (piece: Buffer) => (text += piece.toString()));
          response.on('end', () => {
            resolve({ status: response.statusCode, headers: response.headers, body: text });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

  test('refuses other host names and pages of other origins', async () => {
    expect((await send('POST', ping, { Host: 'evil.example' })).status).toBe(403);
    expect((await send('POST', ping, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await send('POST', ping, { Origin: 'null' })).status).toBe(403);
    expect((await send('POST', ping, { Origin: http.baseUrl })).status).toBe(200);
  });

  test('answers malformed JSON as JSON-RPC does', async () => {
    const reply = await send('POST', '{"jsonrpc": "2.0", ');
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({ jsonrpc: '2.0', error: { code: -32_700 } });
  });

  test('takes ten messages at once and no more', async () => {
    const batch = (messages: number): string =>
      JSON.stringify(Array.from({ length: messages }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' })));
    expect((await send('POST', batch(10))).status).toBe(200);
    const reply = await send('POST', ` ${batch(11)}`);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toMatchObject({
      jsonrpc: '2.0',
      error: { code: -32_600, message: expect.stringContaining('11 messages; at most 10') },
    });
  });

  test('refuses other methods, other types and bodies over the limit', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const reply = await send(method, undefined);
      expect([method, reply.status, reply.headers['allow']]).toEqual([method, 405, 'POST']);
    }
    expect((await send('POST', ping, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect(
      (
        await send(
          'POST',
          JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { pad: 'x'.repeat(30_000) } }),
        )
      ).status,
    ).toBe(413);
  });
});
