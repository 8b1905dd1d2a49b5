/** Refuses operations that cost too much, and tells every other what it cost, in `extensions.cost`. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { costOf, type Cost } from '../graphql/cost-limit.js';

export function costPlugin(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart() {
      let cost: Cost | undefined;
      return Promise.resolve({
        didResolveOperation({ document, operationName, request }) {
          cost = costOf(schema, {
            document,
            operationName: operationName ?? undefined,
            variables: request.variables,
          });
          return Promise.resolve();
        },
        willSendResponse({ response: { body } }) {
          if (cost !== undefined && body.kind === 'single') {
            body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          }
          return Promise.resolve();
        },
      });
    },
  };
}
