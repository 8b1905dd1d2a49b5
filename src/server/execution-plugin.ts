/** Has Apollo Server's operations run as those of every other door: in turn, with a deadline, and only while somebody waits. */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { costOf, type Cost } from '../graphql/cost-limit.js';
import { presentError, type PresentedError } from '../graphql/errors.js';
import type { OperationRunner } from '../graphql/operation-runner.js';
import { retryOf } from './retry.js';

/** Refuses operations that cost too much, and tells every other what it cost, in `extensions.cost`. */
export function executionPlugin(
  schema: GraphQLSchema,
  operations: OperationRunner,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart() {
      let cost: Cost | undefined;
      return Promise.resolve({
        didResolveOperation({ document, operation, operationName, request }) {
          // Apollo Server refuses a request that names none of its operations.
          if (operation === undefined) return Promise.resolve();
          cost = costOf(schema, {
            document,
            operationName: operationName ?? undefined,
            variables: request.variables,
          });
          return Promise.resolve();
        },
        async responseForOperation({ document, operationName, request, contextValue }) {
          if (cost === undefined) return null;
          const extensions = { cost };
          try {
            const { errors, ...result } = await operations.run({
              document,
              operationName: operationName ?? undefined,
              variables: request.variables,
              context: contextValue,
              cost: cost.requested,
            });
            const shown = errors?.map((error) => presentError(error, contextValue.logger));
            const singleResult = { ...result, ...(shown && { errors: shown }), extensions };
            return { http: headOf([]), body: { kind: 'single', singleResult } };
          } catch (error) {
            const errors = [presentError(error, contextValue.logger)];
            return { http: headOf(errors), body: { kind: 'single', singleResult: { errors, extensions } } };
          }
        },
      });
    },
  };
}

/** Of an operation that was not executed. */
function headOf([error]: readonly PresentedError[]): { status?: number; headers: HeaderMap } {
  const retry = error && retryOf(error);
  const headers = new HeaderMap();
  if (retry === undefined) return { headers };
  headers.set('retry-after', retry.after);
  return { status: retry.status, headers };
}
