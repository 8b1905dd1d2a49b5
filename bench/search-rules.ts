/**
 * What a search costs more with 500 rules and 2,000 synonyms in force, none of them about the question: the same queries
 * asked of two searches over one library, in turns. Queries are headings of the library. Writes nothing.
 *
 * `node dist/bench/search-rules.js` on the library of `MCDEWEY_DATA` (stop the server first) or `DATABASE_URL`.
 */
import 'reflect-metadata';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { percentile } from '../src/evaluation/metrics.js';
import { createLogger } from '../src/logger.js';
import { createHybridSearch } from '../src/search/hybrid-search.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import type { LibrarySearch } from '../src/search/request.js';
import { createRuleIndex } from '../src/search/settings/rule-index.js';
import { noSettings, type SearchSettings } from '../src/search/settings/search-settings.js';
import { createSynonymIndex } from '../src/search/settings/synonym-index.js';
import { createVectorSearch } from '../src/search/vector/vector-search.js';
import { ensureActiveModel } from '../src/store/writes/embedding-models.js';

const rules = 500;
const synonyms = 2_000;
const mostQueries = 300;
const rounds = 4;

const logger = createLogger('error');
const app = await createApp(loadConfig(process.env), 'bench', logger);
const { dataSource } = app.store;

const changed = { note: null, revision: 1, callerName: 'bench', changedAt: new Date(), isEnabled: true };
const anywhere = { vendor: null, product: null, version: null, kind: null };
const settings: SearchSettings = {
  rules: createRuleIndex(
    Array.from({ length: rules }, (_, nth) => ({
      ...{ ...changed, ...anywhere, id: `rule-${String(nth)}`, name: `Rule ${String(nth)}` },
      ...{
        match: (['EXACT', 'PHRASE', 'CONTAINS', 'PREFIX'] as const)[nth % 4] ?? 'EXACT',
        words: `zzrule zz${String(nth)}`,
      },
      ...{ validFrom: null, validTo: null, priority: nth, hides: [], boosts: [], redirect: null },
      pins: [{ target: 'product/document', position: 1 }],
    })),
  ),
  synonyms: createSynonymIndex(
    Array.from({ length: synonyms }, (_, nth) => ({
      ...{ ...changed, ...anywhere, id: `synonym-${String(nth)}` },
      ...{ terms: [`zzterm zz${String(nth)}`, `zzother zz${String(nth)}`], alternatives: [] },
    })),
  ),
  rows: noSettings.rows,
};

const lexical = app.elasticsearch?.lexical ?? (await createPostgresLexicalIndex(app.store, logger));
const vectors = createVectorSearch(app.store, await ensureActiveModel(dataSource, app.embedder.model));
const searchWith = (current: SearchSettings): LibrarySearch =>
  createHybridSearch({
    ...{ store: app.store, lexical, vectors, embedder: app.embedder, logger },
    watchedSettings: { current: () => Promise.resolve(current) },
  });
const searches = { without: searchWith(noSettings), with: searchWith(settings) };

const headings = await dataSource.query<{ query: string }[]>(
  `SELECT heading AS query FROM (SELECT DISTINCT heading FROM section WHERE length(heading) BETWEEN 4 AND 80) AS each
   ORDER BY md5(heading) LIMIT ${String(mostQueries)}`,
);
const takes = { without: [] as number[], with: [] as number[] };
for (let round = -1; round < rounds; round += 1) {
  for (const { query } of headings) {
    for (const name of ['without', 'with'] as const) {
      const begun = performance.now();
      await searches[name].search({ query });
      if (round >= 0) takes[name].push(performance.now() - begun);
    }
  }
}
const [p50, p50With] = [percentile(takes.without, 0.5), percentile(takes.with, 0.5)];
console.log(
  `${String(headings.length)} queries, ${String(rounds)} rounds: p50 without ${p50.toFixed(2)} ms, with ${p50With.toFixed(2)} ms`,
);
console.log(`ratio ${(p50With / p50).toFixed(3)}`);
await app.close();
