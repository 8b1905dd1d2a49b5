/** Proposals and feedback come in by MCP and by the reading pages, into one queue. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { anonymous, type Caller } from '../src/caller.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { listen, type Listening } from './listening.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let http: Listening;
let client: Client;

const agent: Caller = {
  kind: 'KEY',
  id: randomUUID(),
  name: 'agent',
  role: 'READER',
  scopes: ['READ', 'PROPOSE'],
  door: 'MCP',
};
/** Who calls the tools next. */
let caller = agent;

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('manuals', {
    'gate/1.0/guide/guide.md': '# Gate guide\n\nA gate opens to the left.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  http = await listen((app, baseUrl) => {
    mountMcp(app, { execute: library.app.execute, callerOf: () => caller, baseUrl, version: '1' });
  });
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
  await client.listTools();
});

afterAll(async () => {
  await client.close();
  await http.close();
  await library.close();
});

interface ToolAnswer {
  readonly isError?: boolean;
  readonly structuredContent?: { readonly proposal: string; readonly of: string };
  readonly content: readonly { readonly text?: string }[];
}

async function propose(input: Record<string, unknown>, as: Caller = agent): Promise<ToolAnswer> {
  caller = as;
  return (await client.callTool({ name: 'propose_correction', arguments: input })) as ToolAnswer;
}

async function queue(filter: Record<string, unknown>): Promise<Record<string, unknown>[]> {
  const { proposals } = await library.ask<{ proposals: { nodes: Record<string, unknown>[] } }>(
    `query Queue($filter: ProposalFilterInput) { proposals(first: 100, filter: $filter) { nodes {
      id kind state subjectKind subjectPath chunkKey quote note authorName authorKind door
      changes { field base proposed } } } }`,
    { filter },
  );
  return proposals.nodes;
}

describe('propose_correction', () => {
  const chunk = 'gate::1.0::guide::guide::0';

  test.each([
    ['a chunk', { chunk_id: chunk }, { field: 'title', value: 'Manual' }, 'gate/1.0/guide'],
    [
      'a document',
      { product: 'gate', version: '1.0', document: 'guide' },
      { field: 'kind', value: 'ADMIN_GUIDE' },
      'gate/1.0/guide',
    ],
    ['a version', { product: 'gate', version: 'latest' }, { field: 'preview', value: true }, 'gate/1.0'],
    ['a product', { product: 'gate' }, { field: 'aliases', value: ['gg'] }, 'gate'],
    ['a vendor', { vendor: 'acme' }, { field: 'description', value: 'Makes gates.' }, 'acme'],
  ])('of %s', async (_, of, change, path) => {
    const answer = await propose({ ...of, changes: [change], comment: 'See the cover' });
    expect(answer.structuredContent?.of).toBe(path);
    const waiting = await queue({ states: ['OPEN'], pathContains: path });
    expect(waiting.find(({ id }) => id === answer.structuredContent?.proposal)).toMatchObject({
      kind: 'CORRECTION',
      subjectPath: path,
      note: 'See the cover',
      authorName: 'agent',
      authorKind: 'KEY',
      door: 'MCP',
      changes: [{ field: change.field, proposed: change.value }],
    });
    expect((await propose({ ...of, changes: [change] })).structuredContent?.proposal).toBe(
      answer.structuredContent?.proposal,
    );
  });

  test.each([
    ['nothing named', {}, 'BAD_INPUT'],
    ['two things named', { product: 'gate', chunk_id: chunk }, 'BAD_INPUT'],
    ['a document without its version', { product: 'gate', document: 'guide' }, 'BAD_INPUT'],
    ['an unknown document', { product: 'gate', version: '1.0', document: 'poem' }, 'NOT_FOUND'],
    ['an unknown chunk', { chunk_id: 'gate::1.0::poem::poem::0' }, 'NOT_FOUND'],
  ])('refuses %s', async (_, of, code) => {
    const answer = await propose({ ...of, changes: [{ field: 'title', value: 'x' }] });
    expect(answer.isError).toBe(true);
    expect(answer.content[0]?.text).toContain(`Error ${code}:`);
  });

  test('names the fields there are', async () => {
    const answer = await propose({ chunk_id: chunk, changes: [{ field: 'colour', value: 'red' }] });
    expect(answer.content[0]?.text).toContain(
      'Error UNKNOWN_FIELD: A document has no field "colour"; there are title,',
    );
  });

  test('tells strangers and keys without the scope what they need, once and for all', async () => {
    const before = (await queue({})).length;
    const input = { chunk_id: chunk, changes: [{ field: 'title', value: 'Stranger' }] };
    for (const as of [anonymous('MCP', 'Send an API key.'), { ...agent, scopes: ['READ'] as const }]) {
      const answer = await propose(input, as);
      expect(answer.content[0]?.text).toContain('Error FORBIDDEN: You may not propose changes.');
      expect(answer.content[0]?.text).toContain('Do not try again');
    }
    expect(await queue({})).toHaveLength(before);
  });
});
