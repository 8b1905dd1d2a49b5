/**
 * Whether costs tell the work: runs operations of every kind, one after the other, and prints what each took beside what it
 * costs. A cost is right when its milliseconds come to about a tenth of it; the figures of a busy machine are too high.
 *
 * `node dist/bench/costs.js` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { parse } from 'graphql';
import { createApp } from '../src/app.js';
import { thisMachine } from '../src/caller.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { costOf } from '../src/graphql/cost-limit.js';
import { createLogger } from '../src/logger.js';

const repeats = 15;
const app = await createApp(loadConfig(process.env), 'bench', createLogger('error'));
const { dataSource } = app.store;

const headings = await dataSource.query<{ query: string }[]>(
  `SELECT query FROM (SELECT DISTINCT heading_path[cardinality(heading_path)] AS query FROM passage) AS heading
   WHERE length(query) BETWEEN 8 AND 200 ORDER BY md5(query) LIMIT $1`,
  [20 * repeats],
);
const [pair] = await dataSource.query<{ product: string; from: string; to: string }[]>(
  `SELECT p.slug AS product, min(v.label) AS "from", max(v.label) AS "to" FROM version v JOIN product p ON p.id = v.product_id
   GROUP BY p.slug HAVING count(*) > 1 ORDER BY count(*) DESC, p.slug LIMIT 1`,
);
const [largest] = await dataSource.query<{ path: string }[]>(
  `SELECT p.slug || '/' || v.slug || '/' || d.slug AS path
   FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id JOIN chunk c ON c.document_id = d.id
   GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
);

let asked = 0;
const words = (): string => JSON.stringify(headings[asked++ % headings.length]?.query ?? 'configuration');
const compared = `product: ${JSON.stringify(pair?.product ?? '')}, from: ${JSON.stringify(pair?.from ?? '')}, to: ${JSON.stringify(pair?.to ?? '')}`;
const searchHits = (first: number): string =>
  `hits(first: ${String(first)}) { nodes { chunk { key text headingPath version { label } } alsoIn { nodes { version { label } } } changedIn { nodes { version { label } } } } }`;

/** Each makes a selection of the query type; words are others each time. */
const kinds: Readonly<Record<string, () => string>> = {
  'one row': () => 'vendors(first: 1) { nodes { slug } }',
  'one document': () => `documentByPath(path: ${JSON.stringify(largest?.path ?? '')}) { title }`,
  library: () => 'library { chunks }',
  'search, no hits looked at': () => `search(query: ${words()}) { query }`,
  'search, 10 hits': () => `search(query: ${words()}) { ${searchHits(10)} }`,
  'search, 50 hits': () => `search(query: ${words()}) { ${searchHits(50)} }`,
  'search, words only': () => `search(query: ${words()}, mode: LEXICAL) { ${searchHits(10)} }`,
  'search, facets': () =>
    `search(query: ${words()}) { facets { products { count product { slug } } versions { count version { label } } kinds { count } } }`,
  'search, all facets in a scope': () =>
    `search(query: ${words()}, scope: { kinds: [GUIDE] }) { facets { vendors { count } products { count } versions { count } kinds { count } languages { count } documents { count document { title } } } }`,
  'search, highlights': () =>
    `search(query: ${words()}) { hits(first: 50) { nodes { highlights(first: 5) { pieces { text } } } } }`,
  'search, excerpts': () => `search(query: ${words()}) { hits(first: 50) { nodes { excerpt } } }`,
  'search, did you mean': () => `search(query: "confgure the adress") { didYouMean }`,
  'search, words alone': () =>
    `search(query: "\\"no such phrase here\\"") { wordsAlone { query hits { nodes { chunk { key } } } } }`,
  'search, missing terms': () =>
    `search(query: "alpha_one_x beta-two-y ERR_4711_Z gamma.three.w delta::four", scope: { products: [${JSON.stringify(largest?.path.split('/')[0] ?? '')}] }) { missingTerms { text foundIn { product { slug } versions { label } } } }`,
  suggest: () => `suggest(prefix: ${JSON.stringify('conf')}, first: 20) { text permalink }`,
  'comparison, kept': () => `compareVersions(${compared}) { counts { changed } }`,
  'comparison, sections': () => `compareVersions(${compared}) { sections(first: 100) { nodes { change } } }`,
  'comparison, topic': () => `compareVersions(${compared}, topic: ${words()}) { counts { changed } }`,
  coverage: () => 'coverage { total { documentCount } }',
  'coverage, 100 rows': () =>
    'coverage { rows(first: 100) { nodes { heading { label } cells { documentCount state } } } }',
  'coverage, passages': () => 'coverage { rows(first: 20) { nodes { cells { passageCount } } } }',
  demand: () => 'demand { searches }',
  'demand, groups': () => 'demand { groups(first: 50) { nodes { searches } } }',
  'documents, 100': () => 'documents(first: 100) { nodes { title chunks(first: 1) { totalCount } } }',
  'chunks, 100': () =>
    `documentByPath(path: ${JSON.stringify(largest?.path ?? '')}) { chunks(first: 100) { nodes { key text headingPath } } }`,
  'sections of a document': () =>
    `documentByPath(path: ${JSON.stringify(largest?.path ?? '')}) { sections { nodes { heading } } }`,
  'three lists inside each other': () =>
    'vendors(first: 20) { nodes { products(first: 20) { nodes { versions(first: 10) { nodes { slug documents(first: 2) { nodes { title } } } } } } } }',
};

const caller = thisMachine('COMMAND_LINE');
console.log(
  `${'operation'.padEnd(32)}${['cost', 'p50 ms', 'least ms', 'cost / ms'].map((head) => head.padStart(11)).join('')}`,
);
for (const [name, selection] of Object.entries(kinds)) {
  const takes: number[] = [];
  let cost = 0;
  try {
    for (let turn = 0; turn < repeats; turn += 1) {
      const source = `query Costs { ${selection()} }`;
      cost = costOf(app.schema, { document: parse(source) }).requested;
      const started = performance.now();
      await app.execute({ name: 'Costs', source }, {}, { caller });
      takes.push(performance.now() - started);
    }
  } catch (error) {
    console.log(`${name.padEnd(32)} ${error instanceof Error ? error.message : String(error)}`);
    continue;
  }
  const p50 = percentile(takes, 0.5);
  const figures = [String(cost), p50.toFixed(1), Math.min(...takes).toFixed(1), (cost / p50).toFixed(1)];
  console.log(name.padEnd(32) + figures.map((figure) => figure.padStart(11)).join(''));
}
await app.close();
