/** Searches in vain: in the cells of the coverage matrix, and as an MCP tool for curators. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { may } from '../src/access/may.js';
import { anonymous, thisMachine, type Caller } from '../src/caller.js';
import { mountMcp } from '../src/mcp/mount-mcp.js';
import { mountSite } from '../src/site/mount-site.js';
import { listen, type Listening } from './listening.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let http: Listening;
let caller: Caller = thisMachine('PAGE');

const asking =
  'query Ask($query: String!, $scope: ScopeInput) { search(query: $query, scope: $scope) { hits { nodes { rank } } } }';
const ask = (query: string, scope: Record<string, unknown> = {}) =>
  library.app.execute({ name: 'Ask', source: asking }, { query, scope });

beforeAll(async () => {
  library = await openTestLibrary({}, 'embedded');
  await library.ingest(
    await library.write('docs', { 'heron/1.0/guide/gates.md': '# Gates\n\nPush the gate until it opens.\n' }),
  );
  const { execute } = library.app;
  http = await listen((app, baseUrl) => {
    const seesDemand = (who: Caller): boolean => may(who, 'demand.read');
    mountMcp(app, { execute, callerOf: () => caller, seesDemand, baseUrl, version: '1' });
    const executeFor = (): typeof execute => (operation, variables, options) =>
      execute(operation, variables, { ...options, caller });
    const site = mountSite(app, { executeFor, baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });
  const scope = { products: ['heron'], versions: ['1.0'] };
  await ask('push the gate', scope);
  await ask('gate 9', { products: ['heron'], versions: ['9'] });
  await ask('zzzxqy', { ...scope, kinds: ['RELEASE_NOTES'] });
  await ask('zzzxqy', { ...scope, kinds: ['RELEASE_NOTES'] });
  await ask('wwwxqj', scope);
});

afterAll(async () => {
  await http.close();
  await library.close();
});

const get = async (path: string) => {
  const response = await fetch(http.baseUrl + path, { headers: { Accept: 'text/html' } });
  return { headers: response.headers, body: await response.text() };
};

test('a cell of the coverage matrix says how often it was asked for in vain, to curators only', async () => {
  const matrix =
    'query Matrix { coverage(rows: VERSION, columns: KIND) { total { missed { searches } } rows(first: 5) { nodes { heading { key } total { missed { searches questions } } cells { column { key } missed { searches questions } } } } } }';
  interface Missed {
    readonly missed: { readonly searches: number; readonly questions: readonly string[] } | null;
  }
  interface Matrix {
    readonly coverage: {
      readonly total: Missed;
      readonly rows: {
        readonly nodes: readonly {
          readonly heading: { readonly key: string };
          readonly total: Missed;
          readonly cells: readonly (Missed & { readonly column: { readonly key: string } })[];
        }[];
      };
    };
  }
  const ask = (who: Caller) => library.app.execute<Matrix>({ name: 'Matrix', source: matrix }, {}, { caller: who });
  const { coverage } = await ask(thisMachine('PAGE'));
  const row = coverage.rows.nodes.find(({ heading }) => heading.key === 'heron/1.0');
  expect(row?.total.missed).toEqual({ searches: 3, questions: ['zzzxqy', 'wwwxqj'] });
  const guide = row?.cells.find(({ column }) => column.key === 'GUIDE');
  // What names no kind is of the kind of its best hit, the only document.
  expect(guide?.missed).toEqual({ searches: 1, questions: ['wwwxqj'] });
  // Version 9 is not in the library, so that no row is its own: the total tells of it.
  expect(coverage.total.missed?.searches).toBe(4);
  const open = await ask(anonymous('PAGE'));
  expect(open.coverage.total.missed).toBeNull();
  const page = await get('/coverage?product=heron&version=1.0&list=documents');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.body).toContain('asked for it in vain: 3');
  caller = anonymous('PAGE');
  const publicPage = await get('/coverage?product=heron&version=1.0&list=documents');
  expect(publicPage.body).not.toContain('in vain');
  expect(publicPage.headers.get('cache-control')).toBe('private, no-cache');
});

test('the tool is there for curators, stays within its tokens, and goes on where it stopped', async () => {
  const connect = async (who: Caller): Promise<Client> => {
    caller = who;
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
    return client;
  };
  interface Told {
    readonly searches: number;
    readonly rows: readonly {
      readonly what: string;
      readonly searches: number;
      readonly coverage?: string;
      readonly nearest?: readonly string[];
    }[];
    readonly omitted: number;
    readonly cursor?: string;
  }
  const reader = await connect(anonymous('MCP'));
  expect((await reader.listTools()).tools.map(({ name }) => name)).not.toContain('search_demand');
  await reader.close();
  const curator = await connect(thisMachine('MCP'));
  expect((await curator.listTools()).tools.map(({ name }) => name)).toContain('search_demand');
  const call = async (given: Record<string, unknown>) => {
    const answer = await curator.callTool({ name: 'search_demand', arguments: given });
    const [content] = answer.content as { text: string }[];
    return { isError: answer.isError, text: content?.text ?? '', told: answer.structuredContent as Told };
  };
  const gaps = await call({});
  expect(gaps.told.rows).toContainEqual(
    expect.objectContaining({ what: 'heron 9', searches: 1, coverage: 'NOT_IN_LIBRARY' }),
  );
  const names = await call({ report: 'absent_names' });
  expect(names.told.rows).toContainEqual(expect.objectContaining({ what: 'heron 9', searches: 1, nearest: ['1.0'] }));
  const asked: string[] = [];
  for (let at = 0; at < 12; at += 1) {
    await ask(Array.from({ length: 12 }, (_, word) => `q${String(at)}w${String(word)}`).join(' '));
  }
  let cursor: string | undefined;
  do {
    const { told, text } = await call({ report: 'questions', maxTokens: 300, ...(cursor !== undefined && { cursor }) });
    expect(Math.max(text.length, JSON.stringify(told).length) / 4).toBeLessThanOrEqual(300);
    asked.push(...told.rows.map(({ what }) => what));
    ({ cursor } = told);
  } while (cursor !== undefined);
  expect(asked.length).toBe(16);
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toContain('push the gate (heron, 1.0)');
  expect(await call({ cursor: 'gaps.1.x', report: 'questions' })).toMatchObject({ isError: true });
  await curator.close();
});
