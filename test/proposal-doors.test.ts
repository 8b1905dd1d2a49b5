/** Proposals and feedback come in by MCP and by the reading pages, into one queue. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createFeedbackGate } from '../src/access/feedback-gate.js';
import { anonymous, type Caller } from '../src/caller.js';
import { isSameOrigin } from '../src/access/local-request.js';
import { executeAs } from '../src/executor.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { mountSite } from '../src/site/mount-site.js';
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
/** Who reads pages next, and where from. */
let reader = anonymous('PAGE');
let address = '192.0.2.1';

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('manuals', {
    'gate/1.0/guide/guide.md': '# Gate guide\n\nA gate opens to the left.\n',
  });
  await library.ingest(path, { vendor: 'Acme' });
  http = await listen((app, baseUrl) => {
    const site = mountSite(app, {
      executeFor: ({ headers }) =>
        executeAs({ ...reader, address }, library.app.execute, {
          peer: {
            address,
            userAgent: 'test',
            sessionId: null,
            isSameOrigin: isSameOrigin(headers),
            keepSession: () => undefined,
            dropSession: () => undefined,
          },
        }),
      baseUrl,
    });
    app.use(site.onError);
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
  readonly structuredContent?: { readonly proposal?: string; readonly of: string };
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

const feedbackOf = (): Promise<Record<string, unknown>[]> => queue({ kinds: ['FEEDBACK'] });

describe('a comment alone', () => {
  test('on a chunk becomes feedback in the same queue, with how the passage began', async () => {
    const answer = await propose({ chunk_id: 'gate::1.0::guide::guide::0', comment: 'It opens to the right.' });
    expect(answer.structuredContent).toEqual({ of: 'gate::1.0::guide::guide::0', next: expect.any(String) as unknown });
    expect((await feedbackOf())[0]).toMatchObject({
      kind: 'FEEDBACK',
      state: 'OPEN',
      subjectKind: 'DOCUMENT',
      subjectPath: 'gate/1.0/guide',
      chunkKey: 'gate::1.0::guide::guide::0',
      quote: expect.stringContaining('A gate opens to the left.') as unknown,
      note: 'It opens to the right.',
      authorName: 'agent',
      door: 'MCP',
      changes: [],
    });
  });

  test('on a document too, and by whoever may read', async () => {
    const of = { product: 'gate', version: '1.0', document: 'guide' };
    await propose({ ...of, comment: 'Chapter 3 is missing.' }, anonymous('MCP'));
    expect((await feedbackOf())[0]).toMatchObject({
      chunkKey: null,
      quote: null,
      authorKind: 'ANONYMOUS',
      door: 'MCP',
    });
  });

  test('of somebody unknown is counted for where they are', async () => {
    const from = async (sender: string, at: number): Promise<boolean> => {
      const input = { chunk_id: 'gate::1.0::guide::guide::0', comment: `Number ${String(at)}.` };
      return (await propose(input, { ...anonymous('MCP'), address: sender })).isError === true;
    };
    const refused: boolean[] = [];
    for (let at = 0; at < 11; at += 1) refused.push(await from('198.51.100.1', at));
    expect(refused).toEqual([...Array.from({ length: 10 }, () => false), true]);
    expect(await from('198.51.100.2', 11)).toBe(false);
  });

  test.each([
    ['without words', { chunk_id: 'gate::1.0::guide::guide::0' }],
    ['on a product', { product: 'gate', comment: 'Bad.' }],
  ])('is refused %s', async (_, input) => {
    expect((await propose(input)).content[0]?.text).toContain('Error BAD_INPUT:');
  });
  test('of the same words is kept once while it waits, of each author and passage', async () => {
    const waiting = async (): Promise<unknown[]> =>
      (await queue({ kinds: ['FEEDBACK'], states: ['OPEN'] }))
        .filter(({ note }) => note === 'Twice?')
        .map(({ id }) => id);
    const tell = (input: Record<string, unknown>, as: Caller): Promise<unknown> =>
      library.ask(
        `mutation Tell($input: GiveFeedbackInput!) { giveFeedback(input: $input) { isReceived } }`,
        { input },
        as,
      );
    const chunkKey = 'gate::1.0::guide::guide::0';
    await tell({ chunkKey, text: 'Twice?' }, agent);
    const [first] = await waiting();
    await tell({ chunkKey, text: ' Twice?\n' }, agent);
    await propose({ chunk_id: chunkKey, comment: 'Twice?' });
    expect(await waiting()).toEqual([first]);

    await tell({ chunkKey, text: 'Twice?' }, { ...agent, id: randomUUID() });
    const named = await library.ask<{ chunk: { document: { id: string } } }>(
      'query Document($key: String!) { chunk(key: $key) { document { id } } }',
      { key: chunkKey },
    );
    await tell({ documentId: named.chunk.document.id, text: 'Twice?' }, agent);
    expect(await waiting()).toHaveLength(3);

    await library.ask(
      'mutation Close($input: CloseFeedbackInput!) { closeFeedback(input: $input) { closed { id } } }',
      {
        input: { ids: [first], isDone: true, reason: 'Mended' },
      },
    );
    await tell({ chunkKey, text: 'Twice?' }, agent);
    const again = await waiting();
    expect(again).toHaveLength(3);
    expect(again).not.toContain(first);
  });
});

describe('the form below what one reads', () => {
  const chunkPage = `/c/${encodeURIComponent('gate::1.0::guide::guide::0')}`;
  const page = async (path: string): Promise<string> => (await fetch(http.baseUrl + path)).text();
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${http.baseUrl}/feedback`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: http.baseUrl, 'sec-fetch-site': 'same-origin', ...headers },
      redirect: 'manual',
    });

  /** Sends the form of a page as a browser would: its hidden fields and some words. */
  async function sendFormOf(path: string, text: string): Promise<Response> {
    const html = await page(path);
    const form = /<form class="feedback".*?<\/form>/s.exec(html)?.[0] ?? '';
    const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
    return send({ ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])), text });
  }

  test.each([
    ['a chunk', chunkPage, 'passage', 'gate::1.0::guide::guide::0'],
    ['a document', '/d/gate/1.0/guide', 'document', null],
  ])('of %s: what is sent waits for curators, and the reader is back with a thank you', async (_, path, noun, key) => {
    address = noun === 'passage' ? '192.0.2.2' : '192.0.2.3';
    expect(await page(path)).toContain(`Is something wrong with this ${noun}?`);
    const sent = await sendFormOf(path, `The ${noun} is <b>wrong</b>.`);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path}?feedback=sent#feedback`]);
    expect(await page(`${path}?feedback=sent`)).toContain('Thank you.');
    expect((await feedbackOf())[0]).toMatchObject({
      chunkKey: key,
      note: `The ${noun} is <b>wrong</b>.`,
      authorName: 'anonymous',
      authorKind: 'ANONYMOUS',
      door: 'PAGE',
    });
  });

  test('keeps no address of anybody', async () => {
    const rows = await library.app.store.dataSource.query<unknown[]>(`SELECT * FROM proposal`);
    expect(JSON.stringify(rows)).not.toContain('192.0.2.');
  });

  test('is taken from pages of this service only', async () => {
    const before = (await feedbackOf()).length;
    const fields = { chunk: 'gate::1.0::guide::guide::0', text: 'Spam', back: chunkPage };
    for (const headers of [
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'none' },
    ]) {
      const answer = await send(fields, headers);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Give feedback from a page of this service.');
    }
    expect(await feedbackOf()).toHaveLength(before);
  });

  test('says what is wrong, and keeps the words', async () => {
    const long = await send({ chunk: 'gate::1.0::guide::guide::0', text: 'x'.repeat(2_001), back: chunkPage });
    expect(long.status).toBe(400);
    const html = await long.text();
    expect(html).toContain('1 to 2000 characters');
    expect(html).toContain('x'.repeat(2_001));
    expect((await send({ chunk: 'gate::1.0::poem::poem::0', text: 'Lost', back: '/' })).status).toBe(404);
  });

  test.each([
    '//elsewhere.example/',
    '/.//elsewhere.example/',
    '/a/..//elsewhere.example/',
    '/%2e//elsewhere.example/',
  ])('leads back to this site only, not to %s', async (back) => {
    address = '192.0.2.back';
    const sent = await send({ chunk: 'gate::1.0::guide::guide::0', text: `Hm ${back}`, back });
    expect(sent.headers.get('location')).toBe('/?feedback=sent#feedback');
  });

  test('is taken ten times in an hour of one network, and goes on for others', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 11; at += 1) {
      address = `2001:db8:0:1::${String(at)}`;
      statuses.push((await sendFormOf(chunkPage, `Wrong ${String(at)}`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
    address = '2001:db8:0:2::1';
    expect((await sendFormOf(chunkPage, 'Mine')).status).toBe(303);
  });

  test('is not there in a closed library, nor where the setting says so', async () => {
    reader = { ...anonymous('PAGE'), role: null };
    expect((await fetch(http.baseUrl + chunkPage)).status).not.toBe(200);
    expect((await send({ chunk: 'gate::1.0::guide::guide::0', text: 'Closed', back: '/' })).status).toBe(400);
    reader = anonymous('PAGE');
    expect(await page(chunkPage)).toContain('Is something wrong');
    for (const [setting, ofStranger, ofKnown] of [
      ['off', false, false],
      ['accounts', false, true],
      ['everybody', true, true],
    ] as const) {
      const gate = createFeedbackGate(setting);
      expect([gate.isOpenTo(anonymous('PAGE')), gate.isOpenTo(agent)]).toEqual([ofStranger, ofKnown]);
      const entered = await gate.enter(anonymous('PAGE')).then(
        () => true,
        () => false,
      );
      expect(entered).toBe(ofStranger);
    }
  });
});

test('curators close feedback for a reason, as done or as not ours; nobody accepts it', async () => {
  const [first, second] = await feedbackOf();
  const close = async (id: unknown, isDone: boolean, reason: string): Promise<unknown> =>
    library.ask(
      `mutation Close($input: CloseFeedbackInput!) { closeFeedback(input: $input) {
        closed { state reason reviewerName } refused { userErrors { code } } } }`,
      { input: { ids: [id], isDone, reason } },
    );
  await expect(close(first?.['id'], true, ' ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(await close(first?.['id'], true, 'Asked the vendor')).toEqual({
    closeFeedback: {
      closed: [{ state: 'DONE', reason: 'Asked the vendor', reviewerName: 'this machine' }],
      refused: [],
    },
  });
  expect(await close(second?.['id'], false, 'The vendor says so')).toMatchObject({
    closeFeedback: { closed: [{ state: 'NOT_OURS' }] },
  });
  expect(await close(first?.['id'], true, 'Again')).toMatchObject({
    closeFeedback: { closed: [], refused: [{ userErrors: [{ code: 'NOT_OPEN' }] }] },
  });
  const open = (await queue({ kinds: ['FEEDBACK'], states: ['OPEN'] }))[0];
  const answers = await library.ask(
    `mutation Wrong($ids: [ID!]!) { acceptProposals(input: { ids: $ids }) { accepted { id } refused { userErrors { code } } }
      rejectProposals(input: { ids: $ids, reason: "No" }) { closed { id } refused { userErrors { code } } } }`,
    { ids: [open?.['id']] },
  );
  const refused = [{ userErrors: [{ code: 'NOT_OPEN' }] }];
  expect(answers).toEqual({
    acceptProposals: { accepted: [], refused },
    rejectProposals: { closed: [], refused },
  });
});
