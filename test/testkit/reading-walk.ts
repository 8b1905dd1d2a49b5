/** All that somebody can read through GraphQL, MCP and pages, in one answer: what two callers are shown can be compared. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Caller } from '../../src/caller.js';
import { executeAs } from '../../src/executor.js';
import { mountMcp } from '../../src/mcp/mount-mcp.js';
import { mountSite } from '../../src/site/mount-site.js';
import { listen } from '../listening.js';
import type { TestLibrary } from './library.js';

/** Names by which things are looked for, as somebody may guess them. */
export interface Guesses {
  readonly vendors: readonly string[];
  readonly products: readonly string[];
  /** `product/version/document` */
  readonly documents: readonly string[];
  readonly ids: readonly string[];
  readonly keys: readonly string[];
  readonly queries: readonly string[];
  readonly prefixes: readonly string[];
}

/** By what was asked; what depends on how common words are in the whole library has no order. */
export type Walk = Readonly<Record<string, unknown>>;

export interface Walker {
  walk(caller: Caller, guesses: Guesses): Promise<Walk>;
  close(): Promise<void>;
}

const document = 'slug title permalink state';
const lists = [
  `library { vendors products versions documents files chunks passages }`,
  `vendors { totalCount nodes { slug name products(first: 10) { totalCount nodes { slug } } } }`,
  `products { totalCount nodes { slug name vendor { slug } latestVersion { slug } versions(first: 5) { totalCount nodes {
     slug label documentCount chunkCount isLatest documents(first: 5) { totalCount nodes { ${document} } } } } } }`,
  `versions { totalCount nodes { slug product { slug } } }`,
  `documents { totalCount nodes { ${document} chunks(first: 1) { totalCount } } }`,
  `documents(first: 5) { nodes { slug inVersions(first: 5) { nodes { slug } } counterpart(version: "2") { ${document} } } }`,
  `documents(filter: { states: [ARCHIVED] }) { totalCount nodes { ${document} } }`,
  `coverage { total { documentCount chunkCount passageCount state } rows(first: 10) { nodes { heading { key label } cells {
     documentCount fileCount chunkCount passageCount tokenCount state column { key } reasons { state count sentence } } } } }`,
  `coverage(rows: VENDOR, columns: PRODUCT) { columns { key } rows(first: 10) { nodes { heading { key } total { documentCount } } } }`,
];

const lookups: Readonly<Record<string, (name: string) => string>> = {
  vendor: (name) => `vendor(slug: ${JSON.stringify(name)}) { slug name products { totalCount } }`,
  product: (name) => `product(slug: ${JSON.stringify(name)}) { slug name versions { totalCount } }`,
  documentByPath: (name) => `documentByPath(path: ${JSON.stringify(name)}) { ${document} }`,
  node: (id) =>
    `node(id: ${JSON.stringify(id)}) { __typename ... on Document { title } ... on Product { name } ... on Vendor { name } ... on Version { label } }`,
  chunk: (key) => `chunk(key: ${JSON.stringify(key)}) { key text passage { versions { nodes { slug } } } }`,
};

const found = `
  hits(first: 20) { nodes { chunk { key text alsoIn { totalCount nodes { version { slug } chunk { key } } }
    changedIn { nodes { chunk { key } } } } } }
  facets { vendors { vendor { slug } count } products { product { slug } count }
    versions { version { slug product { slug } } count } kinds { kind count }
    languages { language count } documents { document { slug title version { slug } } count } countedLegs isExact }
  didYouMean missingTerms { kind foundIn { product { slug } versions { slug } } } relevance { verdict }
  namedScope { products { slug } versions { served { slug } } }
  scope { products { slug } versions { served { slug } nearest { slug } } unknown { kind nearest } }`;

/** Scopes that a search is put to; names that are nearly right are told the nearest. */
const scopes = (guesses: Guesses): readonly object[] => [
  {},
  { kinds: ['GUIDE'] },
  ...guesses.products.map((product) => ({ products: [product] })),
  ...guesses.products.map((product) => ({ products: [`${product}x`] })),
  ...guesses.vendors.map((vendor) => ({ vendors: [vendor] })),
  { products: ['opener'], versions: ['2'] },
  { products: ['opener'], versions: ['1'], kinds: ['GUIDE'] },
];

/** What changes from one time to the next is left out. */
const steady = (text: string): string => text.replace(/[\d.,]+\s?ms/g, '').replace(/[?&]s=[\w-]+/g, '');

interface Found {
  readonly search: { readonly hits: { readonly nodes: readonly { readonly chunk: { readonly key: string } }[] } };
}

/** Scores count how common words are in all that is there, so that only the order may differ by what is not seen. */
function unordered(answer: unknown): unknown {
  const { search } = answer as Partial<Found>;
  if (search === undefined) return answer;
  const hits = search.hits.nodes.toSorted((a, b) => a.chunk.key.localeCompare(b.chunk.key));
  return { search: { ...search, hits } };
}

export async function openWalker(library: TestLibrary): Promise<Walker> {
  let caller: Caller | undefined;
  const { execute } = library.app;
  const now = (door: Caller['door']): Caller => {
    if (caller === undefined) throw new Error('nobody walks');
    return { ...caller, door };
  };
  const http = await listen((app, baseUrl) => {
    mountMcp(app, { execute, callerOf: () => now('MCP'), baseUrl, version: '1', maxBodyBytes: 20_000 });
    const site = mountSite(app, { executeFor: () => executeAs(now('PAGE'), execute), baseUrl });
    app.use(site.notFound);
    app.use(site.onError);
  });

  async function answer(source: string, variables: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    try {
      return await library.ask(source, variables, now('GRAPHQL'));
    } catch (error) {
      const { code } = error as { code?: string };
      // Any other refusal would pass for an answer that tells nothing.
      if (code !== 'NOT_FOUND') throw error;
      return { code };
    }
  }

  async function throughGraphql(guesses: Guesses): Promise<Record<string, unknown>> {
    const asked: Record<string, unknown> = {};
    for (const list of lists) asked[`list ${list}`] = await answer(`query Lists { ${list} }`);
    const names: Readonly<Record<string, readonly string[]>> = {
      vendor: guesses.vendors,
      product: guesses.products,
      documentByPath: guesses.documents,
      node: guesses.ids,
      chunk: guesses.keys,
    };
    for (const [field, guessed] of Object.entries(names)) {
      for (const name of guessed)
        asked[`${field} ${name}`] = await answer(`query Lookup { ${lookups[field]?.(name) ?? ''} }`);
    }
    for (const query of guesses.queries) {
      // One query in every scope and by every leg alone, the others as people search.
      const isFirst = query === guesses.queries[0];
      for (const mode of isFirst ? ['LEXICAL', 'SEMANTIC', 'HYBRID'] : ['HYBRID']) {
        for (const scope of isFirst && mode === 'LEXICAL' ? scopes(guesses) : [{}]) {
          asked[`search ${mode} ${query} ${JSON.stringify(scope)}`] = unordered(
            await answer(
              `query Find($query: String!, $mode: SearchMode, $scope: ScopeInput) {
               search(query: $query, mode: $mode, scope: $scope) { ${found} } }`,
              { query, mode, scope },
            ),
          );
        }
      }
    }
    for (const prefix of guesses.prefixes) {
      asked[`suggest ${prefix}`] = await answer(
        `query Suggest($prefix: String!) { suggest(prefix: $prefix) { kind text permalink } }`,
        { prefix },
      );
    }
    asked['compare'] = await answer(`query Compare { compareVersions(product: "opener", from: "1", to: "2") {
      counts { added removed changed same } from { served { slug } } to { served { slug } nearest { slug } }
      documents { totalCount nodes { slug } } sections { totalCount nodes { change from { headingPath } to { headingPath } } }
      names { totalCount nodes { change } } } }`);
    return asked;
  }

  async function throughMcp(guesses: Guesses): Promise<Record<string, unknown>> {
    const asked: Record<string, unknown> = {};
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${http.baseUrl}/mcp`)));
    const call = async (name: string, input: Record<string, unknown>): Promise<void> => {
      const result = await client.callTool({ name, arguments: input });
      // What was asked for comes back in words; of a refusal, that it is one is what counts.
      asked[`${name} ${JSON.stringify(input)}`] = result.isError === true ? 'ERROR' : result.structuredContent;
    };
    try {
      await call('list_library', {});
      for (const vendor of guesses.vendors) await call('list_library', { vendor });
      for (const product of guesses.products) await call('list_library', { product });
      await call('search_docs', { query: 'gasket' });
      await call('corpus_coverage', {});
      await call('compare_versions', { product: 'opener', from: '1', to: '2' });
      for (const key of guesses.keys) await call('read_chunk', { chunk_id: key, before: 2, after: 2 });
    } finally {
      await client.close();
    }
    return asked;
  }

  async function throughPages(guesses: Guesses): Promise<Record<string, unknown>> {
    const asked: Record<string, unknown> = {};
    const paths = [
      ...['/', '/index.md', '/?q=gasket', '/?q=gasket&product=opener', '/coverage', '/compare/opener/1..2'],
      ...guesses.vendors.map((vendor) => `/?vendor=${vendor}`),
      ...guesses.products.map((product) => `/?product=${product}`),
      ...guesses.documents.flatMap((path) => [`/d/${path}`, `/d/${path}.md`]),
      ...guesses.keys.flatMap((key) => [`/c/${key}`, `/c/${key}.md`]),
    ];
    for (const path of paths) {
      const response = await fetch(http.baseUrl + path, { headers: { Accept: 'text/html' }, redirect: 'manual' });
      // A page repeats the name that its list is limited to.
      const named = /\?(?:vendor|product)=(\w+)/.exec(path)?.[1] ?? '\0';
      const body = steady(await response.text()).replaceAll(named, '');
      // A page that is not there says what was asked for.
      asked[`GET ${path}`] = response.status === 404 ? 404 : [response.status, body];
      expectPrivate(response);
    }
    return asked;
  }

  return {
    async walk(who, guesses) {
      caller = who;
      return { ...(await throughGraphql(guesses)), ...(await throughMcp(guesses)), ...(await throughPages(guesses)) };
    },
    close: () => http.close(),
  };
}

/** No cache on the way may give a page to somebody else. */
function expectPrivate({ headers, url }: Response): void {
  const caching = headers.get('Cache-Control') ?? '';
  if (!/private|no-store/.test(caching)) throw new Error(`${url} may be kept for others: "${caching}"`);
}
