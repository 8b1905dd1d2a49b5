/** GraphQL over HTTP at `/graphql`: Apollo Server, the sandbox page, and every refusal in GraphQL's error shape. */
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { trace } from '@opentelemetry/api';
import { expressMiddleware } from '@as-integrations/express5';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { GraphQLSchema } from 'graphql';
import { createContext, type ContextDependencies, type RequestContext } from '../graphql/context.js';
import { MOST_TOKENS } from '../graphql/cost-limit.js';
import { presentError } from '../graphql/errors.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { OperationRunner } from '../graphql/operation-runner.js';
import { executionPlugin } from './execution-plugin.js';
import { goneSignal } from './gone-signal.js';
import { operationPlugin } from './operation-plugin.js';
import { rateLimitPlugin } from './rate-limit-plugin.js';
import type { RateLimits } from './rate-limits.js';
import type { RequestCallers } from './request-callers.js';
import { permissionPlugin } from './permission-plugin.js';
import { USUAL_RETRY } from './retry.js';
import { createSandbox } from './sandbox.js';

export const GRAPHQL_PATH = '/graphql';

/** Largest request body, in bytes. */
const mostBytes = 1_048_576;

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly dependencies: ContextDependencies;
  readonly metrics?: Metrics;
  readonly callers: RequestCallers;
  readonly rateLimits?: RateLimits;
  readonly operations: OperationRunner;
  /** Puts texts in place of the names of known documents. */
  readonly persistedDocuments?: RequestHandler;
  /** Shows GraphiQL to browsers: of no use where only known documents are answered. */
  readonly hasSandbox?: boolean;
}

export interface MountedGraphql {
  /** Lets running operations end. */
  close(): Promise<void>;
}

export async function mountGraphql(
  app: Express,
  { schema, dependencies, metrics, callers, operations, rateLimits, persistedDocuments, hasSandbox }: GraphqlParts,
): Promise<MountedGraphql> {
  const { logger } = dependencies;
  const server = new ApolloServer<RequestContext>({
    schema,
    logger,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: MOST_TOKENS },
    formatError: (_formatted, error) => presentError(error, logger),
    plugins: [
      permissionPlugin(schema),
      executionPlugin(schema, operations),
      operationPlugin(metrics),
      rateLimitPlugin(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();

  const contextOf = (request: Request, response: Response): RequestContext => {
    const rateLimit = rateLimits?.leftAfter(request);
    return createContext(dependencies, {
      ...(rateLimit !== undefined && { rateLimit }),
      caller: callers.callerOf(request, 'GRAPHQL'),
      peer: callers.peerOf(request, response),
      signal: goneSignal(response),
    });
  };

  if (hasSandbox !== false) app.get(GRAPHQL_PATH, createSandbox(GRAPHQL_PATH));
  app.use(
    GRAPHQL_PATH,
    traceOperation,
    express.json({ limit: mostBytes }),
    ...(persistedDocuments === undefined ? [] : [persistedDocuments]),
    expressMiddleware(server, { context: ({ req, res }) => Promise.resolve(contextOf(req, res)) }),
    refuse(dependencies),
  );
  return { close: () => server.stop() };
}

/** The span of the operation, which gets its name once that is known. */
const traceOperation: RequestHandler = (_request, response, next) => {
  trace.getTracer('mcdewey').startActiveSpan('graphql', (span) => {
    response.once('close', () => {
      span.end();
    });
    next();
  });
};

/** Answers bodies that could not be read, and anything unforeseen, as a GraphQL response without data. */
function refuse({ logger }: ContextDependencies): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    const message = refusals[status];
    const answer =
      message === undefined ? presentError(error, logger) : { message, extensions: { code: 'BAD_REQUEST' } };
    const modern = request.get('accept')?.includes('application/graphql-response+json') ?? false;
    const isAway = answer.extensions.code === 'STORE_UNAVAILABLE';
    if (isAway) response.set('Retry-After', USUAL_RETRY);
    response
      .status(message !== undefined ? status : isAway ? 503 : 500)
      .type(modern ? 'application/graphql-response+json' : 'application/json')
      .send(JSON.stringify({ errors: [answer] }));
  };
}

const refusals: Readonly<Record<number, string>> = {
  400: 'The request body is not valid JSON.',
  413: `The request body is larger than ${String(mostBytes)} bytes.`,
  415: 'The request body has an encoding or charset that is not supported; send UTF-8 JSON.',
};

/** Body parsers' errors carry the HTTP status they mean. */
function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}
