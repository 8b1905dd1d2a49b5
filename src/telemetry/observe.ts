/** Wraps the parts of a search so that each use is measured and traced; the parts know nothing of it. */
import { inSpan } from '../tracing.js';
import type { Embedder } from '../embedding/embedder.js';
import type { Execute } from '../executor.js';
import type { LexicalIndex } from '../search/lexical/lexical-index.js';
import type { LibrarySearch } from '../search/request.js';
import type { VectorSearch } from '../search/vector/vector-search.js';
import type { Metrics } from './metrics.js';

type Leg = 'lexical' | 'vector' | 'embed';

export function createObserver(metrics: Metrics) {
  async function leg<Result>(name: Leg, work: () => Promise<Result>): Promise<Result> {
    const end = metrics.legs.startTimer({ leg: name });
    try {
      const result = await inSpan(`search ${name}`, { 'mcdewey.leg': name }, work);
      end({ outcome: 'ok' });
      return result;
    } catch (error) {
      end({ outcome: 'error' });
      throw error;
    }
  }

  async function counted<Result>(lane: 'query' | 'passage', texts: number, work: () => Promise<Result>) {
    metrics.embedding.inc({ lane }, texts);
    try {
      return await work();
    } finally {
      metrics.embedding.dec({ lane }, texts);
    }
  }

  return {
    lexical: (index: LexicalIndex): LexicalIndex => ({
      ...index,
      search: (query) => leg('lexical', () => index.search(query)),
    }),

    vectors: (vectors: VectorSearch): VectorSearch => ({
      ...vectors,
      search: (query) => leg('vector', () => vectors.search(query)),
      searchReplaced: (query) => leg('vector', () => vectors.searchReplaced(query)),
    }),

    embedder: (embedder: Embedder): Embedder => ({
      ...embedder,
      embedQuery: (text, signal) => leg('embed', () => counted('query', 1, () => embedder.embedQuery(text, signal))),
      embedPassages: (texts, signal) => counted('passage', texts.length, () => embedder.embedPassages(texts, signal)),
    }),

    search: (search: LibrarySearch): LibrarySearch => ({
      ...search,
      async search(request) {
        const answer = await inSpan('search', {}, () => search.search(request));
        metrics.searches.inc();
        for (const { leg: name } of answer.degraded) metrics.degraded.inc({ leg: name.toLowerCase() });
        return answer;
      },
    }),

    /** Operations of the pages, MCP and the command line; those of HTTP are measured where they arrive. */
    execute(execute: Execute): Execute {
      return async (operation, variables, options) => {
        const labels = { door: 'in-process', type: 'query', field: operation.name };
        const end = metrics.operations.startTimer(labels);
        try {
          const attributes = { 'graphql.operation.name': operation.name };
          const data = await inSpan(`graphql ${operation.name}`, attributes, () =>
            execute(operation, variables, options),
          );
          end({ outcome: 'ok' });
          return data;
        } catch (error) {
          end({ outcome: 'error' });
          throw error;
        }
      };
    },
  };
}
