/** The cost of a query is known before it runs; one that costs too much does not run. */
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity/cjs';
// The package's ESM build imports graphql's .mjs files, a second copy of graphql beside the one that everybody else uses.
import complexity from 'graphql-query-complexity/cjs';
import {
  costOfComparison,
  costOfField,
  costOfHits,
  costOfSearch,
  COST_OF_ASKING,
  COST_OF_CHANGING,
} from '../schema/cost.js';

const { fieldExtensionsEstimator, getComplexity } = complexity;

/** What one operation may cost, in tenths of a millisecond that a small server works for it. */
export const COST_LIMIT = 25_000;

/** Searches of one operation; aliases, topics of comparisons and further pages of hits are some. */
const mostSearches = 10;

/** Bounds the parser, and with it the depth of a query. */
export const MOST_TOKENS = 4_000;

const mostFields = 10_000;

export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

export interface CostedOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * @throws GraphQLError `QUERY_TOO_COMPLEX`; or `BAD_INPUT` if the variables do not fit the operation.
 */
export function costOf(schema: GraphQLSchema, operation: CostedOperation): Cost {
  let searches = 0;
  const countSearches: ComplexityEstimator = ({ field, args }) => {
    const { complexity: estimator } = field.extensions;
    const asksAgain =
      (estimator === costOfComparison && args['topic'] != null) || (estimator === costOfHits && args['after'] != null);
    if (estimator === costOfSearch || asksAgain) searches += 1;
  };
  const requested = measure(schema, operation, countSearches);
  if (searches > mostSearches) throw tooManySearches(searches);
  if (requested > COST_LIMIT) throw tooComplex(requested);
  return { requested, limit: COST_LIMIT };
}

function measure(
  schema: GraphQLSchema,
  { document, operationName, variables }: CostedOperation,
  look: ComplexityEstimator,
): number {
  // Each field of these asks the store by itself; those inside of them are asked for together.
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  const fieldCost = fieldExtensionsEstimator();
  const costOfRootField: ComplexityEstimator = (asked) => {
    if ((asked.type !== query && asked.type !== mutation) || asked.field.name.startsWith('__')) return;
    const cost = fieldCost(asked);
    return (
      (asked.type === query ? COST_OF_ASKING : COST_OF_CHANGING) +
      (typeof cost === 'number' ? cost : costOfField(asked))
    );
  };
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName !== undefined && { operationName }),
      estimators: [look, costOfRootField, fieldCost, costOfField],
      maxQueryNodes: mostFields,
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('maximum allowed number of nodes')) throw tooComplex(null);
    throw badRequest('BAD_INPUT', error.message, {}, error);
  }
}

function tooManySearches(searches: number): GraphQLError {
  return badRequest(
    'QUERY_TOO_COMPLEX',
    `The query has ${String(searches)} searches; one operation may have ${String(mostSearches)}. Send the others by themselves.`,
    { searches, limit: mostSearches },
  );
}

function tooComplex(requested: number | null): GraphQLError {
  const cost = requested === null ? `more than ${String(mostFields)} fields` : `a cost of ${String(requested)}`;
  return badRequest(
    'QUERY_TOO_COMPLEX',
    `The query has ${cost}; the limit is ${String(COST_LIMIT)}. Select less, or lower \`first\` in nested lists.`,
    { requested, limit: COST_LIMIT },
  );
}

function badRequest(
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>>,
  cause?: GraphQLError,
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, details, http: { status: 400 } },
    ...(cause?.nodes !== undefined && { nodes: cause.nodes }),
  });
}
