/** The executor over a test store, with a search that finds what the test says. */
import type { DataSource } from 'typeorm';
import { createVersionComparisons } from '../../src/compare/version-comparison.js';
import { createCompareExpectations, createCoverage } from '../../src/coverage/library-coverage.js';
import { loadConfig } from '../../src/config.js';
import { createAccess } from '../../src/access/access.js';
import { createSearchLog } from '../../src/demand/search-log.js';
import { createHashingEmbedder } from '../../src/embedding/hashing-embedder.js';
import { thisMachine } from '../../src/caller.js';
import { executeAs, type Execute } from '../../src/executor.js';
import { createIngest } from '../../src/ingest/ingest.js';
import { buildLibrarySchema } from '../../src/graphql/build-schema.js';
import type { ContextDependencies } from '../../src/graphql/context.js';
import { createExecutor } from '../../src/graphql/executor.js';
import { createOperationRunner } from '../../src/graphql/operation-runner.js';
import { noHits } from '../../src/search/hit-pages.js';
import { parseQuery } from '../../src/search/query.js';
import type { LibrarySearch, SearchAnswer } from '../../src/search/request.js';
import { silent } from './store.js';

export const emptyAnswer: SearchAnswer = {
  query: parseQuery(''),
  mode: 'HYBRID',
  scope: { vendorIds: [], productIds: [], versions: [], kinds: [], unknown: [] },
  namedScope: null,
  hits: [],
  page: () => Promise.resolve(noHits),
  relevance: { verdict: 'UNJUDGED', cosine: null, coverage: null, score: null, threshold: null },
  appliedRules: [],
  redirect: null,
  didYouMean: () => Promise.resolve(null),
  wordsAlone: () => Promise.resolve(null),
  missingTerms: () => Promise.resolve([]),
  facets: () => Promise.resolve({ values: {}, countedLegs: [], isExact: true }),
  degraded: [],
  tookMs: 1,
};

export function searchThatAnswers(answer: Partial<SearchAnswer>): LibrarySearch {
  return {
    search: ({ query }) => {
      const { hits = [] } = answer;
      const page = () => Promise.resolve({ ...noHits, hits });
      return Promise.resolve({ ...emptyAnswer, query: parseQuery(query), page, ...answer });
    },
    resolveScope: () => Promise.resolve(answer.scope ?? emptyAnswer.scope),
  };
}

export const schema = buildLibrarySchema();

/** Runs whatever it is given. */
export const operations = createOperationRunner(schema, {
  running: 100,
  waiting: 1_000,
  waitMs: 60_000,
  withinMs: 60_000,
});

/** What resolvers work with; jobs can be started, but nobody works on them. */
export function dependenciesOf(dataSource: DataSource, search: LibrarySearch): ContextDependencies {
  const ingest = createIngest({
    dataSource,
    storeMode: 'embedded',
    readPool: { read: () => Promise.reject(new Error('nobody reads here')) },
    embedder: createHashingEmbedder(),
    modelId: 1,
    maintainVectors: () => Promise.resolve(),
    logger: silent,
    owner: 'test',
    workerGroup: 'test',
    sources: { dataDir: '/nowhere', roots: ['/'], allowPrivate: false },
    history: { jobs: 20, days: 30 },
  });
  return {
    dataSource,
    search,
    searchSettings: { forget: () => undefined },
    comparisons: createVersionComparisons(dataSource, search),
    coverage: createCoverage(dataSource, loadConfig({}).coverage),
    compareExpectations: createCompareExpectations(dataSource),
    searchLog: createSearchLog(dataSource, { mode: 'off', days: 1 }, { logger: silent }),
    embedQuestion: (text) => createHashingEmbedder().embedQuery(text),
    ...{ sendDemand: null, queryLogDays: 1 },
    service: { mode: 'embedded', parts: {}, settings: [], backups: null, examine: () => Promise.resolve([]) },
    ingest,
    access: createAccess(dataSource, { signIn: { password: true }, feedback: 'everybody' }, silent),
    logger: silent,
  };
}

/** The answer's `data`, or the error of the executor. Anything may be selected, so nothing is known of its shape. */
export function ask(dataSource: DataSource, search = searchThatAnswers({}), caller = thisMachine('COMMAND_LINE')) {
  const execute: Execute = createExecutor(schema, dependenciesOf(dataSource, search), operations);
  return (source: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
    executeAs(caller, execute)(
      {
        name: 'Test',
        source: source.replace(/^\s*(?:(mutation )|query )?/, (_, mutation: string = 'query ') => `${mutation}Test `),
      },
      variables,
    );
}
