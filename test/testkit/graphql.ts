/** The executor over a test store, with a search that finds what the test says. */
import type { DataSource } from 'typeorm';
import type { Execute } from '../../src/executor.js';
import { buildLibrarySchema } from '../../src/resolvers/build-schema.js';
import { createExecutor } from '../../src/resolvers/executor.js';
import type { LibrarySearch, SearchAnswer } from '../../src/search/request.js';
import { silent } from './store.js';

export const emptyAnswer: SearchAnswer = {
  query: '',
  mode: 'HYBRID',
  scope: { vendorIds: [], productIds: [], versions: [], kinds: [], unknown: [] },
  hits: [],
  facets: { products: [], versions: [], kinds: [] },
  degraded: [],
  tookMs: 1,
};

export function searchThatAnswers(answer: Partial<SearchAnswer>): LibrarySearch {
  return {
    search: ({ query }) => Promise.resolve({ ...emptyAnswer, query, ...answer }),
    resolveScope: () => Promise.resolve(answer.scope ?? emptyAnswer.scope),
  };
}

export const schema = buildLibrarySchema();

/** The answer's `data`, or the error of the executor. Anything may be selected, so nothing is known of its shape. */
export function ask(dataSource: DataSource, search = searchThatAnswers({})) {
  const execute: Execute = createExecutor(schema, { dataSource, search, logger: silent });
  return (source: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
    execute({ name: 'Test', source: source.replace(/^\s*(query )?/, 'query Test ') }, variables);
}
