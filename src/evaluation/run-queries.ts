/** Asks a judged collection's queries through GraphQL and folds the hits to documents. */
import { OperationError, type Execute } from '../executor.js';
import { graphql, operation, type EnumOf } from '../typed-operation.js';
import type { Collection } from './collection.js';
import { figuresOf, meanOf, percentile, type Figures } from './metrics.js';
import type { ScratchSource } from './scratch-source.js';

const search = operation(
  graphql(`
    query EvaluationSearch($query: String!, $scope: ScopeInput, $mode: SearchMode, $fusion: Fusion) {
      search(query: $query, scope: $scope, mode: $mode, fusion: $fusion) {
        degraded {
          leg
          reason
        }
        hits(first: 50) {
          nodes {
            chunk {
              document {
                slug
              }
            }
            alsoAt(first: 20) {
              nodes {
                chunk {
                  document {
                    slug
                  }
                }
              }
            }
          }
        }
      }
    }
  `),
);

export interface RunOptions {
  readonly mode: EnumOf<'SearchMode'>;
  readonly fusion: EnumOf<'Fusion'>;
  /** Restricts a query to its own product; otherwise to the collection's products. */
  readonly scoped: boolean;
  readonly signal?: AbortSignal;
}

/** Of one question; `id` is the collection's. */
export interface QueryFigures extends Figures {
  readonly id: string;
}

export interface RunFigures extends Figures {
  readonly collection: string;
  readonly mode: string;
  readonly scoped: boolean;
  readonly queries: number;
  readonly perQuery: readonly QueryFigures[];
  /** Milliseconds of the whole GraphQL request, one after the other. */
  readonly p50: number;
  readonly p95: number;
}

/** @throws OperationError when a query fails or one leg does not answer; nothing is left out of the mean. */
export async function runQueries(
  collection: Collection,
  source: ScratchSource,
  execute: Execute,
  options: RunOptions,
): Promise<RunFigures> {
  const perQuery: QueryFigures[] = [];
  const durations: number[] = [];
  for (const query of collection.queries) {
    const own = query.metadata.product === undefined ? undefined : source.productOf.get(query.metadata.product);
    const products = options.scoped && own !== undefined ? [own] : [...source.productOf.values()];
    const variables = { query: query.text, scope: { products }, mode: options.mode, fusion: options.fusion };
    const started = performance.now();
    const data = await execute(search, variables, options.signal ? { signal: options.signal } : {});
    durations.push(performance.now() - started);
    const [degraded] = data.search.degraded;
    if (degraded !== undefined) {
      throw new OperationError(
        'SERVICE_UNAVAILABLE',
        `Without the ${degraded.leg} leg nothing is measured: ${degraded.reason}`,
      );
    }
    // A text that several documents hold is one hit; each of them is found by it.
    const slugs = data.search.hits.nodes.flatMap(({ chunk, alsoAt }) => [
      chunk.document.slug,
      ...alsoAt.nodes.map((other) => other.chunk.document.slug),
    ]);
    const ranked = [...new Set(slugs.map((slug) => source.idOf.get(slug) ?? ''))];
    const figures = figuresOf(ranked, collection.judgements.get(query._id) ?? new Map());
    perQuery.push({ id: query._id, ...figures });
  }
  return {
    collection: collection.name,
    mode: options.mode.toLowerCase(),
    scoped: options.scoped,
    queries: perQuery.length,
    ...meanOf(perQuery),
    perQuery,
    p50: percentile(durations, 0.5),
    p95: percentile(durations, 0.95),
  };
}
