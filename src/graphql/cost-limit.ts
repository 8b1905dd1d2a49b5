/** The cost of a query is known before it runs; one that costs too much does not run. */
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
// The package's ESM build imports graphql's .mjs files, a second copy of graphql beside the one that everybody else uses.
import complexity from 'graphql-query-complexity/cjs';
import { costOfField } from '../schema/cost.js';

const { fieldExtensionsEstimator, getComplexity } = complexity;

/** About the number of objects that one request may give. */
export const COST_LIMIT = 25_000;

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
  const requested = measure(schema, operation);
  if (requested > COST_LIMIT) throw tooComplex(requested);
  return { requested, limit: COST_LIMIT };
}

function measure(schema: GraphQLSchema, { document, operationName, variables }: CostedOperation): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName !== undefined && { operationName }),
      estimators: [fieldExtensionsEstimator(), costOfField],
      maxQueryNodes: mostFields,
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('maximum allowed number of nodes')) throw tooComplex(null);
    throw badRequest('BAD_INPUT', error.message, {}, error);
  }
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
