/** GraphQL subscriptions over Server-Sent Events at `/graphql/stream`, by the protocol of `graphql-sse`. */
import express, { type Express, type RequestHandler, type Response } from 'express';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/express';
import { audienceOf } from '../access/may.js';
import type { Caller } from '../caller.js';
import { BadInputError } from '../errors.js';
import { createContext, type ContextDependencies, type RequestContext } from '../graphql/context.js';
import { costOf } from '../graphql/cost-limit.js';
import { presentError } from '../graphql/errors.js';
import { prepareOperation } from '../graphql/prepare-operation.js';
import { outsideOperations } from '../ongoing-operation.js';
import type { CallerOf } from './request-callers.js';

export const STREAM_PATH = '/graphql/stream';

/** Largest request body, in bytes. */
const mostBytes = 1_048_576;

export interface GraphqlStreamParts {
  readonly schema: GraphQLSchema;
  readonly dependencies: ContextDependencies;
  readonly callerOf: CallerOf;
  readonly persistedDocuments: RequestHandler;
}

export interface MountedStream {
  /** Breaks what is being followed, so that clients turn to a service that stays. */
  close(): void;
}

export function mountGraphqlStream(
  app: Express,
  { schema, dependencies, callerOf, persistedDocuments }: GraphqlStreamParts,
): MountedStream {
  const { logger } = dependencies;
  const open = new Set<Response>();

  const contextOf = (caller: Caller): RequestContext & Record<PropertyKey, unknown> => ({
    ...createContext(dependencies, { caller }),
  });

  /** Only their JSON is sent. */
  const shown = (errors: readonly unknown[]): ExecutionResult => ({
    errors: errors.map((error) => presentError(error, logger)) as unknown as GraphQLError[],
  });

  /** Every event gets a context of its own: its loaders would otherwise remember what the event before saw. */
  function answers(
    args: ExecutionArgs,
    caller: Caller,
    events: AsyncIterator<unknown>,
  ): AsyncIterableIterator<ExecutionResult> {
    const ended = { done: true, value: undefined } as const;
    return {
      async next() {
        const event = await events.next();
        if (event.done === true) return ended;
        const asked = { ...args, rootValue: event.value, contextValue: contextOf(caller) };
        const result = await outsideOperations(() => execute(asked), audienceOf(caller));
        return { done: false, value: result };
      },
      async return() {
        await events.return?.();
        return ended;
      },
      async throw(error) {
        await events.throw?.(error);
        return ended;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  const handler = createHandler({
    schema,
    // One connection for each subscription: nothing is kept between requests.
    authenticate: () => null,
    context: ({ raw }) => contextOf(callerOf(raw, 'GRAPHQL')),
    onSubscribe({ raw }, { query, operationName, variables }) {
      try {
        const document = prepareOperation(schema, query);
        const operation = getOperationAST(document, operationName);
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
          throw new BadInputError('Only subscriptions are answered here; send queries and mutations to /graphql.', {});
        }
        costOf(schema, { document, operationName: operation.name?.value, variables });
        const contextValue = contextOf(callerOf(raw, 'GRAPHQL'));
        return { schema, document, operationName, variableValues: variables, contextValue };
      } catch (error) {
        // `onNext` makes it fit to be shown.
        return { data: null, errors: [error as GraphQLError] };
      }
    },
    async subscribe(args) {
      const { caller } = args.contextValue as unknown as RequestContext;
      const events = await outsideOperations(() => createSourceEventStream(args), audienceOf(caller));
      return Symbol.asyncIterator in events ? answers(args, caller, events[Symbol.asyncIterator]()) : events;
    },
    onNext: (_context, _request, { errors, ...result }) =>
      errors === undefined ? undefined : { ...result, ...shown(errors) },
  });

  app.use(STREAM_PATH, express.json({ limit: mostBytes }), persistedDocuments, (request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    handler(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'a GraphQL subscription failed');
      response.destroy();
    });
  });
  return {
    close() {
      for (const response of open) response.destroy();
    },
  };
}
